import { Access } from '../../src/access/access.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { openSession } from '../../src/open-session.js';
import { start, umstieg, type Ended, type Started } from './processes.js';

const START_MS = 60_000;
/** A whole drill over HTTP on a busy machine. */
const LIVES_MS = 1_800_000;
const REQUEST_MS = 60_000;
const PASSWORD = 'vier Pferde ziehen den Heuwagen';

/** Makes the accounts of these people, all owners. @returns the token of each */
export async function accounts(
  data: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const session = await openSession(DOCUMENTED, { dataFolder: data });
  const { database, keys } = session.umstieg.core;
  const cost = { ln: 4, r: 8, p: 1 }; // passwords are not what is tried here
  const { invitations, sessions } = new Access({ database, cost, hmac: (v) => keys.hmac(v) });
  const tokens = new Map<string, string>();
  let link = (await invitations.first())?.token ?? '';
  for (const name of names) {
    const { token } = await invitations.redeem({ token: link, password: PASSWORD, name });
    tokens.set(name, token);
    const next = names[tokens.size];
    if (next === undefined) break;
    const owner = await sessions.personOf(token);
    const grant = { role: 'owner', scope: 'installation' } as const;
    link = (await invitations.invite(owner, { name: next, ...grant })).token;
  }
  await session.close();
  return tokens;
}

export interface ServerOptions {
  /** What stands before the server on the command line. */
  readonly under?: readonly string[];
  /** Options of Node itself. */
  readonly node?: readonly string[];
  /** Of another sequence; that of the documented one when absent. */
  readonly program?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly limitMs?: number;
  /** Folders whose files may be named over the network. */
  readonly files?: readonly string[];
}

export interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A server process over a data folder, and those who ask it. */
export class Server {
  private constructor(
    private readonly process: Started,
    readonly address: string,
  ) {}

  /** @throws Error with what it said when it does not come up */
  static async start(data: string, o: ServerOptions = {}): Promise<Server> {
    const [node = '', documented = '', ...args] = umstieg(data, 'serve', '--port', '0');
    const program = [...(o.node ?? []), o.program ?? documented];
    const open = (o.files ?? []).flatMap((folder) => ['--files', folder]);
    const command = [...(o.under ?? []), node, ...program, ...args, ...open];
    const { env = {}, limitMs = LIVES_MS } = o;
    const started = start(command, { env, limitMs });
    const late = setTimeout(() => {
      started.kill();
    }, START_MS);
    let out = '';
    const listening = new Promise<string>((done) => {
      started.child.stdout?.on('data', (piece: Buffer) => {
        out += piece.toString('utf8');
        const address = /"address": "([^"]+)"/.exec(out)?.[1];
        if (address !== undefined) done(address);
      });
    });
    const over = started.ended.then(({ code, signal, stderr, stdout }) => {
      throw new Error(`serve ended with ${String(code ?? signal)}: ${stderr}${stdout}`);
    });
    over.catch(() => undefined);
    try {
      return new Server(started, await Promise.race([listening, over]));
    } finally {
      clearTimeout(late);
    }
  }

  get pid(): number {
    return this.process.child.pid ?? 0;
  }

  get ended(): Promise<Ended> {
    return this.process.ended;
  }

  /** The power goes. */
  async kill(): Promise<void> {
    this.process.kill();
    await this.ended;
  }

  async stop(): Promise<Ended> {
    this.process.child.kill('SIGTERM');
    return this.ended;
  }

  async download(token: string, path: string): Promise<Buffer> {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(this.address + path, {
      ...{ headers, signal: AbortSignal.timeout(REQUEST_MS) },
    });
    return Buffer.from(await response.arrayBuffer());
  }

  /** @throws TypeError of `fetch` when the server dies before it answers */
  async send(
    token: string,
    path: string,
    o: { body?: unknown; bytes?: Uint8Array; key?: string; match?: string } = {},
  ): Promise<Reply> {
    const sends = o.body !== undefined || o.bytes !== undefined;
    const response = await fetch(this.address + path, {
      method: sends ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${token}`,
        ...(sends ? { 'idempotency-key': o.key ?? '', 'if-match': o.match ?? '*' } : {}),
        ...(o.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(sends ? { body: o.bytes ? Buffer.from(o.bytes) : JSON.stringify(o.body) } : {}),
      signal: AbortSignal.timeout(REQUEST_MS),
    });
    const text = await response.text();
    const body = text.startsWith('{') ? (JSON.parse(text) as Reply['body']) : {};
    return { status: response.status, body };
  }
}
