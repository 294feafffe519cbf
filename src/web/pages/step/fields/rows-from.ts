import type { Text } from '../../../api/shapes.js';
import type { Cell, Column, Row } from '../shapes.js';

/** The rows of a JSON file: a list of objects. Undefined when it is none. */
export function rowsInFile(text: string): readonly Row[] | undefined {
  try {
    const found: unknown = JSON.parse(text);
    const isRow = (one: unknown) => typeof one === 'object' && one !== null && !Array.isArray(one);
    return Array.isArray(found) && found.every(isRow) ? (found as Row[]) : undefined;
  } catch {
    return undefined;
  }
}

/** Rows as a spreadsheet copies them: cells between tabs, in the order of the columns. Empty when it is only a text. */
export function rowsInTable(
  text: string,
  columns: readonly Column[],
  say: (words: Text) => string,
): readonly Row[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (!text.includes('\t') && lines.length < 2) return [];
  const cells = lines.map((line) => line.split('\t').map((cell) => cell.trim()));
  return cells.map((row) =>
    Object.fromEntries(
      columns.flatMap((column, at) => {
        const cell = cellOf(column, row[at] ?? '', say);
        return cell === undefined ? [] : [[column.name, cell]];
      }),
    ),
  );
}

const YES: readonly string[] = ['ja', 'yes', 'true', '1', 'x'];
const NO: readonly string[] = ['nein', 'no', 'false', '0'];

function cellOf(column: Column, given: string, say: (words: Text) => string): Cell {
  if (given === '') return undefined;
  const small = given.toLowerCase();
  if (column.input === 'flag') {
    if (YES.includes(small)) return true;
    return NO.includes(small) ? false : undefined;
  }
  if (column.input === 'number') return Number(given);
  const option = column.options?.find(
    ({ value, text }) => value === given || say(text).toLowerCase() === small,
  );
  return option?.value ?? given;
}
