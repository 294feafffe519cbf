import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { SEPARATORS, type Separator } from './csv-dialect.js';
import { finding } from './finding.js';

const TEXTS = {
  workbook: {
    de: 'Das ist eine Excel-Arbeitsmappe, keine CSV-Datei. Speichern Sie die Tabelle in Excel als „CSV UTF-8 (durch Trennzeichen getrennt)“.',
    en: 'This is an Excel workbook, no CSV file. Save the table in Excel as "CSV UTF-8 (Comma delimited)".',
  },
  wide: {
    de: 'Jedes zweite Zeichen ist NUL. Vermutlich ist die Datei UTF-16 oder UTF-32 ohne lesbare Kennung (BOM). Speichern Sie sie als „CSV UTF-8“.',
    en: 'Every second character is NUL. Presumably the file is UTF-16 or UTF-32 without a readable mark (BOM). Save it as "CSV UTF-8".',
  },
  carriageReturn: {
    de: 'Die Zeilen enden mit CR allein, wie im Format „CSV (Macintosh)“. Erwartet: CRLF oder LF. Speichern Sie die Datei als „CSV UTF-8“.',
    en: 'The lines end with CR alone, as in the format "CSV (Macintosh)". Expected: CRLF or LF. Save the file as "CSV UTF-8".',
  },
  separatorLine: {
    de: 'Die Zeile `sep=` ist ein Hinweis für Excel. Umstieg liest die Kopfzeile dahinter. Ob ein Text-Konnektor das auch tut, ist nicht dokumentiert: Löschen Sie die Zeile.',
    en: 'The line `sep=` is a hint for Excel. Umstieg reads the header behind it. Whether a text connector does so, too, is not documented: delete the line.',
  },
} satisfies Record<string, Text>;

/** The first bytes of an XLSX and of an XLS file, as text of any encoding they may be read in. */
const WORKBOOKS = ['PK\u0003\u0004', '\u00d0\u00cf\u0011\u00e0'];

/**
 * Files that a spreadsheet saves and that are no CSV Umstieg reads: a workbook, UTF-16 without a mark, CR as line end.
 * Nothing in them could be used, so the reason stands for the whole file. `begin` holds its first line.
 */
export function notCsv(begin: string): Reason | undefined {
  if (WORKBOOKS.some((bytes) => begin.startsWith(bytes))) {
    return finding('csv.workbook', TEXTS.workbook, { row: 1 });
  }
  const line = firstLine(begin);
  const nuls = line.split('\0').length - 1;
  if (nuls >= 2 && nuls * 3 >= line.length) return finding('csv.wide', TEXTS.wide, { row: 1 });
  const unquoted = line.replace(/"[^"]*"/g, '');
  if (/\r./.test(unquoted) || (unquoted.endsWith('\r') && line.length === begin.length)) {
    return finding('csv.carriage-return', TEXTS.carriageReturn, { row: 1 });
  }
  return undefined;
}

/** The separator that a first line `sep=;` names, as Excel and some exports write it. */
export function separatorLine(begin: string): { reason: Reason; separator: Separator } | undefined {
  const named = /^"?sep=([\t,; ])"?[\t,; ]*\r?$/i.exec(firstLine(begin))?.[1];
  const separator = SEPARATORS.find((one) => one === named);
  if (separator === undefined) return undefined;
  return { separator, reason: finding('csv.separator-line', TEXTS.separatorLine, { row: 1 }) };
}

/** Without its line feed. */
function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end < 0 ? text : text.slice(0, end);
}
