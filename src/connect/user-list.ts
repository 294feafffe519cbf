import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import type { ColumnKey, ColumnMap, ColumnTable } from './columns.js';
import { DEFAULT_COLUMNS, headerShown, knownColumn, mapColumns } from './columns.js';
import { CellStore } from './cell-store.js';
import type { Dialect } from './csv-dialect.js';
import type { ByteSource } from './csv-encoding.js';
import type { CsvFile, CsvOptions } from './csv-read.js';
import { readCsv } from './csv-read.js';
import { emailProblem } from './email.js';
import { f2 } from './fold.js';
import { finding, Findings, Unreadable } from './finding.js';

export interface UserListOptions extends CsvOptions {
  readonly table?: ColumnTable;
  /** Columns without which the list is of no use. Default: `email`. */
  readonly needed?: readonly ColumnKey[];
}

const TEXTS = {
  missing: {
    de: 'Eine nötige Spalte fehlt.',
    en: 'A needed column is missing.',
  },
  differs: {
    de: 'Zwei Spalten derselben Bedeutung haben verschiedene Werte. Die erste zählt.',
    en: 'Two columns of the same meaning hold different values. The first one counts.',
  },
  invalid: {
    de: 'Die E-Mail-Adresse ist nicht richtig geschrieben.',
    en: 'The e-mail address is not well formed.',
  },
  empty: { de: 'Die E-Mail-Adresse fehlt.', en: 'The e-mail address is missing.' },
  duplicate: {
    de: 'Die E-Mail-Adresse kommt mehrfach vor (ohne Rücksicht auf Groß- und Kleinschreibung).',
    en: 'The e-mail address occurs more than once (regardless of letter case).',
  },
} satisfies Record<string, Text>;

/** A user list in memory: about the size of its file, whatever the number of rows. Values are verbatim. */
export class UserList {
  constructor(
    readonly file: string | undefined,
    readonly dialect: Dialect,
    readonly header: readonly string[],
    readonly columns: ColumnMap,
    private readonly cells: CellStore,
    /** Broken rows, wrong addresses, columns that disagree. */
    readonly findings: readonly Reason[],
    /** Why reading stopped before the end, else undefined: then rows are missing. */
    readonly stopped: Reason | undefined,
    private readonly separator: string,
  ) {}

  /** Number of rows. */
  get size(): number {
    return this.cells.rows;
  }

  /** Assumed, repeated and unknown columns: to be shown, no errors. */
  get notes(): readonly Reason[] {
    return this.columns.notes;
  }

  /** 1-based physical line of the i-th row. */
  row(index: number): number {
    return this.cells.label(index);
  }

  has(key: ColumnKey): boolean {
    return this.columns.found[key] !== undefined;
  }

  /** The field verbatim; empty where the list has no such column. */
  value(index: number, key: ColumnKey): string {
    const column = this.columns.found[key];
    return column ? this.cells.cell(index, column.index) : '';
  }

  /** All fields of a row, unknown columns and extra fields included. */
  fields(index: number): string[] {
    return this.cells.row(index);
  }

  /** The further addresses of a row, verbatim, empty ones left out. */
  aliases(index: number): string[] {
    const value = this.value(index, 'aliases');
    return value === '' ? [] : value.split(this.separator).filter((alias) => alias !== '');
  }
}

/** Reads a user list (contracts.md "Column names of user lists"). Throws {@link Unreadable} when a needed column is missing. */
export async function readUserList(
  source: ByteSource,
  options: UserListOptions = {},
): Promise<UserList> {
  const table = options.table ?? DEFAULT_COLUMNS;
  const known = (name: string): boolean => knownColumn(name, table);
  const csv = await readCsv(source, { known, ...options });
  const place = { ...(options.file === undefined ? {} : { file: options.file }) };
  const columns = mapColumns(csv.header, table, { ...place, row: csv.headerRow });
  for (const key of options.needed ?? ['email']) {
    if (columns.found[key]) continue;
    const more = { claimed: headerShown(csv.header), known: table.columns[key].join(', ') };
    const where = { ...place, row: csv.headerRow, column: key };
    throw new Unreadable(finding('column.missing', TEXTS.missing, where, more));
  }
  const cells = await store(csv, columns, place);
  return new UserList(
    options.file,
    csv.dialect,
    csv.header,
    columns,
    cells,
    csv.findings.all(),
    csv.stopped(),
    table.aliasSeparator,
  );
}

async function store(
  csv: CsvFile,
  { found }: ColumnMap,
  place: { readonly file?: string },
): Promise<CellStore> {
  const cells = new CellStore();
  const repeated = Object.values(found).filter((column) => column.others.length > 0);
  const email = found.email;
  for await (const { row, fields } of csv.rows) {
    cells.add(row, fields);
    const address = email === undefined ? '' : (fields[email.index] ?? '');
    if (email && address !== '' && emailProblem(address)) {
      const where = { ...place, row, column: email.name };
      csv.findings.add(finding('email.invalid', TEXTS.invalid, where, { claimed: address }));
    }
    for (const column of repeated) {
      const value = fields[column.index] ?? '';
      for (const other of column.others) {
        const second = fields[other.index] ?? '';
        if (second === value) continue;
        const where = { ...place, row, column: other.name };
        const more = { claimed: second, known: value };
        csv.findings.add(finding('column.differs', TEXTS.differs, where, more));
      }
    }
  }
  return cells;
}

/** Rows whose address is empty or not unique: they block the import of user data. */
export function addressProblems(list: UserList): readonly Reason[] {
  const problems = new Findings();
  const first = new Map<string, number>();
  const reported = new Set<number>();
  const column = list.columns.found.email?.name ?? 'email';
  const place = (index: number) => ({
    ...(list.file === undefined ? {} : { file: list.file }),
    row: list.row(index),
    column,
  });
  for (let index = 0; index < list.size; index++) {
    const email = list.value(index, 'email');
    const folded = f2(email);
    if (folded === '') {
      problems.add(finding('email.empty', TEXTS.empty, place(index)));
      continue;
    }
    const before = first.get(folded);
    if (before === undefined) {
      first.set(folded, index);
      continue;
    }
    for (const at of reported.has(before) ? [index] : [before, index]) {
      reported.add(at);
      const more = { claimed: list.value(at, 'email') };
      problems.add(finding('email.duplicate', TEXTS.duplicate, place(at), more));
    }
  }
  return problems.all();
}
