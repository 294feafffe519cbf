import type { Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { Matching } from '../../connect/matching.js';
import {
  COMPARISONS,
  pairUnder,
  type Comparison,
  type Hypothesis,
} from '../../connect/prediction.js';
import { exportedFolders } from '../user-creation/exported-folders.js';
import { readStored } from '../user-creation/list-files.js';
import { importedEver } from './ledger.js';

/** The comparison of V4 and Connect as the vendor's tool will make it, with what this run imported before. */
export interface PreparedMatch {
  readonly matching: Matching;
  /** Addresses of Connect users into whom this run imported before. */
  readonly before: readonly string[];
}

/** Makes the comparison of R-707 again from the stored lists; undefined where one of them is missing. */
export async function prepareMatch(
  context: StepContext,
): Promise<PreparedMatch | Reason | undefined> {
  const v4 = context.fact('R-109')?.v4Users.digest;
  const connect = context.fact('R-706')?.list;
  if (!v4 || !connect) return undefined;
  const source = await readStored(v4, 'V4', context.store);
  const target = await readStored(connect, 'Connect', context.store, { comments: true });
  if (!('list' in source)) return source;
  if (!('list' in target)) return target;
  const before = await importedEver(context);
  const userdata = await exportedFolders(context);
  const options = { importedBefore: before, ...(userdata ? { userdata } : {}) };
  return { matching: new Matching(source.list, target.list, options), before };
}

/** Comparisons that fit what was read so far; all of them where nothing was compared. */
export function comparisonsOf(
  hypotheses: readonly Hypothesis[],
  fitting: readonly string[],
): readonly Comparison[] {
  const named = hypotheses.filter((h) => fitting.includes(h.id)).map((h) => h.comparison);
  return named.length === 0 ? COMPARISONS : COMPARISONS.filter((c) => named.includes(c));
}

/** A source row with exported data, under a set of comparisons that are all still possible. */
export interface Fate {
  readonly row: number;
  readonly email: string;
  /** Address of the Connect user, where some comparison finds one. */
  readonly target: string | undefined;
  /** Found by all, by some or by none of the comparisons. */
  readonly found: 'always' | 'sometimes' | 'never';
  readonly hasData: boolean;
}

/** What becomes of each source row. */
export function* fates(
  matching: Matching,
  comparisons: readonly Comparison[],
): Generator<Fate, void> {
  const pairs = comparisons.map((comparison) => pairUnder(matching, comparison));
  for (let i = 0; i < matching.source.size; i++) {
    const hits = pairs.map((pair) => pair[i] ?? -1).filter((there) => there >= 0);
    const [first] = hits;
    yield {
      row: matching.source.row(i),
      email: matching.source.value(i, 'email'),
      target: first === undefined ? undefined : matching.target.value(first, 'email'),
      found: hits.length === 0 ? 'never' : hits.length === pairs.length ? 'always' : 'sometimes',
      hasData: matching.hasData(i),
    };
  }
}

/** The hypotheses of R-802 that fit what read; all of them where none was found to fit. */
export function fittingHypotheses(context: StepContext): readonly Hypothesis[] {
  const all = context.fact('R-802')?.hypotheses ?? [];
  const unmatched = context.fact('R-806')?.fitting ?? [];
  const ids = unmatched.length > 0 ? unmatched : (context.fact('R-803')?.fitting ?? []);
  const fitting = all.filter((h) => ids.includes(h.id));
  return fitting.length > 0 ? fitting : all;
}
