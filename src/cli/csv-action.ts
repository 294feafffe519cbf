import { basename } from 'node:path';
import { MANDATORY } from '../connect/connector-rules.js';
import { readTemplate } from '../connect/connector-template.js';
import type { Dialect } from '../connect/csv-dialect.js';
import { readCsv, type CsvOptions } from '../connect/csv-read.js';
import { finding } from '../connect/finding.js';
import { LINE_FILE_KINDS, type LineFileKind } from '../connect/export-layout.js';
import { readLineFile, recognizeHeader, type TableKind } from '../connect/line-files.js';
import { addressProblems, readUserList } from '../connect/user-list.js';
import { SEPARATOR_WORDS, TABLE_WORDS } from '../connect/table-words.js';
import { RequestError } from '../core/errors.js';
import type { Reason } from '../core/outcome.js';
import { argument, type Handler } from './call.js';
import { counted, FINDINGS, ROWS } from './counted.js';
import { csvOptions } from './csv-options.js';
import { findingLines } from './finding-lines.js';
import { fileSource } from './input-files.js';
import type { Screen } from './screen.js';

const KINDS = [...LINE_FILE_KINDS, 'users', 'connect-users'] as const;
type Kind = (typeof KINDS)[number];

interface CheckedCsv {
  readonly file: string;
  /** As what it was checked; `unknown` when neither `--as` nor its header says. */
  readonly kind: Kind | 'unknown';
  readonly recognized: TableKind;
  readonly encoding: string;
  readonly bom: boolean;
  readonly separator: string;
  readonly newline: string;
  /** Lines that begin with `#` were skipped: a file for a text connector. */
  readonly comments: boolean;
  readonly header: readonly string[];
  readonly rows: number;
  readonly findings: readonly Reason[];
  readonly notes: readonly Reason[];
}

/** `csv check FILE`: encoding, separator, header and every bad row. `--as` is the kind of file here, not a person. */
export const checkCsv: Handler = async (call) => {
  const path = argument(call, 0);
  const wanted = kindOf(call.globals.as);
  const source = await fileSource(path);
  const checked = await check(source, { file: basename(path), ...csvOptions(call) }, wanted);
  await call.screen.answer(checked, () => lines(checked, call.screen));
  return checked.findings.length > 0 ? 5 : 0;
};

function kindOf(text: string | undefined): Kind | undefined {
  if (text === undefined) return undefined;
  const kind = KINDS.find((one) => one === text);
  if (kind) return kind;
  throw new RequestError(
    'command.unknown',
    {
      de: `--as „${text}“ gibt es nicht. Möglich: ${KINDS.join(', ')}.`,
      en: `There is no --as "${text}". Possible: ${KINDS.join(', ')}.`,
    },
    { expected: KINDS },
  );
}

type Source = () => AsyncIterable<Buffer>;

type Told = CsvOptions & { readonly file: string };

async function check(source: Source, told: Told, wanted: Kind | undefined): Promise<CheckedCsv> {
  const { file } = told;
  const options = { ...told, comments: await hasComments(source, told, wanted) };
  const csv = await readCsv(source, options);
  const recognized = recognizeHeader(csv.header);
  const kind = wanted ?? recognized;
  const common = { file, kind, recognized, header: csv.header };
  if (kind === 'unknown') {
    let rows = 0;
    for await (const _row of csv.rows) rows++;
    const findings = [...csv.findings.all(), notRecognized(file, csv.header)];
    return { ...common, ...dialect(csv.dialect), rows, findings, notes: [] };
  }
  await csv.rows[Symbol.asyncIterator]().return?.();
  if (kind === 'users' || kind === 'connect-users') {
    const list = await readUserList(source, options);
    const findings = [...list.findings, ...addressProblems(list)];
    return { ...common, ...dialect(list.dialect), rows: list.size, findings, notes: list.notes };
  }
  return { ...common, ...(await lineFile(source, kind, options)) };
}

/** A table of other columns, or one whose separator is none of the four: its rows were counted and not checked. */
function notRecognized(file: string, header: readonly string[]): Reason {
  const text = {
    de: 'Das ist keine der Tabellen, die Umstieg kennt: Die Spalten fehlen, oder das Trennzeichen ist keines von Tabulator, Komma, Semikolon, Leerzeichen. Die Zeilen sind gezählt, nicht geprüft. Sagen Sie mit --as, was es ist.',
    en: 'This is none of the tables that Umstieg knows: columns are missing, or the separator is none of tab, comma, semicolon, space. The rows were counted, not checked. Say with --as what it is.',
  };
  return finding('csv.not-recognized', text, { file, row: 1 }, { claimed: header.join(' | ') });
}

/**
 * Files for a text connector have comments, user lists have not (contracts.md). A `#` before the header makes the first;
 * behind it, only the four columns that a connector needs do, unless the person said what the file is.
 */
async function hasComments(source: Source, told: Told, wanted?: Kind): Promise<boolean> {
  const { header, commentsBefore } = await readTemplate(source, told);
  const connector = MANDATORY.every((name) => header.includes(name));
  return commentsBefore.length > 0 || (wanted === undefined && connector);
}

async function lineFile(source: Source, kind: LineFileKind, options: Told) {
  const read = await readLineFile(source, kind, options);
  const { rows, findings, notes } = read;
  return { ...dialect(read.dialect), rows, findings, notes };
}

const SEPARATOR_NAMES: Readonly<Record<string, string>> = {
  '\t': 'tab',
  ',': 'comma',
  ';': 'semicolon',
  ' ': 'space',
};

function dialect({ encoding, bom, separator, newline, comments }: Dialect) {
  return {
    encoding,
    bom,
    separator: SEPARATOR_NAMES[separator] ?? separator,
    newline: newline === '\r\n' ? 'CRLF' : 'LF',
    comments,
  };
}

function lines(checked: CheckedCsv, screen: Screen): string[] {
  const { file, kind, encoding, bom, separator, newline, comments, rows, findings, notes } =
    checked;
  return [
    `${file}: ${tableText(kind, screen)} · ${encoding.toUpperCase()}${bom ? ' (BOM)' : ''} · ${screen.say(SEPARATOR_WORDS[separator] ?? { de: separator, en: separator })} · ${newline} · ${counted(rows, ROWS, screen)}${comments ? screen.pick(' · # sind Kommentare', ' · # are comments') : ''}`,
    `  ${checked.header.join(' | ')}`,
    ...findingLines(notes, screen, '·'),
    ...findingLines(findings, screen),
    findings.length === 0
      ? screen.pick('Keine Befunde.', 'No findings.')
      : `${counted(findings.length, FINDINGS, screen)}.`,
  ];
}

/** `feste Leitungen der Benutzer (user-lines)` */
export function tableText(kind: keyof typeof TABLE_WORDS, screen: Screen): string {
  const word = screen.say(TABLE_WORDS[kind]);
  return kind === 'unknown' ? word : `${word} (${kind})`;
}
