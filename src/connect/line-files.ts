import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { headerShown, mapColumns } from './columns.js';
import type { Dialect } from './csv-dialect.js';
import type { ByteSource } from './csv-encoding.js';
import type { CsvOptions } from './csv-read.js';
import { readCsv } from './csv-read.js';
import type { CsvRow } from './csv-records.js';
import type { ExportLayout, LineFileKind } from './export-layout.js';
import { DEFAULT_LAYOUT } from './export-layout.js';
import { finding, Findings, Unreadable } from './finding.js';
import { f1, f2 } from './fold.js';
import { sidKind } from './sid.js';

/** `users` and `connect-users` have the same columns; only the person knows which of the two lists a file is. */
export type TableKind = LineFileKind | 'users' | 'unknown';

/** One of the three line files, read and checked. */
export interface LineFile {
  readonly kind: LineFileKind;
  readonly file: string | undefined;
  readonly dialect: Dialect;
  readonly header: readonly string[];
  readonly rows: number;
  /** First row of each user, by `id:…` and `email:…`; both where a row has both. */
  readonly users: ReadonlyMap<string, number>;
  /** Number of different users: by ID, else e-mail, else name. */
  readonly userCount: number;
  /** First row of each line; empty when the file has no line column. */
  readonly lines: ReadonlyMap<string, number>;
  /** The line column in use, undefined when layout or file has none. */
  readonly lineColumn: string | undefined;
  /** How often each value of `LineTypeDynamic` occurs. */
  readonly lineTypes: Readonly<Record<string, number>>;
  /** Rows whose ID is no domain SID. */
  readonly withoutSid: number;
  readonly findings: readonly Reason[];
  /** Rows whose ID is no domain SID: allowed (manual line 235), but without hand-over to Active Directory later. */
  readonly notes: readonly Reason[];
}

const TEXTS = {
  missing: {
    de: 'Eine nötige Spalte fehlt in dieser Datei.',
    en: 'A needed column is missing in this file.',
  },
  noUser: { de: 'Die Zeile nennt keinen Benutzer.', en: 'The row names no user.' },
  emptyId: { de: 'Die ID fehlt.', en: 'The ID is missing.' },
  duplicateId: { de: 'Die ID kommt mehrfach vor.', en: 'The ID occurs more than once.' },
  notSid: {
    de: 'Die ID ist keine Domänen-SID.',
    en: 'The ID is not a domain SID.',
  },
  lineType: {
    de: 'Der Wert von `LineTypeDynamic` fehlt oder ist nicht erlaubt.',
    en: 'The value of `LineTypeDynamic` is missing or not allowed.',
  },
  emptyLine: { de: 'Die Leitung fehlt.', en: 'The line is missing.' },
  duplicateLine: { de: 'Die Leitung kommt mehrfach vor.', en: 'The line occurs more than once.' },
  attribute: {
    de: 'Das Attribut `ConsoleIdentification` ist leer.',
    en: 'The attribute `ConsoleIdentification` is empty.',
  },
} satisfies Record<string, Text>;

/** What a table is, by its header alone: file names do not count (W-09). */
export function recognizeHeader(
  header: readonly string[],
  layout: ExportLayout = DEFAULT_LAYOUT,
): TableKind {
  const names = new Set(header.map((name) => name.trim().toLowerCase()));
  const has = (name: string | null): boolean => name !== null && names.has(name.toLowerCase());
  const { found } = mapColumns(header);
  const vendorUser = header.some((name) => /^\s*xphoneuc_/i.test(name));
  if (has('firstname') && has('name') && has('account')) return 'users';
  if (has(layout.lineTypeDynamic.column)) return 'user-lines-dynamic';
  if (layout.consoleIdentification.some(has)) return 'dynamic-lines';
  const { lineColumn } = layout.lineFiles['user-lines'];
  if (has(lineColumn) && (found.sid ?? found.email ?? (vendorUser || undefined)))
    return 'user-lines';
  return found.email ? 'users' : 'unknown';
}

export interface LineFileOptions extends CsvOptions {
  readonly layout?: ExportLayout;
}

/** Reads a line file and checks what ask. Throws {@link Unreadable} when its columns are missing. */
export async function readLineFile(
  source: ByteSource,
  kind: LineFileKind,
  options: LineFileOptions = {},
): Promise<LineFile> {
  const layout = options.layout ?? DEFAULT_LAYOUT;
  const csv = await readCsv(source, options);
  const place = {
    ...(options.file === undefined ? {} : { file: options.file }),
    row: csv.headerRow,
  };
  const reader = new LineReader(kind, csv.header, layout, csv.findings, options.file);
  const missing = reader.missing();
  if (missing !== undefined) {
    const more = { claimed: headerShown(csv.header), known: missing };
    throw new Unreadable(
      finding('lines.column-missing', TEXTS.missing, { ...place, column: missing }, more),
    );
  }
  for await (const row of csv.rows) reader.add(row);
  return {
    kind,
    file: options.file,
    dialect: csv.dialect,
    header: csv.header,
    rows: reader.rows,
    users: reader.users,
    userCount: reader.people.size,
    lines: reader.lines,
    lineColumn: reader.line < 0 ? undefined : csv.header[reader.line],
    lineTypes: Object.fromEntries(reader.lineTypes),
    withoutSid: reader.withoutSid,
    findings: csv.findings.all(),
    notes: reader.notes.all(),
  };
}

class LineReader {
  rows = 0;
  withoutSid = 0;
  readonly users = new Map<string, number>();
  readonly people = new Set<string>();
  readonly lines = new Map<string, number>();
  readonly lineTypes = new Map<string, number>();
  readonly notes = new Findings();
  readonly line: number;
  private readonly id: number;
  private readonly email: number;
  private readonly lineType: number;
  private readonly attribute: number;
  private readonly identity: readonly number[];

  constructor(
    private readonly kind: LineFileKind,
    private readonly header: readonly string[],
    private readonly layout: ExportLayout,
    private readonly findings: Findings,
    private readonly file: string | undefined,
  ) {
    const at = (name: string | null): number =>
      header.findIndex((other) => other.toLowerCase() === name?.toLowerCase());
    const { found } = mapColumns(header);
    this.id = kind === 'user-lines-dynamic' ? at('ID') : (found.sid?.index ?? -1);
    this.email = found.email?.index ?? -1;
    this.line = at(layout.lineFiles[kind].lineColumn);
    this.lineType = at(layout.lineTypeDynamic.column);
    this.attribute = Math.max(...layout.consoleIdentification.map(at));
    this.identity = layout.lineFiles[kind].userColumns.map(at).filter((index) => index >= 0);
  }

  missing(): string | undefined {
    const { lineColumn } = this.layout.lineFiles[this.kind];
    if (this.kind === 'dynamic-lines') {
      if (this.line < 0) return lineColumn ?? 'Line';
      return this.attribute < 0 ? this.layout.consoleIdentification[0] : undefined;
    }
    if (this.kind === 'user-lines') {
      if (this.line < 0 && lineColumn !== null) return lineColumn;
      return this.id < 0 && this.identity.length === 0 ? 'ID' : undefined;
    }
    if (this.id < 0) return 'ID';
    return this.lineType < 0 ? this.layout.lineTypeDynamic.column : undefined;
  }

  add(row: CsvRow): void {
    this.rows++;
    if (this.kind === 'dynamic-lines') this.addLine(row);
    else this.addUser(row);
  }

  private addUser(row: CsvRow): void {
    const id = row.fields[this.id] ?? '';
    const email = f2(row.fields[this.email] ?? '');
    const line = f1(row.fields[this.line] ?? '');
    if (line !== '' && !this.lines.has(line)) this.lines.set(line, row.row);
    const name = this.identity.map((index) => f2(row.fields[index] ?? '')).find((v) => v !== '');
    const person = f1(id) === '' ? (email === '' ? name : email) : f2(id);
    if (person === undefined) this.find('lines.no-user', TEXTS.noUser, row, this.id);
    else this.people.add(person);
    if (this.kind === 'user-lines-dynamic') this.checkConnectorRow(row, id);
    for (const key of [f1(id) === '' ? '' : `id:${f2(id)}`, email === '' ? '' : `email:${email}`]) {
      if (key !== '' && !this.users.has(key)) this.users.set(key, row.row);
    }
  }

  private checkConnectorRow(row: CsvRow, id: string): void {
    if (f1(id) === '') {
      this.find('lines.id-empty', TEXTS.emptyId, row, this.id);
    } else if (this.users.has(`id:${f2(id)}`)) {
      this.find('lines.id-duplicate', TEXTS.duplicateId, row, this.id);
    }
    if (sidKind(id) !== 'domain-user') {
      this.withoutSid++;
      if (f1(id) !== '')
        this.notes.add(this.reason('lines.id-not-sid', TEXTS.notSid, row, this.id));
    }
    const value = row.fields[this.lineType] ?? '';
    const { allowed } = this.layout.lineTypeDynamic;
    this.lineTypes.set(value, (this.lineTypes.get(value) ?? 0) + 1);
    if (f1(value) === '' || (allowed.length > 0 && !allowed.includes(value))) {
      this.find('lines.line-type', TEXTS.lineType, row, this.lineType, allowed.join(', '));
    }
  }

  private addLine(row: CsvRow): void {
    const line = f1(row.fields[this.line] ?? '');
    if (line === '') this.find('lines.line-empty', TEXTS.emptyLine, row, this.line);
    else if (this.lines.has(line))
      this.find('lines.line-duplicate', TEXTS.duplicateLine, row, this.line);
    else this.lines.set(line, row.row);
    if (f1(row.fields[this.attribute] ?? '') === '') {
      this.find('lines.attribute-empty', TEXTS.attribute, row, this.attribute);
    }
  }

  private find(code: string, text: Text, row: CsvRow, column: number, known = ''): void {
    this.findings.add(this.reason(code, text, row, column, known));
  }

  private reason(code: string, text: Text, row: CsvRow, column: number, known = ''): Reason {
    const place = {
      ...(this.file === undefined ? {} : { file: this.file }),
      row: row.row,
      column: this.header[column] ?? 'ID',
    };
    const claimed = row.fields[column] ?? '';
    const more = { ...(claimed === '' ? {} : { claimed }), ...(known === '' ? {} : { known }) };
    return finding(code, text, place, more);
  }
}
