import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import type { ColumnTable } from './columns.js';
import { DEFAULT_COLUMNS, headerShown } from './columns.js';
import {
  cellProblem,
  CONNECTOR_TEXTS,
  connectorRefusal,
  keyOf,
  MANDATORY,
  RowRules,
} from './connector-rules.js';
import type { ConnectorTemplate } from './connector-template.js';
import { csvLine } from './csv-write.js';
import { bomOf, encodeText } from './csv-encoding.js';
import { DEFAULT_LAYOUT, type ExportLayout } from './export-layout.js';
import { finding, Findings } from './finding.js';
import { recognizeHeader } from './line-files.js';
import { sidKind } from './sid.js';
import type { UserList } from './user-list.js';

export interface BuildOptions {
  readonly table?: ColumnTable;
  readonly layout?: ExportLayout;
  /** Name shown in findings. */
  readonly file?: string;
}

export interface BuiltConnectorFile {
  /** The file's bytes in pieces; undefined when `findings` is not empty: then no file is produced. */
  readonly pieces: (() => Iterable<Buffer>) | undefined;
  readonly rows: number;
  readonly header: readonly string[];
  /** Rows of the user list that stand in the way. */
  readonly findings: readonly Reason[];
  /** Worth knowing, no hindrance: columns left empty or out, IDs that are no SID. */
  readonly notes: readonly Reason[];
}

const TEXTS = {
  noColumn: {
    de: 'Der Vorlage fehlt eine Pflichtspalte.',
    en: 'The template lacks a mandatory column.',
  },
  noEmail: {
    de: 'Die Vorlage hat keine bekannte Spalte für die E-Mail-Adresse. Ohne gleiche Adresse gibt es später keine Zuordnung (W-15).',
    en: 'The template has no known column for the e-mail address. Without equal addresses there is no match later (W-15).',
  },
  leftEmpty: {
    de: 'Diese Spalte der Vorlage bleibt leer: Die Benutzerliste hat keine solche Spalte.',
    en: 'This column of the template stays empty: the user list has no such column.',
  },
  leftOut: {
    de: 'Diese Spalte der Vorlage entfällt: Ein Konnektor, der Benutzer anlegt, soll die Leitung nicht ändern.',
    en: 'This column of the template is left out: a connector that creates users should not change the line.',
  },
  notSid: {
    de: 'Die ID ist keine Domänen-SID. Ein AD-Konnektor kann diesen Benutzer später nicht übernehmen.',
    en: 'The ID is not a domain SID. An AD connector cannot take over this user later.',
  },
  encoding: {
    de: 'Die Kodierung der Vorlage hat kein Zeichen für diesen Wert.',
    en: 'The encoding of the template has no character for this value.',
  },
  cutList: {
    de: 'Die Benutzerliste wurde nicht bis zum Ende gelesen.',
    en: 'The user list was not read to its end.',
  },
} satisfies Record<string, Text>;

interface Column {
  readonly name: string;
  readonly value: (users: UserList, index: number) => string;
  readonly key: ReturnType<typeof keyOf>;
}

/**
 * Builds the file for a text connector that creates users: dialect, header and comments of the template, values
 * of the list verbatim. Any finding means that no file is produced.
 */
export function buildConnectorFile(
  users: UserList,
  template: ConnectorTemplate,
  options: BuildOptions = {},
): BuiltConnectorFile {
  const layout = options.layout ?? DEFAULT_LAYOUT;
  const findings = new Findings();
  const notes = new Findings();
  const refused = connectorRefusal(
    recognizeHeader(users.header, layout),
    'create-users',
    users.file,
  );
  if (refused) findings.add(refused);
  if (users.stopped)
    findings.add(finding('connector.list-cut', TEXTS.cutList, users.stopped.place));
  const columns = columnsOf(users, template, options, notes);
  const header = columns.map((column) => column.name);
  for (const name of MANDATORY) {
    if (header.some((other) => other.toLowerCase() === name.toLowerCase())) continue;
    const more = { claimed: headerShown(header), known: name };
    findings.add(finding('connector.column-missing', TEXTS.noColumn, { column: name }, more));
  }
  if (!columns.some((column) => column.key === 'email')) {
    notes.add(finding('connector.no-email-column', TEXTS.noEmail));
  }
  if (findings.count === 0) checkRows(users, columns, template, findings, notes);
  const pieces = (): Iterable<Buffer> => write(users, columns, template);
  return {
    pieces: findings.count === 0 ? pieces : undefined,
    rows: users.size,
    header,
    findings: findings.all(),
    notes: notes.all(),
  };
}

function columnsOf(
  users: UserList,
  template: ConnectorTemplate,
  options: BuildOptions,
  notes: Findings,
): Column[] {
  const table = options.table ?? DEFAULT_COLUMNS;
  const lineType = (options.layout ?? DEFAULT_LAYOUT).lineTypeDynamic.column.toLowerCase();
  const own = users.header.map((name) => name.toLowerCase());
  return template.header.flatMap((name): Column[] => {
    if (name.toLowerCase() === lineType) {
      notes.add(finding('connector.line-column-left-out', TEXTS.leftOut, { column: name }));
      return [];
    }
    const key = keyOf(name, table);
    if (key && users.has(key)) return [{ name, key, value: (list, i) => list.value(i, key) }];
    const at = own.indexOf(name.toLowerCase());
    if (at >= 0 && name !== '') {
      return [{ name, key, value: (list, i) => list.fields(i)[at] ?? '' }];
    }
    notes.add(finding('connector.column-left-empty', TEXTS.leftEmpty, { column: name }));
    return [{ name, key, value: () => '' }];
  });
}

function checkRows(
  users: UserList,
  columns: readonly Column[],
  template: ConnectorTemplate,
  findings: Findings,
  notes: Findings,
): void {
  const rules = new RowRules(users.file, MANDATORY);
  const named = MANDATORY.map((name) => ({
    name,
    column: columns.find((column) => column.name.toLowerCase() === name.toLowerCase()),
  }));
  for (let i = 0; i < users.size; i++) {
    const row = users.row(i);
    const cells = new Map(
      named.map(({ name, column }) => [name as string, column?.value(users, i) ?? '']),
    );
    findings.add(...rules.check(row, cells));
    for (const [index, column] of columns.entries()) {
      const value = column.value(users, i);
      const place = {
        ...(users.file === undefined ? {} : { file: users.file }),
        row,
        column: column.name,
      };
      const problem =
        cellProblem(value, column.key, place) ?? encodingProblem(value, template, place);
      if (problem) findings.add(problem);
      if (index === 0 && value.startsWith('#')) {
        findings.add(
          finding('connector.comment-row', CONNECTOR_TEXTS.comment, place, { claimed: value }),
        );
      }
    }
    const id = cells.get('ID') ?? '';
    if (id !== '' && sidKind(id) !== 'domain-user') {
      notes.add(
        finding('connector.id-not-sid', TEXTS.notSid, { row, column: 'ID' }, { claimed: id }),
      );
    }
  }
}

function encodingProblem(
  value: string,
  { dialect }: ConnectorTemplate,
  place: { row: number; column: string },
): Reason | undefined {
  if (dialect.encoding !== 'windows-1252') return undefined;
  try {
    encodeText(value, dialect.encoding);
    return undefined;
  } catch (error) {
    const known = error instanceof Error ? error.message : '';
    return finding('connector.not-encodable', TEXTS.encoding, place, { claimed: value, known });
  }
}

function* write(
  users: UserList,
  columns: readonly Column[],
  template: ConnectorTemplate,
): Generator<Buffer, void> {
  const { dialect } = template;
  const encode = (text: string): Buffer => encodeText(text, dialect.encoding);
  const comments = (lines: readonly string[]): string =>
    lines.map((line) => line + dialect.newline).join('');
  if (dialect.bom || dialect.encoding.startsWith('utf-16')) yield bomOf(dialect.encoding);
  const header = csvLine(
    columns.map((column) => column.name),
    dialect,
  );
  yield encode(comments(template.commentsBefore) + header + comments(template.commentsAfter));
  for (let i = 0; i < users.size; i++) {
    yield encode(
      csvLine(
        columns.map((column) => column.value(users, i)),
        dialect,
      ),
    );
  }
}
