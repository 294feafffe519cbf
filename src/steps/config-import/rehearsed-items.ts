import type { Reason } from '../../core/outcome.js';
import { reason } from '../verdicts.js';
import { IMPORT_ITEMS, labelsOf, type ImportItem } from './import-items.js';

/** What was imported here and not in the rehearsal, and the other way round: one reason for each direction. */
export function otherItems(here: readonly ImportItem[], there: readonly ImportItem[]): Reason[] {
  const more = IMPORT_ITEMS.filter((item) => here.includes(item) && !there.includes(item));
  const fewer = IMPORT_ITEMS.filter((item) => there.includes(item) && !here.includes(item));
  const values = { claimed: here.join(', '), known: there.join(', ') };
  return [
    ...(more.length === 0
      ? []
      : [
          reason(
            'rehearsal.differs',
            `Hier importiert, in der Probe (Modell) nicht: ${labelsOf(more).de}.`,
            `Imported here, not in the rehearsal (model): ${labelsOf(more).en}.`,
            values,
          ),
        ]),
    ...(fewer.length === 0
      ? []
      : [
          reason(
            'rehearsal.differs',
            `In der Probe (Modell) importiert, hier nicht: ${labelsOf(fewer).de}.`,
            `Imported in the rehearsal (model), not here: ${labelsOf(fewer).en}.`,
            values,
          ),
        ]),
  ];
}
