import type { Outcome, Reason } from '../../core/outcome.js';
import { attested, reason } from '../verdicts.js';

/** Clocks of servers and people differ: a time up to five minutes ahead is not called future. An assumption. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/**
 * One finding against the claim makes it `contradicts`, else it is `consistent`; `attested` when `compared` is false,
 * because nothing from elsewhere could be compared. Notes are shown either way.
 * Facts of a contradicted claim are not handed on: nothing may build on them.
 */
export function judge<F>(
  against: readonly Reason[],
  facts: F,
  more: Omit<Partial<Outcome<F>>, 'verdict' | 'reasons' | 'facts'> & {
    readonly notes?: readonly Reason[];
    readonly compared?: boolean;
  } = {},
): Outcome<F> {
  const { notes = [], flags, compared = true, ...rest } = more;
  if (against.length > 0) {
    const evidence = rest.evidence ? { evidence: rest.evidence } : {};
    return { verdict: 'contradicts', reasons: [...against, ...notes], ...evidence };
  }
  const held = { reasons: notes, ...(flags ? { flags } : {}), ...rest };
  return compared ? { verdict: 'consistent', facts, ...held } : attested(facts, held);
}

/** A reason when the point in time (ISO 8601) has not come yet by the run's clock. */
export function notInFuture(at: string, now: Date): Reason[] {
  if (Date.parse(at) <= now.getTime() + CLOCK_TOLERANCE_MS) return [];
  return [
    reason(
      'time.in-future',
      'Der Zeitpunkt liegt in der Zukunft. Erwartet wird, wann es geschehen ist.',
      'The time lies in the future. Expected is when it happened.',
      { claimed: at, known: now.toISOString() },
    ),
  ];
}

/** A reason when `at` is earlier than `than`; nothing when `than` is not known. Both ISO 8601. */
export function notBefore(
  at: string,
  than: string | undefined,
  code: string,
  de: string,
  en: string,
): Reason[] {
  if (than === undefined || Date.parse(at) >= Date.parse(than)) return [];
  return [reason(code, de, en, { claimed: at, known: than })];
}

/** Shows at most ten of a long list and says how many there are in all. */
export function few(values: readonly string[], limit = 10): string {
  const shown = values.slice(0, limit).join(', ');
  return values.length > limit ? `${shown}, … (${values.length})` : shown;
}
