/** One try: what exactly was done, and what did not hold. Nothing in `problems`: it held. */
export interface Trial {
  readonly what: string;
  readonly problems: readonly string[];
  /** What was measured; of all tries the last is told. */
  readonly figure?: string;
}

/** What a fault works with. */
export interface Bench {
  /** Of this fault alone; removed afterwards. */
  readonly folder: string;
  /** How many tries are wanted. More than there are points: every point. */
  readonly count: number;
  /** From the seed of the suite: at least 0, below 1. */
  readonly random: () => number;
}

/** What Debian packages the machine must have for it; `root` to mount a small file system. */
export type Need = 'strace' | 'faketime' | 'prlimit' | 'root';

/** One row of the table in docs/reliability.md. */
export interface Fault {
  /** How it is chosen: `FAULTS=NAME npm run test:faults`. What stands before the first dot is its family. */
  readonly name: string;
  readonly provoked: string;
  readonly behavior: string;
  readonly needs: readonly Need[];
  /** Tries in `.ci/run`, and with FAULTS_COUNT=full. */
  readonly tries: { readonly slice: number; readonly full: number };
  /** Plays whole drills: a slice takes one of these, by its seed. */
  readonly isLong?: true;
  trials(bench: Bench): AsyncIterable<Trial>;
}

/** Numbers that follow from a seed (mulberry32, public domain, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** `count` of all, spread evenly with an offset by chance; all of them when there are no more. */
export function spread<T>(all: readonly T[], { count, random }: Bench): T[] {
  if (all.length <= count) return [...all];
  const stride = all.length / count;
  const offset = random() * stride;
  return Array.from({ length: count }, (_, i) => all[Math.floor(offset + i * stride)] as T);
}
