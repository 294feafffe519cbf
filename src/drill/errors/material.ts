import type { Customer } from '../customer.js';
import type { DrillFile } from '../export-folder.js';
import { TIMES } from '../timetable.js';
import { tableText, type Table } from '../lists.js';

/** What the errors of one trap change: copies of the customer's lists, files and claims. */
export interface Material {
  readonly customer: Customer;
  /** By file name. The rows of the first one are the seats. */
  readonly tables: Map<string, Table>;
  /** Everything else of a folder, by path relative to the trap's own folder. */
  readonly files: Map<string, DrillFile>;
  /** The wrong answer. */
  readonly claim: Record<string, unknown>;
}

export function material(customer: Customer, parts: Partial<Material> = {}): Material {
  return { customer, tables: new Map(), files: new Map(), claim: {}, ...parts };
}

export function tableOf({ tables }: Material, name: string): Table {
  const found = tables.get(name);
  if (!found) throw new Error(`no table ${name} in this trap`);
  return found;
}

/** Line of a row in its file: the header is line 1. */
export function lineOf(row: number): number {
  return row + 2;
}

/** Writes a cell. @returns what stood there */
export function setCell(table: Table, row: number, column: string, value: string): string {
  const cells = table.rows[row];
  const index = table.header.indexOf(column);
  if (!cells || index < 0) throw new Error(`no cell ${row} ${column}`);
  const before = cells[index] ?? '';
  cells[index] = value;
  return before;
}

export function cell(table: Table, row: number, column: string): string {
  return table.rows[row]?.[table.header.indexOf(column)] ?? '';
}

/** Stands for one byte that is no UTF-8. */
export const BROKEN_BYTE = '\ue000';

/** A table as bytes; {@link BROKEN_BYTE} becomes 0xFF. */
export function tableBytes(table: Table): Buffer {
  const parts = tableText(table).split(BROKEN_BYTE);
  return Buffer.concat(
    parts.flatMap((part, i) => [...(i === 0 ? [] : [Buffer.of(0xff)]), Buffer.from(part, 'utf8')]),
  );
}

interface NewFile {
  readonly text?: string;
  readonly bytes?: Buffer;
  /** Milliseconds from the start of the export. */
  readonly at?: number;
  readonly linkTo?: string;
}

/** Puts a file into a folder of the trap. @returns its place */
export function put(
  m: Material,
  path: string,
  { text = 'Übung\n', at = 60_000, ...more }: NewFile,
) {
  const { linkTo, bytes = Buffer.from(text, 'utf8') } = more;
  const file: DrillFile = {
    path,
    bytes,
    changedAt: new Date(Date.parse(TIMES.exportStartedAt) + at),
    ...(linkTo === undefined ? {} : { linkTo }),
  };
  m.files.set(path, file);
  return { file: path };
}
