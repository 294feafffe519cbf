import type { Outcome, Reason } from '../core/outcome.js';
import { ATTESTED_CODE } from '../core/words.js';

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

/**
 * Nothing came from elsewhere to compare the claim with: no earlier row, no readable evidence, no file. The person's word
 * is kept, and the step says so ("attested"). `reasons` stand behind that sentence.
 */
export function attested<F>(facts: F, more: Partial<Outcome<F>> = {}): Outcome<F> {
  const { reasons = [], ...rest } = more;
  return { verdict: 'cannot-read', reasons: [ON_YOUR_WORD, ...reasons], facts, ...rest };
}

const ON_YOUR_WORD: Reason = {
  code: ATTESTED_CODE,
  text: {
    de: 'Umstieg hat hierzu keine Daten zum Vergleich. Es gilt Ihre Angabe.',
    en: 'Umstieg has no data to compare this with. Your word stands.',
  },
};

export function reason(
  code: string,
  de: string,
  en: string,
  more: Omit<Reason, 'code' | 'text'> = {},
): Reason {
  return { code, text: { de, en }, ...more };
}
