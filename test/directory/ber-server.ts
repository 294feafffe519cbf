import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { BerReader, BerWriter } from 'ldapts';
import { recordedFile } from './replay-server.js';

/** One answer to a search: entries by name, and whether more is said to follow. */
export interface Page {
  readonly names: readonly string[];
  readonly more: boolean;
  /** Further attributes of each entry. */
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
}

/** A refused sign-in: AD says why only in this text. */
export interface Refusal {
  readonly code: number;
  readonly message: string;
}

const ACCEPTED: Refusal = { code: 0, message: '' };
const BIND_RESPONSE = 0x61;
const SEARCH_REQUEST = 0x63;
const ENTRY = 0x64;
const DONE = 0x65;
const UNBIND = 0x42;
const PAGED = '1.2.840.113556.1.4.319';

/**
 * A stub that answers searches with given pages, for what no server at hand does (an empty page before the last one,
 * a range of values, a locked account).
 * It understands nothing of what is asked.
 */
export class BerServer {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(
    private readonly pages: Page[],
    private readonly refusal: Refusal = ACCEPTED,
  ) {
    const [cert, key] = [recordedFile('cert.pem'), recordedFile('key.pem')];
    this.server = createServer((raw) => {
      this.sockets.add(raw);
      const socket = new TLSSocket(raw, { isServer: true, cert, key });
      socket.on('error', () => undefined);
      socket.on('data', (bytes: Buffer) => this.answer(socket, bytes));
    });
  }

  async listen(): Promise<number> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((done) => this.server.close(done));
  }

  private answer(socket: TLSSocket, bytes: Buffer): void {
    const reader = new BerReader(bytes);
    reader.readSequence();
    const id = reader.readInt() ?? 0;
    const operation = reader.peek();
    if (operation === UNBIND) return;
    if (operation !== SEARCH_REQUEST) {
      socket.write(message(id, (w) => result(w, BIND_RESPONSE, this.refusal)));
      return;
    }
    const page = this.pages.shift() ?? { names: [], more: false };
    for (const name of page.names) {
      const attributes = { sAMAccountName: [name], ...page.attributes };
      socket.write(message(id, (w) => entry(w, name, attributes)));
    }
    socket.write(message(id, (w) => done(w, page.more)));
  }
}

function message(id: number, fill: (writer: BerWriter) => void): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(id);
  fill(writer);
  writer.endSequence();
  return writer.buffer;
}

function result(writer: BerWriter, operation: number, { code, message } = ACCEPTED): void {
  writer.startSequence(operation);
  writer.writeEnumeration(code);
  writer.writeString('');
  writer.writeString(message);
  writer.endSequence();
}

function entry(writer: BerWriter, name: string, attributes: NonNullable<Page['attributes']>): void {
  writer.startSequence(ENTRY);
  writer.writeString(`CN=${name}`);
  writer.startSequence();
  for (const [attribute, values] of Object.entries(attributes)) {
    writer.startSequence();
    writer.writeString(attribute);
    writer.startSequence(0x31);
    for (const value of values) writer.writeString(value);
    writer.endSequence();
    writer.endSequence();
  }
  writer.endSequence();
  writer.endSequence();
}

function done(writer: BerWriter, more: boolean): void {
  result(writer, DONE);
  const value = new BerWriter();
  value.startSequence();
  value.writeInt(0);
  value.writeString(more ? 'cookie' : '');
  value.endSequence();
  writer.startSequence(0xa0);
  writer.startSequence();
  writer.writeString(PAGED);
  writer.writeBuffer(value.buffer, 0x04);
  writer.endSequence();
  writer.endSequence();
}
