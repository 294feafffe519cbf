import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = process.cwd();
export const PROGRAM = join(ROOT, 'bin', 'umstieg.js');
const LIMIT_MS = 180_000;

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Ends it and what it started, at once. */
  kill(): void;
}

/** What was started and has not ended, with the words of its command line. */
const living = new Map<Started, readonly string[]>();

/** Ends what still works in a folder: a try that broke leaves it behind. */
export async function endThoseIn(folder: string): Promise<void> {
  const left = [...living].filter(([, words]) => words.some((word) => word.startsWith(folder)));
  for (const [started] of left) started.kill();
  await Promise.all(left.map(([{ ended }]) => ended.catch(() => undefined)));
}

/** Starts a program in a process group of its own; after `limitMs` the whole group is killed. */
export function start(
  [program = '', ...args]: readonly string[],
  o: { readonly env?: Readonly<Record<string, string>>; readonly limitMs?: number } = {},
): Started {
  const child = spawn(program, args, {
    env: { ...process.env, NODE_OPTIONS: '', ...o.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (piece: Buffer) => (stdout += piece.toString('utf8')));
  child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString('utf8')));
  const kill = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // nothing of it lives any more
    }
  };
  const timer = setTimeout(() => {
    stderr += '\nstopped: it took too long';
    kill();
  }, o.limitMs ?? LIMIT_MS);
  const ended = new Promise<Ended>((done, fail) => {
    child.on('error', fail);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      done({ code, signal, stdout, stderr });
    });
  });
  const started = { child, ended, kill };
  living.set(started, args);
  child.once('close', () => living.delete(started));
  return started;
}

export function run(...given: Parameters<typeof start>): Promise<Ended> {
  return start(...given).ended;
}

/** The command line of a data folder, as its JSON output. */
export function umstieg(data: string, ...args: readonly string[]): string[] {
  return [process.execPath, PROGRAM, '--data', data, '--json', ...args];
}

/** Runs a command that has to succeed and answers its document. */
export async function must<T>(data: string, ...args: readonly string[]): Promise<T> {
  const { code, stdout, stderr } = await run(umstieg(data, ...args));
  if (code !== 0) throw new Error(`${args.join(' ')}: ${String(code)} ${stderr}${stdout}`);
  return JSON.parse(stdout || '{}') as T;
}
