import type { Dialect } from './csv-dialect.js';
import { bomOf, encodeText } from './csv-encoding.js';

/**
 * A CSV file in a given dialect, in pieces ready for a stream. Cells are written verbatim and quoted only where they must
 * be; nothing is escaped against formulas (see connector-file.ts). UTF-16 always gets its BOM, since nothing else tells
 * it. Throws RangeError when the encoding has no byte for a character; the caller names row and column.
 */
export function* writeCsv(
  rows: Iterable<readonly string[]>,
  dialect: Dialect,
): Generator<Buffer, void> {
  if (dialect.bom || dialect.encoding.startsWith('utf-16')) yield bomOf(dialect.encoding);
  for (const row of rows) yield encodeText(csvLine(row, dialect), dialect.encoding);
}

/** One record with its line break. */
export function csvLine(
  row: readonly string[],
  dialect: Pick<Dialect, 'separator' | 'newline'>,
): string {
  const alone = row.length === 1;
  const cells = row.map((cell, index) => {
    const hidden = index === 0 && (cell.startsWith('#') || cell.startsWith('\ufeff'));
    return (alone && cell === '') || hidden || needsQuotes(cell, dialect.separator)
      ? `"${cell.replaceAll('"', '""')}"`
      : cell;
  });
  return cells.join(dialect.separator) + dialect.newline;
}

function needsQuotes(cell: string, separator: string): boolean {
  return cell.includes(separator) || /["\r\n]/.test(cell);
}
