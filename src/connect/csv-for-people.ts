import { csvLine } from './csv-write.js';

/** As Excel opens it in German, in UTF-8 with a byte order mark. */
const FOR_EXCEL = { separator: ';', newline: '\r\n' } as const;

/**
 * A table for people to open in a spreadsheet, in UTF-8. A cell that a spreadsheet would take for a formula gets an
 * apostrophe in front, so such a file is never read back as a connector file (there, values are checked instead).
 */
export function* csvForPeople(rows: Iterable<readonly string[]>): Generator<Buffer, void> {
  yield Buffer.from('\ufeff');
  for (const row of rows) yield Buffer.from(csvLine(row.map(harmless), FOR_EXCEL));
}

function harmless(cell: string): string {
  return /^[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/.test(cell) ? `'${cell}` : cell;
}
