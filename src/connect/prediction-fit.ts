import type { Reason, Verdict } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { finding } from './finding.js';
import type { MatchOutcome } from './match-words.js';
import type { Matching, MatchRow } from './matching.js';
import type { Hypothesis, PredictedTotals } from './prediction.js';

/** Totals a person read from the import dialog; what was not read is left out. */
export type ObservedTotals = Partial<Record<keyof PredictedTotals, number>>;

export interface Fit {
  readonly verdict: Verdict;
  /** Hypotheses that agree with everything that was read. */
  readonly fitting: readonly Hypothesis[];
  /** Where none fits: what the nearest hypothesis expected, one reason for each total that differs. */
  readonly reasons: readonly Reason[];
}

/** What the dialog calls its numbers. */
export const TOTAL_NAMES: Readonly<Record<keyof PredictedTotals, Text>> = {
  overview: { de: 'Übersicht, grün und gelb zusammen', en: 'Overview, green and yellow together' },
  green: { de: 'Grün hinterlegt', en: 'Highlighted green' },
  yellow: { de: 'Gelb hinterlegt', en: 'Highlighted yellow' },
  left: { de: '`Users without match`, linke Tabelle', en: '`Users without match`, left table' },
  right: { de: '`Users without match`, rechte Tabelle', en: '`Users without match`, right table' },
  withoutData: { de: '`Users without data`', en: '`Users without data`' },
};
const KEYS = Object.keys(TOTAL_NAMES) as (keyof PredictedTotals)[];

const NOTHING = {
  de: 'Es wurde keine Zahl abgelesen, die sich vergleichen lässt.',
  en: 'No number was read that can be compared.',
};

/**
 * Compares what was read with the hypotheses (sequence.md section 16): `consistent` when at least one fits, `contradicts`
 * when none does, `cannot-read` when nothing comparable was read. A total a hypothesis cannot know never speaks against it.
 */
export function fit(observed: ObservedTotals, hypotheses: readonly Hypothesis[]): Fit {
  const seen = { ...observed };
  if (seen.overview === undefined && seen.green !== undefined && seen.yellow !== undefined) {
    seen.overview = seen.green + seen.yellow;
  }
  const comparable = hypotheses.some((hypothesis) =>
    KEYS.some((key) => seen[key] !== undefined && hypothesis.totals[key] !== null),
  );
  if (!comparable) {
    return {
      verdict: 'cannot-read',
      fitting: [],
      reasons: [finding('prediction.nothing-read', NOTHING)],
    };
  }
  const differences = hypotheses.map((hypothesis) => ({
    hypothesis,
    keys: KEYS.filter((key) => differs(seen[key], hypothesis.totals[key])),
  }));
  const fitting = differences.filter(({ keys }) => keys.length === 0).map((d) => d.hypothesis);
  if (fitting.length > 0) return { verdict: 'consistent', fitting, reasons: [] };
  const nearest = differences.reduce((best, d) => (d.keys.length < best.keys.length ? d : best));
  const reasons = nearest.keys.map((key) => {
    const name = TOTAL_NAMES[key];
    const text = {
      de: `${name.de}: Die abgelesene Zahl passt zu keiner Vorhersage.`,
      en: `${name.en}: the number that was read fits no prediction.`,
    };
    const more = { claimed: String(seen[key]), known: String(nearest.hypothesis.totals[key]) };
    return finding(`prediction.${key}`, text, undefined, more);
  });
  return { verdict: 'contradicts', fitting, reasons };
}

function differs(observed: number | undefined, predicted: number | null): boolean {
  return observed !== undefined && predicted !== null && observed !== predicted;
}

export interface Candidates {
  readonly outcome: MatchOutcome;
  /** Users of this kind who have exported data. */
  readonly count: number;
  /** True when counting exactly these users differently explains the mismatch. */
  readonly explains: boolean;
  /** The first of them by name. */
  readonly rows: readonly MatchRow[];
}

const SUSPECTS: readonly MatchOutcome[] = [
  'case',
  'blank',
  'unicode',
  'alias',
  'duplicate-source',
  'duplicate-target',
  'other-domain',
];

/**
 * Who can explain that the overview shows `observed` users where `predicted` were expected: near misses and duplicates
 * with data, grouped by outcome, most likely first.
 */
export function mismatchCandidates(
  matching: Matching,
  observed: number,
  predicted: number,
  limit = 50,
): Candidates[] {
  const groups = new Map<MatchOutcome, MatchRow[]>();
  const counts = new Map<MatchOutcome, number>();
  for (let i = 0; i < matching.source.size; i++) {
    if (!matching.hasData(i)) continue;
    const row = matching.rowAt(i);
    const rows = groups.get(row.outcome) ?? [];
    if (rows.length < limit) rows.push(row);
    groups.set(row.outcome, rows);
    counts.set(row.outcome, (counts.get(row.outcome) ?? 0) + 1);
  }
  const found = SUSPECTS.flatMap((outcome) => {
    const count = counts.get(outcome) ?? 0;
    const explains = count === observed - predicted;
    return count === 0 ? [] : [{ outcome, count, explains, rows: groups.get(outcome) ?? [] }];
  });
  return found.sort((a, b) => Number(b.explains) - Number(a.explains));
}
