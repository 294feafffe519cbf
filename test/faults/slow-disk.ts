import { join } from 'node:path';
import { aftermath } from './aftermath.js';
import type { Bench, Fault, Trial } from './fault.js';
import { copyTo, newFolder, send, type Answered } from './sent.js';
import { injecting } from './strace.js';

const PER_PERSON = 20;
const FLUSH_MS = 200;
/** Of one person among twenty: the flush under way, one's own, those of a checkpoint. One by one it would be twenty at least. */
const MOST_FLUSHES = 10;

/** Every flush takes a fifth of a second, and twenty people send as fast as they are answered. */
const crowd: Fault = {
  name: 'slow.crowd',
  provoked: 'every flush takes 200 ms (strace); twenty people send without a pause in one process',
  behavior: `none waits: p99 of one person is at most ${String(MOST_FLUSHES)} flushes; all acknowledged is there`,
  needs: ['strace'],
  tries: { slice: 1, full: 5 },
  trials,
};

export const slowDisk: readonly Fault[] = [crowd];

async function* trials({ folder, count }: Bench): AsyncIterable<Trial> {
  const { data: base, run } = await newFolder(folder);
  const delay = `fsync,fdatasync:delay_enter=${String(FLUSH_MS * 1_000)}`;
  for (let i = 0; i < count; i++) {
    const data = copyTo(base, join(folder, String(i)));
    const sent = { mode: 'crowd', count: PER_PERSON, under: injecting([delay]) } as const;
    const { answered } = await send(data, run, sent);
    const { p99, solo } = soloIn(answered);
    const problems = [
      ...(answered.length === PER_PERSON * 20 ? [] : [`${String(answered.length)} answers`]),
      ...answered.filter((a) => a.code !== undefined).map((a) => `${a.key}: ${String(a.text)}`),
      ...(p99 <= MOST_FLUSHES ? [] : [`p99 is ${p99.toFixed(1)} flushes: ${solo.join(', ')}`]),
      ...(await aftermath(data, run, answered)),
    ];
    yield { what: 'crowd', figure: `p99 ${p99.toFixed(1)} flushes`, problems };
  }
}

/** How long the first of the twenty waited for each answer, in flushes. */
function soloIn(answered: readonly Answered[]): { p99: number; solo: string[] } {
  const solo = answered.filter(({ key }) => key.startsWith('anna.0-'));
  const waits = solo.map(({ ms = 0 }) => ms / FLUSH_MS).sort((a, b) => a - b);
  const p99 = waits[Math.ceil(waits.length * 0.99) - 1] ?? Number.POSITIVE_INFINITY;
  return { p99, solo: waits.map((wait) => wait.toFixed(1)) };
}
