import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { both, finding } from './finding.js';
import { layoutJson, columnsJson } from './tables.js';

export const COLUMN_KEYS = [
  'sid',
  'email',
  'firstname',
  'name',
  'account',
  'phone',
  'aliases',
  'hasData',
  'enabled',
] as const;
export type ColumnKey = (typeof COLUMN_KEYS)[number];

/** The editable table `columns.json`. */
export interface ColumnTable {
  readonly columns: Readonly<Record<ColumnKey, readonly string[]>>;
  readonly assumed: readonly string[];
  readonly aliasSeparator: string;
}
export const DEFAULT_COLUMNS: ColumnTable = columnsJson;

export interface FoundColumn {
  /** 0-based position in the header. */
  readonly index: number;
  /** The name as the file writes it. */
  readonly name: string;
  /** Further columns of the same meaning; the first one counts. */
  readonly others: readonly { readonly index: number; readonly name: string }[];
}

export interface ColumnMap {
  readonly found: Readonly<Partial<Record<ColumnKey, FoundColumn>>>;
  readonly unknown: readonly string[];
  /** Assumed names in use, further columns of one meaning, unknown columns: to be shown, no errors. */
  readonly notes: readonly Reason[];
}

const TEXTS = {
  assumed: {
    de: 'Annahme: Diese Spalte wird so verstanden. Der Hersteller dokumentiert sie nicht.',
    en: 'Assumption: this column is read this way. The vendor does not document it.',
  },
  another: {
    de: 'Mehrere Spalten haben dieselbe Bedeutung. Die zuerst genannte zählt.',
    en: 'Several columns have the same meaning. The one named first counts.',
  },
  unknown: {
    de: 'Diese Spalte ist nicht bekannt. Sie bleibt unverändert erhalten.',
    en: 'This column is not known. It is kept as it is.',
  },
} satisfies Record<string, Text>;

/** Finds the columns of a user list by the alias table, without regard to letter case. */
export function mapColumns(
  header: readonly string[],
  table: ColumnTable = DEFAULT_COLUMNS,
  place: { readonly file?: string; readonly row?: number } = {},
): ColumnMap {
  const folded = header.map((name) => name.trim().toLowerCase());
  const found: Partial<Record<ColumnKey, FoundColumn>> = {};
  const notes: Reason[] = [];
  const used = new Set<number>();
  const assumed = new Set(table.assumed.map((name) => name.toLowerCase()));
  for (const key of COLUMN_KEYS) {
    const all = positions(folded, table.columns[key]);
    const [first, ...rest] = all;
    all.forEach((index) => used.add(index));
    if (first === undefined) continue;
    const name = header[first] ?? '';
    const others = rest.map((index) => ({ index, name: header[index] ?? '' }));
    found[key] = { index: first, name, others };
    if (assumed.has(folded[first] ?? '')) {
      notes.push(
        finding('column.assumed', TEXTS.assumed, { ...place, column: name }, { known: key }),
      );
    }
    for (const other of others) {
      const more = { claimed: other.name, known: name };
      notes.push(finding('column.another', TEXTS.another, { ...place, column: other.name }, more));
    }
  }
  const unknown = header.filter((name, index) => name.trim() !== '' && !used.has(index));
  for (const column of unknown) {
    notes.push(finding('column.unknown', TEXTS.unknown, { ...place, column }));
  }
  return { found, unknown, notes };
}

/** Names every reader knows when it looks for the separator: user lists and the three line files. */
export function knownColumn(name: string, table: ColumnTable = DEFAULT_COLUMNS): boolean {
  const folded = name.trim().toLowerCase();
  return folded.startsWith('xphoneuc_') || namesOf(table).has(folded);
}

/**
 * A header as a refusal may repeat it: its names where at least one is known, else how many columns came. What is no list of
 * ours belongs to somebody else, and its first line is shown to nobody.
 */
export function headerShown(header: readonly string[]): string {
  if (header.some((name) => knownColumn(name))) return header.join(', ');
  return both(`Spalten: ${header.length}`, `columns: ${header.length}`);
}

const cache = new WeakMap<ColumnTable, ReadonlySet<string>>();

function namesOf(table: ColumnTable): ReadonlySet<string> {
  const cached = cache.get(table);
  if (cached) return cached;
  const lineColumns = Object.values(layoutJson.lineFiles).flatMap((file) => file.columns);
  const all = [...COLUMN_KEYS.flatMap((key) => table.columns[key]), ...lineColumns];
  const names = new Set(
    [...all, ...layoutJson.consoleIdentification].map((name) => name.toLowerCase()),
  );
  cache.set(table, names);
  return names;
}

function positions(header: readonly string[], aliases: readonly string[]): number[] {
  const found = aliases.flatMap((alias) =>
    header.flatMap((name, index) => (name === alias.toLowerCase() ? [index] : [])),
  );
  return [...new Set(found)];
}
