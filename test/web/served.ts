import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = join(process.cwd(), 'bin', 'umstieg.js');
const START_MS = 60_000;
const STOP_MS = 60_000; // a server first gives what it is checking ten seconds to end

/** A server process over a data folder of its own, as a customer would start it. */
export class Served {
  readonly folder = mkdtempSync(join(tmpdir(), 'umstieg-web-'));
  address = '';
  /** Makes the owner, on the first start only. */
  link = '';
  private child: ChildProcess | undefined;
  private port = 0;

  /** @param program another sequence's command line, for example `test/second-sequence/program.ts` */
  constructor(private readonly program: readonly string[] = [PROGRAM]) {}

  /** @param more options of `serve` */
  async start(...more: readonly string[]): Promise<this> {
    const args = [
      '--data',
      join(this.folder, 'data'),
      '--json',
      'serve',
      '--port',
      String(this.port),
      ...['--files', this.folder, '--files', tmpdir()], // practice customers lie in either
      ...more,
    ];
    const child = spawn(process.execPath, [...this.program, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    const answer = await firstDocument(child);
    this.address = answer.address;
    this.link = answer.link ?? this.link;
    this.port = Number(new URL(answer.address).port);
    return this;
  }

  /** The power goes. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Ends the server and removes its folder. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit', { signal: AbortSignal.timeout(STOP_MS) });
    child.kill(signal);
    await ended;
  }
}

/** The server answers one JSON document once it listens. */
function firstDocument(child: ChildProcess): Promise<{ address: string; link?: string }> {
  return new Promise((done, failed) => {
    let [out, log] = ['', ''];
    const timer = setTimeout(() => fail('no answer in time'), START_MS);
    const fail = (why: string) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      failed(new Error(`serve: ${why}\n${log}${out}`));
    };
    child.stderr?.on('data', (piece: Buffer) => (log += piece.toString()));
    child.on('exit', (code) => fail(`ended with ${String(code)}`));
    child.stdout?.on('data', (piece: Buffer) => {
      out += piece.toString();
      const answer = parsed(out);
      if (!answer) return;
      clearTimeout(timer);
      child.removeAllListeners('exit');
      done(answer);
    });
  });
}

function parsed(text: string): { address: string; link?: string } | undefined {
  try {
    return JSON.parse(text) as { address: string; link?: string };
  } catch {
    return undefined;
  }
}
