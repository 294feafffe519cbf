import { headerShown } from './columns.js';
import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { cellProblem, connectorRefusal, keyOf, MANDATORY, RowRules } from './connector-rules.js';
import type { Dialect } from './csv-dialect.js';
import type { ByteSource } from './csv-encoding.js';
import type { CsvOptions } from './csv-read.js';
import { readCsv } from './csv-read.js';
import { DEFAULT_LAYOUT, type ExportLayout } from './export-layout.js';
import { finding, type Findings } from './finding.js';
import type { TableKind } from './line-files.js';
import { recognizeHeader } from './line-files.js';

export const CONNECTOR_PURPOSES = ['create-users', 'dynamic-lines'] as const;
export type ConnectorPurpose = (typeof CONNECTOR_PURPOSES)[number];

export interface ConnectorCheck {
  readonly kind: TableKind;
  readonly dialect: Dialect;
  readonly header: readonly string[];
  readonly rows: number;
  /** IDs in file order, verbatim. */
  readonly ids: readonly string[];
  /** How often each value of `LineTypeDynamic` occurs (purpose `dynamic-lines`). */
  readonly lineTypes: Readonly<Record<string, number>>;
  readonly findings: readonly Reason[];
}

export interface ConnectorCheckOptions extends Omit<CsvOptions, 'comments'> {
  readonly layout?: ExportLayout;
}

const TEXTS = {
  missing: { de: 'Eine nötige Spalte fehlt.', en: 'A needed column is missing.' },
  noEmail: {
    de: 'Es gibt keine bekannte Spalte für die E-Mail-Adresse (W-15).',
    en: 'There is no known column for the e-mail address (W-15).',
  },
  unexpected: {
    de: 'Diese Spalte gehört nicht in eine Datei, die nur die Leitung auf „dynamisch“ setzt (W-17).',
    en: 'This column does not belong into a file that only sets the line to dynamic (W-17).',
  },
  lineColumn: {
    de: 'Diese Spalte ändert Leitungen. Eine Datei zum Anlegen von Benutzern soll sie nicht haben.',
    en: 'This column changes lines. A file for creating users should not have it.',
  },
  lineType: {
    de: 'Der Wert von `LineTypeDynamic` fehlt oder ist nicht erlaubt.',
    en: 'The value of `LineTypeDynamic` is missing or not allowed.',
  },
} satisfies Record<string, Text>;

/**
 * Checks a text-connector file for its purpose (`connector check`): W-09 and W-17 by content, mandatory and unique
 * values, nothing that looks like a formula. Throws Unreadable for a file without a header.
 */
export async function checkConnectorFile(
  source: ByteSource,
  purpose: ConnectorPurpose,
  options: ConnectorCheckOptions = {},
): Promise<ConnectorCheck> {
  const layout = options.layout ?? DEFAULT_LAYOUT;
  const csv = await readCsv(source, { ...options, comments: true });
  const { header, findings } = csv;
  const kind = recognizeHeader(header, layout);
  const place = { ...(options.file === undefined ? {} : { file: options.file }) };
  const refused = connectorRefusal(kind, purpose, options.file);
  if (refused) findings.add(refused);
  const lineType = layout.lineTypeDynamic.column;
  checkHeader(header, purpose, lineType, findings, { ...place, row: csv.headerRow });
  const mandatory = purpose === 'create-users' ? MANDATORY : (['ID'] as const);
  const rules = new RowRules(options.file, mandatory);
  const at = (name: string): number =>
    header.findIndex((other) => other.toLowerCase() === name.toLowerCase());
  const positions = ['ID', ...mandatory].map((name) => [name, at(name)] as const);
  const typeAt = at(lineType);
  const keys = header.map((name) => keyOf(name));
  const ids: string[] = [];
  const lineTypes = new Map<string, number>();
  let rows = 0;
  for await (const { row, fields } of csv.rows) {
    rows++;
    const cells = new Map(positions.map(([name, index]) => [name, fields[index] ?? '']));
    ids.push(cells.get('ID') ?? '');
    findings.add(...rules.check(row, cells));
    fields.forEach((value, index) => {
      const where = { ...place, row, column: header[index] || String(index + 1) };
      const problem = cellProblem(value, keys[index], where);
      if (problem) findings.add(problem);
    });
    if (purpose === 'dynamic-lines' && typeAt >= 0) {
      const value = fields[typeAt] ?? '';
      lineTypes.set(value, (lineTypes.get(value) ?? 0) + 1);
      const { allowed } = layout.lineTypeDynamic;
      if (value.trim() !== '' && (allowed.length === 0 || allowed.includes(value))) continue;
      const more = { claimed: value, ...(allowed.length > 0 ? { known: allowed.join(', ') } : {}) };
      findings.add(
        finding('connector.line-type', TEXTS.lineType, { ...place, row, column: lineType }, more),
      );
    }
  }
  return {
    kind,
    dialect: csv.dialect,
    header,
    rows,
    ids,
    lineTypes: Object.fromEntries(lineTypes),
    findings: findings.all(),
  };
}

function checkHeader(
  header: readonly string[],
  purpose: ConnectorPurpose,
  lineType: string,
  findings: Findings,
  place: { readonly file?: string; readonly row: number },
): void {
  const names = header.map((name) => name.toLowerCase());
  const needed = purpose === 'create-users' ? MANDATORY : ['ID', lineType];
  for (const column of needed) {
    if (names.includes(column.toLowerCase())) continue;
    const more = { claimed: headerShown(header), known: needed.join(', ') };
    findings.add(finding('connector.column-missing', TEXTS.missing, { ...place, column }, more));
  }
  if (purpose === 'create-users') {
    if (!header.some((name) => keyOf(name) === 'email')) {
      findings.add(finding('connector.no-email-column', TEXTS.noEmail, place));
    }
    const column = header.find((name) => name.toLowerCase() === lineType.toLowerCase());
    if (column !== undefined) {
      findings.add(finding('connector.line-column', TEXTS.lineColumn, { ...place, column }));
    }
    return;
  }
  const expected = new Set(needed.map((name) => name.toLowerCase()));
  for (const column of header) {
    if (expected.has(column.toLowerCase()) || /^xphoneuc_/i.test(column)) continue;
    findings.add(finding('connector.unexpected-column', TEXTS.unexpected, { ...place, column }));
  }
}
