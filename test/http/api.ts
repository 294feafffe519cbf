import { randomUUID } from 'node:crypto';
import { problemsOf } from './valid-answer.js';
import { Access } from '../../src/access/access.js';
import type { DeclaredProvider } from '../../src/access/openid/declared-provider.js';
import type { Binding } from '../../src/http/binding.js';
import { serve, type Serving } from '../../src/http/serve.js';
import type { HttpSession } from '../../src/http/session.js';
import type { Umstieg } from '../../src/engine/umstieg.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

export interface CallOptions {
  /** Who asks: an owner of the installation, with an account from the first time on. Anna unless said otherwise. */
  readonly as?: string;
  readonly key?: string | null;
  readonly match?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A client of one server, over real sockets. */
export class Api {
  constructor(
    readonly address: string,
    readonly token: string,
    private readonly tokenOf: (name: string) => Promise<string> = () => Promise.resolve(token),
  ) {}

  get(path: string, o: CallOptions = {}): Promise<Answer> {
    return this.call('GET', path, undefined, o);
  }

  /** A command; key and `If-Match: *` unless said otherwise, null leaves one out. */
  post(path: string, body: unknown, o: CallOptions = {}): Promise<Answer> {
    return this.call('POST', path, JSON.stringify(body), o);
  }

  async call(
    method: string,
    path: string,
    body: string | Uint8Array<ArrayBuffer> | undefined,
    o: CallOptions,
  ): Promise<Answer> {
    const response = await this.fetch(path, {
      method,
      ...(body === undefined ? {} : { body }),
      headers: {
        ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
        ...(method === 'GET' || o.key === null ? {} : { 'idempotency-key': o.key ?? randomUUID() }),
        ...(method === 'GET' || o.match === null ? {} : { 'if-match': o.match ?? '*' }),
        ...(o.as === undefined ? {} : { authorization: `Bearer ${await this.tokenOf(o.as)}` }),
        ...o.headers,
      },
    });
    const text = await response.text();
    const parsed = text.startsWith('{') ? (JSON.parse(text) as Answer['body']) : { text };
    if (text.startsWith('{'))
      expect(problemsOf({ method, path, status: response.status }, parsed)).toEqual([]);
    return { status: response.status, headers: response.headers, body: parsed };
  }

  fetch(
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> },
  ): Promise<Response> {
    return fetch(this.address + path, {
      ...init,
      headers: { authorization: `Bearer ${this.token}`, ...init.headers },
      signal: init.signal ?? AbortSignal.timeout(20_000),
    });
  }
}

const running: Serving[] = [];

export const PASSWORD = 'vier Pferde ziehen den Heuwagen';

/** People and rights of a folder, with real scrypt at its cheapest. */
export function accessTo({ core: { database, keys } }: Umstieg, now?: () => Date): Access {
  const cost = { ln: 4, r: 8, p: 1 };
  return new Access({ database, cost, hmac: (v) => keys.hmac(v), ...(now ? { now } : {}) });
}

/** A server in this process over an opened folder. @param lines where its log goes */
export function serveHere(
  umstieg: Umstieg,
  lines: string[] = [],
  now?: () => Date,
  paused = false,
): Promise<Api> {
  const session = { umstieg, report: () => Promise.resolve('<p>report</p>') };
  return serveSession(session, lines, now, [], paused);
}

/** The same over all of a session: with the report of its sequence. */
export async function serveSession(
  session: HttpSession,
  lines: string[] = [],
  now?: () => Date,
  files: readonly string[] = [],
  paused = false,
  providers: readonly DeclaredProvider[] = [],
): Promise<Api> {
  const access = accessTo(session.umstieg, now);
  const owner = await firstOwner(access, 'Anna');
  const tokens = new Map([['Anna', Promise.resolve(owner)]]);
  const tokenOf = (name: string) => {
    const token = tokens.get(name) ?? anotherOwner(access, owner, name);
    tokens.set(name, token);
    return token;
  };
  const serving = await serve({
    ...{ session, access, host: '127.0.0.1', port: 0, version: '9.9.9', paused, files, providers },
    write: (line) => lines.push(line),
  });
  running.push(serving);
  return new Api(serving.address, owner, tokenOf);
}

/** A server that listens as `binding` says. @returns where people open it, and where it listens */
export async function serveBound(
  umstieg: Umstieg,
  binding: Binding,
  now?: () => Date,
): Promise<{ address: string; bound: string }> {
  let port = 0;
  const serving = await serve({
    session: { umstieg, report: () => Promise.resolve('<p>report</p>') },
    ...{ access: accessTo(umstieg, now), port: 0, version: '9.9.9', paused: true },
    ...binding,
    write: (line) => (port = (JSON.parse(line) as { port?: number }).port ?? port),
  });
  running.push(serving);
  return { address: serving.address, bound: `http://127.0.0.1:${port}` };
}

/** @returns the token of a session */
export async function firstOwner(access: Access, name: string): Promise<string> {
  const link = await access.invitations.first();
  const redemption = { token: link?.token ?? '', password: PASSWORD, name };
  return (await access.invitations.redeem(redemption)).token;
}

async function anotherOwner(access: Access, owner: string, name: string): Promise<string> {
  const by = await access.sessions.personOf(owner);
  const grant = { role: 'owner', scope: 'installation' } as const;
  const { token } = await access.invitations.invite(by, { name, ...grant });
  return (await access.invitations.redeem({ token, password: PASSWORD })).token;
}

export async function stopServers(): Promise<void> {
  for (const serving of running.splice(0)) await serving.close();
}
