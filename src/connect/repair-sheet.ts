import type { Language } from '../core/text.js';
import { csvForPeople } from './csv-for-people.js';
import type { MatchRow } from './matching.js';
import { repairs, type Repair } from './repair.js';

/** Which side is to be changed: the directory or Connect, V4, or whichever a person chooses. */
export const REPAIR_SIDES = ['both', 'target', 'source'] as const;
export type RepairSide = (typeof REPAIR_SIDES)[number];

interface Column {
  readonly de: string;
  readonly en: string;
  /** Stands in the sheets of these sides only. */
  readonly sides?: readonly RepairSide[];
  cell(repair: Repair, language: Language): string;
}

const COLUMNS: readonly Column[] = [
  { de: 'Zeile', en: 'Row', cell: ({ row }) => String(row) },
  { de: 'E-Mail V4', en: 'E-mail V4', cell: ({ email }) => email },
  { de: 'Ergebnis', en: 'Outcome', cell: ({ outcome }) => outcome },
  { de: 'Zeile Ziel', en: 'Target row', cell: ({ target }) => String(target?.row ?? '') },
  { de: 'E-Mail Ziel', en: 'E-mail target', cell: ({ target }) => target?.email ?? '' },
  {
    de: 'Im Verzeichnis/Connect ändern auf',
    en: 'Change in directory/Connect to',
    sides: ['both', 'target'],
    cell: ({ inTarget }) => inTarget ?? '',
  },
  {
    de: 'In V4 ändern auf (neu exportieren)',
    en: 'Change in V4 to (export again)',
    sides: ['both', 'source'],
    cell: ({ inSource }) => inSource ?? '',
  },
  { de: 'Was tun', en: 'What to do', cell: ({ advice }, language) => advice[language] },
];

/** A table for people with every row that does not match and what would make it match. */
export function* repairSheet(
  rows: Iterable<MatchRow>,
  side: RepairSide,
  language: Language,
): Generator<Buffer, void> {
  const columns = COLUMNS.filter(({ sides }) => sides?.includes(side) ?? true);
  yield* csvForPeople(table(rows, columns, language));
}

function* table(
  rows: Iterable<MatchRow>,
  columns: readonly Column[],
  language: Language,
): Generator<readonly string[], void> {
  yield columns.map((column) => column[language]);
  for (const repair of repairs(rows)) yield columns.map((column) => column.cell(repair, language));
}
