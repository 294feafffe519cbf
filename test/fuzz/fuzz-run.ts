import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Job, Told, Work } from './child.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HOOKS = join(ROOT, 'test', 'program', 'typescript.mjs');
const CHILD = join(ROOT, 'test', 'fuzz', 'child.ts');

/** Nobody waits longer for one try of an input, seconds of computing; whether it was too slow, the child judges (1 s). */
const HANG_CPU_S = 3;
/** The same for what computes nothing and waits for something that never comes, seconds on the clock. */
const SILENT_S = 60;
/** Loading the program is no input, and this machine may be busy. */
const LOAD_S = 120;
const NOT_BEGUN = 0xffff_ffff;
/** Heap of a child, and all its memory at the highest point, MiB. */
const HEAP_MB = 256;
const MEMORY_MB = 768;
const LOOK_MS = 100;
const TICKS = 100; // clock ticks a second in /proc/PID/stat, fixed by Linux for programs

export interface Broken {
  readonly target: string;
  readonly index: number;
  readonly what: string;
}
export interface FuzzResult {
  readonly read: number;
  readonly refused: number;
  readonly broken: readonly Broken[];
  /** Highest memory of a child, MiB; 0 where the system does not tell. */
  readonly peakMb: number;
  /** Milliseconds of one input on average, by target. */
  readonly spent: readonly (readonly [target: string, ms: number])[];
}
export interface FuzzOptions {
  /** URL of a module that exports TARGETS. */
  readonly targets: string;
  readonly seed: number;
  readonly work: readonly Work[];
  /** Ends early, milliseconds. */
  readonly budgetMs?: number;
  /** Ends after the first broken input. */
  readonly first?: boolean;
  /** Seconds without an answer and without computing that count as a hang. */
  readonly silentS?: number;
}

/** Has a child read all inputs. One that hangs, dies or takes too much memory is ended by its number and named. */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const folder = mkdtempSync(join(tmpdir(), 'umstieg-fuzz-'));
  try {
    return await new FuzzRun(options, folder).all();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

class FuzzRun {
  private readonly until: number;
  private read = 0;
  private refused = 0;
  private peakMb = 0;
  private readonly broken: Broken[] = [];
  private readonly spent = new Map<string, { ms: number; inputs: number }>();

  constructor(
    private readonly o: FuzzOptions,
    private readonly folder: string,
  ) {
    this.until = performance.now() + (o.budgetMs ?? Number.POSITIVE_INFINITY);
  }

  async all(): Promise<FuzzResult> {
    let left = this.o.work.filter(({ from, to }) => from < to);
    while (left.length > 0 && performance.now() < this.until) {
      left = await this.child(left);
      if (this.o.first && this.broken.length > 0) break;
    }
    const { read, refused, broken, peakMb } = this;
    const spent = Array.from(this.spent, ([name, { ms, inputs }]) => [name, ms / inputs] as const);
    return { read, refused, broken, peakMb, spent };
  }

  /** Runs one child to its end, and says what it left undone. */
  private async child(work: readonly Work[]): Promise<Work[]> {
    const place = join(this.folder, 'place');
    const scratch = mkdtempSync(join(this.folder, 'scratch-'));
    const { targets, seed } = this.o;
    const job: Job = { targets, seed, folder: scratch, place, work };
    writeFileSync(place, Buffer.alloc(12, 0xff)); // nothing begun
    writeFileSync(join(this.folder, 'job.json'), JSON.stringify(job));
    const child = spawn(
      process.execPath,
      [`--max-old-space-size=${HEAP_MB}`, '--import', HOOKS, CHILD, join(this.folder, 'job.json')],
      { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '' } },
    );
    let last = '';
    child.stderr.on('data', (piece: Buffer) => (last = (last + piece.toString()).slice(-1_500)));
    createInterface({ input: child.stdout }).on('line', (line) => this.hear(line, work));
    const ended = new Promise<string>((resolve) => {
      child.on('close', (code, signal) =>
        resolve(code === 0 ? '' : `ended with ${code ?? signal ?? ''}`),
      );
    });
    const killed = await this.watch(child, place, ended);
    const end = killed ?? (await ended);
    if (end === '') return [];
    const [number = 0, index = 0] = at(place);
    const one = work[number];
    if (end === 'budget') {
      this.read += Math.max(0, index - (one?.from ?? index));
      return [];
    }
    if (!one || last.includes('the suite itself failed'))
      throw new Error(`the child ${end} before its first input: ${last}`);
    const why = last.includes('heap out of memory') ? `heap above ${HEAP_MB} MiB` : last.trim();
    this.broken.push({ target: one.target, index, what: killed ?? `${end}: ${why}` });
    this.read += index - one.from;
    return [{ ...one, from: index + 1 }, ...work.slice(number + 1)].filter((w) => w.from < w.to);
  }

  private hear(line: string, work: readonly Work[]): void {
    const told = JSON.parse(line) as Told;
    if ('broke' in told) {
      this.broken.push({ target: told.broke, index: told.index, what: told.error });
      return;
    }
    this.read += told.read;
    this.refused += told.refused;
    const { target, from, to } = work[told.work]!;
    const known = this.spent.get(target) ?? { ms: 0, inputs: 0 };
    this.spent.set(target, { ms: known.ms + told.ms, inputs: known.inputs + to - from });
  }

  /** Why the child was ended, or undefined when it came to its end by itself. */
  private async watch(
    child: ChildProcess,
    place: string,
    ended: Promise<string>,
  ): Promise<string | undefined> {
    const seen = { at: '', began: 0, cpu: 0, moved: performance.now() / 1000 };
    for (;;) {
      const pause = new Promise<undefined>((resolve) => {
        setTimeout(resolve, LOOK_MS, undefined);
      });
      if ((await Promise.race([ended, pause])) !== undefined) return undefined;
      const why = this.reason(child.pid ?? 0, place, seen);
      if (why === undefined) continue;
      child.kill('SIGKILL');
      await ended;
      return why;
    }
  }

  private reason(
    pid: number,
    place: string,
    seen: { at: string; began: number; cpu: number; moved: number },
  ): string | undefined {
    if (performance.now() > this.until) return 'budget';
    const now = at(place).join();
    const cpu = cpuSeconds(pid);
    const clock = performance.now() / 1000;
    const mb = peakMb(pid);
    this.peakMb = Math.max(this.peakMb, mb);
    if (mb > MEMORY_MB) return `memory of ${mb} MiB, allowed are ${MEMORY_MB}`;
    if (now !== seen.at) Object.assign(seen, { at: now, began: cpu });
    else if (cpu === seen.cpu) {
      const silentS = this.o.silentS ?? SILENT_S;
      return clock - seen.moved > silentS ? `hangs: nothing for ${silentS} s` : undefined;
    }
    Object.assign(seen, { cpu, moved: clock });
    const most = at(place)[0] === NOT_BEGUN ? LOAD_S : HANG_CPU_S;
    return cpu - seen.began > most ? `hangs: more than ${most} s of computing` : undefined;
  }
}

function at(place: string): number[] {
  const bytes = readFileSync(place);
  return [bytes.readUInt32LE(0), bytes.readUInt32LE(4), bytes.readUInt32LE(8)];
}

/** Computing time of a process so far; 0 where the system does not tell, then only waiting counts. */
function cpuSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return 0;
  }
}

function peakMb(pid: number): number {
  try {
    const kb = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Math.round(Number(kb ?? 0) / 1024);
  } catch {
    return 0;
  }
}
