import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from '../faults/processes.js';
import { Server, type Reply } from '../faults/server.js';
import type { Sample } from './flatness.js';

const HOOK = join(ROOT, 'test', 'soak', 'memory-hook.mjs');
/** How long somebody sends a command again that got no answer. */
const PATIENCE_MS = 180_000;
const MEASURE_MS = 60_000;

type Sent = Parameters<Server['send']>[2];

/** Keeps one server over a data folder, ends its power and starts it again; whoever asks meanwhile asks the next one. */
export class Keeper {
  /** Requests that got no answer since the power went, and were sent again. */
  again = 0;
  kills = 0;
  /** Requests on a connection that a living server had just closed, idle for its five seconds: HTTP has them sent again (RFC 9112, 9.3.1). */
  closed = 0;
  private readonly memory: string;

  private constructor(
    private readonly data: string,
    private readonly limitMs: number,
    private server: Promise<Server>,
  ) {
    this.memory = `${data}.memory`;
  }

  static async over(data: string, limitMs: number): Promise<Keeper> {
    const keeper = new Keeper(data, limitMs, started(data, limitMs));
    await keeper.server;
    return keeper;
  }

  /** The power goes, with commands on their way. */
  async kill(): Promise<void> {
    const old = await this.server;
    this.kills++;
    this.server = old.kill().then(() => started(this.data, this.limitMs));
    await this.server;
  }

  /** @throws Error when it does not end with 0 */
  async stop(): Promise<void> {
    const { code, signal, stderr } = await (await this.server).stop();
    if (code !== 0)
      throw new Error(`the server ended with ${String(code ?? signal)}: ${stderr.slice(-2_000)}`);
  }

  /** The answer; a request the power took is sent again as it is. @throws Error when a server that nobody killed does not answer */
  async ask(token: string, path: string, sent?: Sent): Promise<Reply> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const asked = this.server;
      const server = await asked;
      try {
        return await server.send(token, path, sent);
      } catch (error) {
        if (Date.now() > until) throw unanswered(path, error);
        if (asked !== this.server) this.again++;
        else if (isClosed(error)) this.closed++;
        else throw unanswered(path, error);
      }
    }
  }

  /** What it uses when nobody asks anything and its garbage was collected. `commands` are those it has answered. */
  async measure(commands: number): Promise<Sample> {
    const server = await this.server;
    const before = this.linesOfMemory().length;
    process.kill(server.pid, 'SIGUSR2');
    const until = Date.now() + MEASURE_MS;
    while (Date.now() < until) {
      const line = this.linesOfMemory()[before];
      if (line !== undefined)
        return { ...(JSON.parse(line) as Omit<Sample, 'commands'>), commands };
      await delay(50);
    }
    throw new Error(`the server did not say what it uses within ${String(MEASURE_MS)} ms`);
  }

  private linesOfMemory(): string[] {
    if (!existsSync(this.memory)) return [];
    return readFileSync(this.memory, 'utf8').split('\n').slice(0, -1);
  }
}

function unanswered(path: string, cause: unknown): Error {
  const { code, message } = ((cause as Error).cause ?? cause) as Error & { code?: string };
  return new Error(`${path}: a living server gave no answer: ${code ?? ''} ${message}`, { cause });
}

/** The other side was there, and had closed this one connection. */
function isClosed(error: unknown): boolean {
  const { code = '' } = ((error as Error).cause ?? {}) as { code?: string };
  return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(code);
}

function started(data: string, limitMs: number): Promise<Server> {
  const node = ['--expose-gc', '--import', HOOK];
  return Server.start(data, { node, env: { SOAK_MEMORY: `${data}.memory` }, limitMs });
}
