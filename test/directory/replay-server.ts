import { readFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { gunzipSync } from 'node:zlib';
import type { AddressInfo } from 'node:net';
import { ROOT } from '../style/repository.js';

const FOLDER = join(ROOT, 'test', 'directory', 'recorded');

/** What was asked when the exchange was recorded. The account and its password are invented. */
export interface RecordedQuestion {
  readonly base: string;
  readonly bind: string;
  readonly filter: string;
  readonly password: string;
  readonly users: number;
}

interface Piece {
  readonly from: 'client' | 'server';
  readonly bytes: string;
}

export function recordedFile(name: string): Buffer {
  return readFileSync(join(FOLDER, name));
}

/** The authority of the certificate the replay shows; it belongs to this folder and to nothing else. */
export const REPLAY_CA = recordedFile('ca.pem').toString('utf8');

/**
 * Plays back what a Samba domain controller answered when scripts/ad/record.mjs recorded it. This is no directory: it
 * knows one conversation, and answers only while the client sends the recorded requests byte for byte.
 */
export class ReplayServer {
  readonly question: RecordedQuestion;
  /** Bytes that came and stand nowhere in the recording: the client has changed. */
  readonly strange: string[] = [];
  connections = 0;
  /** Everything that came before encryption. */
  readonly inTheClear: Buffer[] = [];
  private readonly pieces: readonly Piece[];
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  /** @param cutAfter the connections of which each is cut after so many answers, in their order */
  constructor(
    name: 'samba-ldaps' | 'samba-starttls' | 'samba-clean',
    private readonly cutAfter: number[] = [],
  ) {
    const [first, ...rest] = gunzipSync(recordedFile(`${name}.jsonl.gz`))
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    this.question = first as RecordedQuestion;
    this.pieces = rest as Piece[];
    this.server = createServer((raw) => this.accept(raw, name === 'samba-starttls'));
  }

  async listen(): Promise<number> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((done) => this.server.close(done));
  }

  private accept(raw: Socket, starttls: boolean): void {
    this.connections++;
    this.sockets.add(raw);
    raw.on('error', () => undefined);
    const left = [...this.pieces];
    const limit = this.cutAfter.shift() ?? Number.POSITIVE_INFINITY;
    if (!starttls) this.play(encrypted(raw), left, limit);
    else {
      raw.once('data', (chunk: Buffer) => {
        this.inTheClear.push(chunk);
        if (!this.isNext(chunk, left)) return raw.destroy();
        raw.write(Buffer.from(left.shift()?.bytes ?? '', 'base64'));
        return this.play(encrypted(raw), left, limit);
      });
    }
  }

  private play(socket: TLSSocket, left: Piece[], limit: number): void {
    let answers = 0;
    let held = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      held = Buffer.concat([held, chunk]);
      const wanted = left[0];
      if (held.length < Buffer.from(wanted?.bytes ?? '', 'base64').length) return;
      if (!this.isNext(held, left)) {
        socket.destroy();
        return;
      }
      held = Buffer.alloc(0);
      while (left[0]?.from === 'server') {
        if (answers++ >= limit) {
          socket.destroy();
          return;
        }
        socket.write(Buffer.from(left.shift()?.bytes ?? '', 'base64'));
      }
    });
  }

  /** Takes the request off the recording when it is the one that comes next there. */
  private isNext(chunk: Buffer, left: Piece[]): boolean {
    const wanted = left.shift();
    if (wanted?.from === 'client' && Buffer.from(wanted.bytes, 'base64').equals(chunk)) return true;
    this.strange.push(chunk.toString('base64'));
    return false;
  }
}

function encrypted(raw: Socket): TLSSocket {
  return new TLSSocket(raw, {
    isServer: true,
    cert: recordedFile('cert.pem'),
    key: recordedFile('key.pem'),
  });
}
