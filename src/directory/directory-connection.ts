import { once } from 'node:events';
import { connect as netConnect, isIP, type Socket } from 'node:net';
import { connect as tlsConnect, type ConnectionOptions } from 'node:tls';
import { Client, ResultCodeError } from 'ldapts';
import type { DirectoryQuestion } from './directory-question.js';
import { directoryFailure, noStartTls } from './directory-errors.js';

/** Times after which a silent server counts as gone. */
export interface DirectoryTimes {
  readonly connectMs: number;
  /** For one request: sign-in, one page. */
  readonly operationMs: number;
}
export const DIRECTORY_TIMES: DirectoryTimes = { connectMs: 10_000, operationMs: 60_000 };
const UNBIND_MS = 2_000;

export function serverName({ secure, host, port }: DirectoryQuestion): string {
  const scheme = secure === 'ldaps' ? 'ldaps' : 'ldap';
  return `${scheme}://${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}

/**
 * Opens one encrypted connection, signs in, lets `use` ask, and closes it whatever happens: a socket left behind would
 * keep the process alive. The client would connect again by itself, in the clear after StartTLS; so it gets exactly one
 * connection, and a password cannot leave on a second one.
 * @throws StepFailure target.unreachable (retry), target.untrusted, target.denied, target.incomplete
 */
export async function withDirectory<T>(
  question: DirectoryQuestion,
  o: { readonly signal: AbortSignal; readonly times?: Partial<DirectoryTimes> },
  use: (client: Client) => Promise<T>,
): Promise<T> {
  const times = { ...DIRECTORY_TIMES, ...o.times };
  o.signal.throwIfAborted();
  const line = new Line(question, times);
  const stop = (): void => line.destroy();
  o.signal.addEventListener('abort', stop);
  try {
    if (question.secure === 'starttls') await line.raiseToTls();
    const { bind } = question;
    if (bind) await line.client.bind(bind.name, bind.password);
    return await use(line.client);
  } catch (error) {
    o.signal.throwIfAborted();
    throw directoryFailure(error, serverName(question));
  } finally {
    o.signal.removeEventListener('abort', stop);
    await line.close();
  }
}

/** One client on one connection. */
class Line {
  readonly client: Client;
  private socket: Socket | undefined;
  private readonly tls: ConnectionOptions;
  private readonly server: string;

  constructor(
    question: DirectoryQuestion,
    private readonly times: DirectoryTimes,
  ) {
    const { host, ca, secure } = question;
    this.server = serverName(question);
    this.tls = {
      host,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(ca === undefined ? {} : { ca }),
      minVersion: 'TLSv1.2',
    };
    this.client = new Client({
      url: this.server,
      timeout: times.operationMs,
      connectTimeout: times.connectMs,
      ...(secure === 'ldaps'
        ? { tlsOptions: this.tls, createSecureConnection: this.only(tlsConnect) }
        : { createConnection: this.only(netConnect) }),
    });
  }

  /** StartTLS. Nothing but the request for it is sent before the server has proved who it is. */
  async raiseToTls(): Promise<void> {
    const late = setTimeout(
      () => this.destroy(new Error('TLS handshake timed out')),
      this.times.connectMs,
    );
    try {
      await this.client.startTLS({ ...this.tls });
    } catch (error) {
      throw error instanceof ResultCodeError ? noStartTls(this.server, error) : error;
    } finally {
      clearTimeout(late);
    }
  }

  /** Says good-bye where somebody still listens. On a dead connection ldapts would wait for an answer to that. */
  async close(): Promise<void> {
    if (!this.socket || this.socket.destroyed) return;
    const gone = once(this.socket, 'close');
    const late = setTimeout(() => this.destroy(), UNBIND_MS);
    try {
      await Promise.race([this.client.unbind(), gone]);
    } catch {
      // it went away while we said good-bye
    } finally {
      clearTimeout(late);
      this.destroy();
    }
  }

  destroy(error?: Error): void {
    this.socket?.destroy(error);
  }

  private only<F extends (...args: never[]) => Socket>(connect: F): F {
    const guarded = (...args: Parameters<F>): Socket => {
      if (this.socket) throw new Error('connection lost');
      this.socket = connect(...args);
      return this.socket;
    };
    return guarded as F;
  }
}
