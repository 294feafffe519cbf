import type { Outcome, Reason } from '../core/outcome.js';

/** Nothing speaks against the claim. */
export function consistent<F>(facts: F, more: Partial<Outcome<F>> = {}): Outcome<F> {
  return { verdict: 'consistent', reasons: [], facts, ...more };
}

/** The data say otherwise; at least one reason, each naming both values where it can. */
export function contradicts<F = never>(...reasons: readonly [Reason, ...Reason[]]): Outcome<F> {
  return { verdict: 'contradicts', reasons };
}

/** Cannot be compared with data; facts are kept as attested. */
export function cannotRead<F>(
  facts: F,
  reason: Reason,
  more: Partial<Outcome<F>> = {},
): Outcome<F> {
  return { verdict: 'cannot-read', reasons: [reason], facts, ...more };
}

export function reason(
  code: string,
  de: string,
  en: string,
  more: Omit<Reason, 'code' | 'text'> = {},
): Reason {
  return { code, text: { de, en }, ...more };
}
