// Reads bent inputs until told otherwise; the parent watches from outside (fuzz-run.ts).
// node --import ./test/program/typescript.mjs test/fuzz/child.ts JOB.json
import { openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Bender } from './bend.js';
import { isRefusal, type Scratch, type Target } from './target.js';

/** What a child has to do. Inputs are numbers of a seed, or the bytes of found cases. */
export interface Job {
  readonly targets: string;
  readonly seed: number;
  readonly folder: string;
  /** Where the child says what it is about to read: three numbers of 32 bits, work, input and which try. */
  readonly place: string;
  readonly work: readonly Work[];
}
export interface Work {
  readonly target: string;
  readonly from: number;
  readonly to: number;
  /** Packed files (gzip) with the bytes of each input instead of drawn ones. */
  readonly files?: readonly string[];
}
/** One line on the child's output. */
export type Told =
  | { readonly read: number; readonly refused: number; readonly work: number; readonly ms: number }
  | {
      readonly broke: string;
      readonly work: number;
      readonly index: number;
      readonly error: string;
    };

/** Computing that one input may take, milliseconds of all threads together: waiting for a busy machine is none of it. */
const SLOW_MS = 1_000;
/** What is slow by itself is so each time; caches shared with others or code not compiled yet slow down one try. */
const TRIES = 3;
const job = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Job;
const { TARGETS } = (await import(job.targets)) as { TARGETS: readonly Target[] };
const place = openSync(job.place, 'r+');
const mark = new Uint32Array(3);
const scratch: Scratch = {
  folder: job.folder,
  file(name, bytes) {
    const path = join(job.folder, name);
    writeFileSync(path, bytes);
    return path;
  },
};
const tell = (told: Told) => writeSync(1, `${JSON.stringify(told)}\n`);
// an error nobody waits for is one too
let stray: Error | undefined;
process.on('unhandledRejection', (error) => (stray ??= error as Error));
process.on('uncaughtException', (error) => (stray ??= error));

const benders = new Map<string, Bender>();
try {
  for (const [number, work] of job.work.entries()) await all(number, work);
} catch (error) {
  process.stderr.write(`the suite itself failed: ${said(error as Error)}\n`);
  process.exit(70);
}
process.exit(0); // a reader may have left something open

async function all(number: number, { target: name, from, to, files }: Work): Promise<void> {
  const target = TARGETS.find((one) => one.name === name);
  if (!target) throw new Error(`no target ${name}`);
  const bender =
    benders.get(name) ?? new Bender(job.seed, await target.corpus(scratch), target.tokens);
  benders.set(name, bender);
  let [read, refused] = [0, 0];
  const started = performance.now();
  for (let index = from; index < to; index++) {
    const bytes = files ? gunzipSync(readFileSync(files[index] ?? '')) : bender.input(index);
    const error = await judged(target, bytes, [number, index]);
    if (error === undefined) read += 1;
    else if (error === 'refused') refused += 1;
    else tell({ broke: name, work: number, index, error });
  }
  tell({ read, refused, work: number, ms: performance.now() - started });
}

/** Undefined when the input was read, `refused`, or what went wrong. */
async function judged(
  target: Target,
  bytes: Buffer,
  at: readonly [work: number, input: number],
): Promise<string | undefined> {
  let least = Number.POSITIVE_INFINITY;
  for (let again = 0; again < TRIES; again++) {
    mark.set([...at, again]);
    writeSync(place, mark, 0, mark.byteLength, 0);
    const started = process.cpuUsage();
    const outcome = await failure(target, bytes);
    const { user, system } = process.cpuUsage(started);
    least = Math.min(least, (user + system) / 1000);
    if (least <= SLOW_MS || (outcome !== undefined && outcome !== 'refused')) return outcome;
  }
  return `took ${Math.round(least)} ms of computing`;
}

async function failure(target: Target, bytes: Buffer): Promise<string | undefined> {
  let outcome: string | undefined;
  try {
    await target.read(bytes, scratch);
  } catch (error) {
    const seen = error instanceof Error ? error : new Error(String(error));
    outcome = isRefusal(seen) || target.allows?.(seen) === true ? 'refused' : said(seen);
  }
  if (stray) outcome = `nobody waited for: ${said(stray)}`;
  stray = undefined;
  return outcome;
}

function said(error: Error): string {
  return (error.stack ?? String(error)).split('\n').slice(0, 6).join('\n');
}
