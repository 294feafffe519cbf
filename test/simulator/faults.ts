import type { Chance } from './chance.js';
import type { Life, Scheduler } from './scheduler.js';

/**
 * What may become of one call to disk. `lost-answer`: written, and reported as failed. `death`: the process ends before or
 * after it. `power`: all processes end in the middle of it, and what was not flushed is gone or torn.
 */
export type Fate =
  'fine' | 'busy' | 'error' | 'full' | 'lost-answer' | 'death-before' | 'death-after' | 'power';
export type Call = 'read' | 'write' | 'file';

/** Which call, the n-th of its kind, and what became of it: a fault keeps its place when other calls are left out. */
export type Befallen = readonly [what: string, n: number, fate: Fate];

/** How often each befalls a call, of 1. */
type Odds = Readonly<Record<Exclude<Fate, 'fine'>, number>>;

const NONE: Odds = {
  ...{ busy: 0, error: 0, full: 0, 'lost-answer': 0 },
  ...{ 'death-before': 0, 'death-after': 0, power: 0 },
};
/** Kinds of bad days: each seed has one, so that rare meetings of faults are not drowned by frequent ones. */
const DAYS: readonly Odds[] = [
  NONE,
  { ...NONE, 'death-before': 0.004, 'death-after': 0.008 },
  { ...NONE, power: 0.01 },
  { ...NONE, busy: 0.06 },
  { ...NONE, error: 0.01, full: 0.01 },
  { ...NONE, 'lost-answer': 0.02 },
  {
    ...{ busy: 0.02, error: 0.005, full: 0.005, 'lost-answer': 0.005 },
    ...{ 'death-before': 0.003, 'death-after': 0.004, power: 0.004 },
  },
];

/** Decides what becomes of each call to the disk, and counts what it did. */
export class Faults {
  readonly counts = new Map<Fate, number>();
  /** What befell which call, in order: enough to do the same again. */
  readonly befell: Befallen[] = [];
  private odds: Odds;
  /** How often each was called. */
  private readonly calls = new Map<string, number>();
  private readonly given: ReadonlyMap<string, Fate> | undefined;

  /** @param given what befalls the calls; absent: the chance says */
  constructor(
    private readonly scheduler: Scheduler,
    private readonly chance: Chance,
    given?: readonly Befallen[],
  ) {
    this.odds = chance.pick(DAYS);
    this.given = given && new Map(given.map(([what, n, fate]) => [`${what} ${n}`, fate]));
  }

  /** From here on the disk and the power are sound. */
  stop(): void {
    this.odds = NONE;
  }

  /** Faults that a caller may have been told of. */
  get told(): number {
    return [...this.counts.values()].reduce((sum, n) => sum + n, 0);
  }

  /** @param what which file call or statement, in few words */
  fate(call: Call, life: Life, what: string): Fate {
    const n = (this.calls.get(what) ?? 0) + 1;
    this.calls.set(what, n);
    const fate = this.given ? (this.given.get(`${what} ${n}`) ?? 'fine') : this.drawn();
    if (fate === 'fine' || this.odds === NONE) return 'fine';
    if (call === 'file' && (fate === 'busy' || fate === 'lost-answer')) return 'fine';
    if (call === 'read' && (fate === 'full' || fate === 'lost-answer')) return 'fine';
    this.counts.set(fate, (this.counts.get(fate) ?? 0) + 1);
    this.befell.push([what, n, fate]);
    this.scheduler.note(`! ${fate} for ${life.name} at a ${call}`);
    return fate;
  }

  private drawn(): Fate {
    let roll = this.chance.next();
    for (const [fate, odds] of Object.entries(this.odds) as [Exclude<Fate, 'fine'>, number][]) {
      roll -= odds;
      if (roll < 0) return fate;
    }
    return 'fine';
  }
}

const SQLITE = { busy: 5, error: 10, full: 13, 'lost-answer': 10 } as const;
const WORDS = {
  busy: 'SQLITE_BUSY: database is locked',
  error: 'SQLITE_IOERR: disk I/O error',
  full: 'SQLITE_FULL: database or disk is full',
  'lost-answer': 'SQLITE_IOERR: disk I/O error',
} as const;

export function sqliteError(fate: keyof typeof WORDS): Error {
  const code = WORDS[fate].split(':')[0];
  return Object.assign(new Error(WORDS[fate]), { code, errno: SQLITE[fate] });
}

export function fileError(fate: Fate): Error {
  const code = fate === 'full' ? 'ENOSPC' : 'EIO';
  return Object.assign(new Error(`${code}: simulated`), { code });
}
