import { csvLine } from './csv-write.js';
import type { Dialect } from './csv-dialect.js';

/** As Excel opens it in German: UTF-8 with BOM, semicolon. */
const FOR_EXCEL: Dialect = {
  encoding: 'utf-8',
  bom: true,
  separator: ';',
  newline: '\r\n',
  comments: false,
};

/**
 * A table for people to open in a spreadsheet, in UTF-8. A cell that a spreadsheet would take for a formula gets an
 * apostrophe in front, so such a file is never read back as a connector file (there, values are checked instead).
 */
export function* csvForPeople(rows: Iterable<readonly string[]>): Generator<Buffer, void> {
  yield Buffer.from('\ufeff', 'utf8');
  for (const row of rows) yield Buffer.from(csvLine(row.map(harmless), FOR_EXCEL), 'utf8');
}

function harmless(cell: string): string {
  return /^[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/.test(cell) ? `'${cell}` : cell;
}
