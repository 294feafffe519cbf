import type { Place, Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';

/** Builds a finding. Constant texts are shared between findings, so that 100,000 of them stay small. */
export function finding(
  code: string,
  text: Text,
  place?: Place,
  more: Pick<Reason, 'claimed' | 'known'> = {},
): Reason {
  return { code, text, ...(place ? { place } : {}), ...more };
}

/** One form-level sentence in both languages, as fields of src/core/fields.ts want it. */
export function both(de: string, en: string): string {
  return `${de} / ${en}`;
}
