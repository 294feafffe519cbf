import { f1 } from './fold.js';
import type { MatchOutcome } from './match-words.js';
import type { Matching } from './matching.js';
import type { UserList } from './user-list.js';

/** How the vendor's tool may compare addresses; which one is not documented (D10). */
export const COMPARISONS = ['exact', 'case', 'case-and-trim'] as const;
export type Comparison = (typeof COMPARISONS)[number];
/** Whether its overview counts matched users without data; not documented either. */
export const OVERVIEWS = ['with-users-without-data', 'without-users-without-data'] as const;
export type Overview = (typeof OVERVIEWS)[number];

/** What the import dialog should show. */
export interface PredictedTotals {
  /** Green and yellow together. */
  readonly overview: number;
  /** Users without and with data in the target; null when the target list has no `hasData` and no earlier import is known. */
  readonly green: number | null;
  readonly yellow: number | null;
  /** `Users without match`, left table: data, but no user in Connect. */
  readonly left: number;
  /** `Users without match`, right table: users in Connect nothing was mapped to. */
  readonly right: number;
  /** `Users without data`: matched, nothing to import. */
  readonly withoutData: number;
}

export interface Hypothesis {
  readonly id: string;
  readonly comparison: Comparison;
  readonly overview: Overview;
  readonly totals: PredictedTotals;
}

/** A user whom the import treats differently from one way of comparing to another. */
export interface DifferingFate {
  readonly row: number;
  readonly email: string;
  readonly firstname: string;
  readonly name: string;
  readonly outcome: MatchOutcome;
  /** True where data would be imported for the user. */
  readonly imported: Readonly<Record<Comparison, boolean>>;
}

export interface PredictOptions {
  /** Addresses of target users into whom this run imported before. */
  readonly importedBefore?: Iterable<string>;
}

const FOLDS: Readonly<Record<Comparison, (email: string) => string>> = {
  exact: (email) => email,
  case: (email) => email.toLowerCase(),
  'case-and-trim': (email) => email.trim().toLowerCase(),
};

/** An e-mail address as this way of comparing sees it. */
export function foldAddress(email: string, comparison: Comparison): string {
  return FOLDS[comparison](email);
}

/** The six hypotheses of sequence.md section 16 with what each one makes the import dialog show. */
export function predict(matching: Matching, options: PredictOptions = {}): Hypothesis[] {
  const before = new Set(options.importedBefore);
  return COMPARISONS.flatMap((comparison) => {
    const counted = countUnder(matching, comparison, before);
    return OVERVIEWS.map((overview) => ({
      id: `${comparison}/${overview}`,
      comparison,
      overview,
      totals: totalsOf(counted, overview),
    }));
  });
}

/** Users whose fate depends on the comparison: to be listed by name before the import. */
export function differingFates(matching: Matching): DifferingFate[] {
  const { source } = matching;
  const pairs = COMPARISONS.map((comparison) => pairUnder(matching, comparison));
  const differing: DifferingFate[] = [];
  for (let i = 0; i < source.size; i++) {
    const [exact, cased, trimmed] = pairs.map((pair) => (pair[i] ?? -1) >= 0);
    if (!matching.hasData(i) || (exact === cased && cased === trimmed)) continue;
    const { row, email, outcome } = matching.rowAt(i);
    differing.push({
      row,
      email,
      firstname: source.value(i, 'firstname'),
      name: source.value(i, 'name'),
      outcome,
      imported: { exact: exact === true, case: cased === true, 'case-and-trim': trimmed === true },
    });
  }
  return differing;
}

interface Counted {
  readonly known: boolean;
  /** Matched users: with data in the export or not, times with data in the target or not. */
  readonly data: { readonly green: number; readonly yellow: number };
  readonly noData: { readonly green: number; readonly yellow: number };
  readonly left: number;
  readonly right: number;
}

function countUnder(
  matching: Matching,
  comparison: Comparison,
  before: ReadonlySet<string>,
): Counted {
  const { source, target } = matching;
  const pairs = pairUnder(matching, comparison);
  const data = { green: 0, yellow: 0 };
  const noData = { green: 0, yellow: 0 };
  let left = 0;
  let matched = 0;
  for (let i = 0; i < source.size; i++) {
    const there = pairs[i] ?? -1;
    if (there < 0) {
      if (matching.hasData(i)) left++;
      continue;
    }
    matched++;
    const group = matching.hasData(i) ? data : noData;
    const filled =
      f1(target.value(there, 'hasData')) === '1' || before.has(target.value(there, 'email'));
    group[filled ? 'yellow' : 'green']++;
  }
  const known = target.has('hasData') || before.size > 0;
  return { known, data, noData, left, right: target.size - matched };
}

function totalsOf(
  { known, data, noData, left, right }: Counted,
  overview: Overview,
): PredictedTotals {
  const all = overview === 'with-users-without-data';
  const green = data.green + (all ? noData.green : 0);
  const yellow = data.yellow + (all ? noData.yellow : 0);
  return {
    overview: green + yellow,
    green: known ? green : null,
    yellow: known ? yellow : null,
    left,
    right,
    withoutData: noData.green + noData.yellow,
  };
}

/** Target row of each source row, -1 without: equal and unique on both sides under the comparison. */
export function pairUnder({ source, target }: Matching, comparison: Comparison): Int32Array {
  const fold = FOLDS[comparison];
  const sources = unique(source, fold);
  const targets = unique(target, fold);
  const pairs = new Int32Array(source.size).fill(-1);
  for (const [folded, i] of sources) {
    const there = targets.get(folded) ?? -1;
    if (i >= 0 && there >= 0) pairs[i] = there;
  }
  return pairs;
}

function unique(list: UserList, fold: (email: string) => string): Map<string, number> {
  const rows = new Map<string, number>();
  for (let i = 0; i < list.size; i++) {
    const email = list.value(i, 'email');
    if (f1(email) === '') continue;
    const folded = fold(email);
    rows.set(folded, rows.has(folded) ? -1 : i);
  }
  return rows;
}
