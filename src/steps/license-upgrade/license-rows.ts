import { z } from 'zod';
import { cell, rows } from '../../core/fields.js';
import type { Reason } from '../../core/outcome.js';
import type { Text } from '../../core/text.js';
import { reason } from '../verdicts.js';

const row = z.strictObject({
  /** License type as shown; the vendor's names are not listed anywhere, so any text counts. */
  type: cell({ de: 'Lizenztyp', en: 'License type' }, z.string().trim().min(1)),
  count: cell({ de: 'Anzahl', en: 'Number' }, z.coerce.number().int().min(0).max(1_000_000)),
});
export type LicenseRow = z.output<typeof row>;

/** Field for a table of licenses: type as shown, number of pieces. */
export function licenseRows(label: Text) {
  return rows(label, row, { privacy: 'plain' });
}

/** Adds up equal types; case and double blanks of a type do not count. */
function totals(licenses: readonly LicenseRow[]): Map<string, LicenseRow> {
  const sums = new Map<string, LicenseRow>();
  for (const { type, count } of licenses) {
    const key = type.trim().replace(/\s+/gu, ' ').toLowerCase();
    sums.set(key, { type, count: count + (sums.get(key)?.count ?? 0) });
  }
  return sums;
}

/** One reason for each license type whose number differs between what is shown and what is known. */
export function licenseDifferences(
  shown: readonly LicenseRow[],
  known: readonly LicenseRow[],
): Reason[] {
  const [a, b] = [totals(shown), totals(known)];
  return [...new Set([...b.keys(), ...a.keys()])].flatMap((key) => {
    const [claimed, expected] = [a.get(key)?.count ?? 0, b.get(key)?.count ?? 0];
    if (claimed === expected) return [];
    const type = b.get(key)?.type ?? a.get(key)?.type ?? key;
    return reason(
      'license.count-differs',
      `${type}: angezeigt ${claimed}, erwartet ${expected}.`,
      `${type}: shown ${claimed}, expected ${expected}.`,
      { claimed: `${type} ${claimed}`, known: `${type} ${expected}` },
    );
  });
}
