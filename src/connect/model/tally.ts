import type { LineProblem } from './assign-line.js';
import type { RunTotals } from './effect.js';

/** Counts of one run. */
export class Tally {
  rows = 0;
  created = 0;
  changed = 0;
  reverted = 0;
  unchanged = 0;
  ignored = 0;
  refused = 0;
  missed = 0;
  deleted = 0;
  private readonly problems = new Map<LineProblem, number>();

  lineProblem(why: LineProblem): void {
    this.problems.set(why, (this.problems.get(why) ?? 0) + 1);
  }

  /** @param before users before the run; @param found how many of them stood in the source */
  totals(before: number, found: number): RunTotals {
    const { rows, created, changed, reverted, unchanged, ignored, refused } = this;
    const { missed, deleted } = this;
    const sums = { rows, created, changed, reverted, unchanged, ignored, refused, missed, deleted };
    const untouched = before - found - missed - deleted;
    const after = before + created - deleted;
    return {
      ...sums,
      before,
      found,
      untouched,
      after,
      lineProblems: Object.fromEntries(this.problems),
    };
  }
}
