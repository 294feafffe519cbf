import { isEmpty } from './answers.js';
import type { Column, Field, Row, Value, Values } from './shapes.js';

/** What is wrong with one field; `row` counts from 1. */
export interface FormProblem {
  readonly field: string;
  readonly row?: number | undefined;
  readonly column?: string | undefined;
  readonly text: string;
}

/** The words for what a page can see by itself; everything else the server says. */
export interface ProblemWords {
  readonly missing: string;
  readonly least: (min: number) => string;
  readonly most: (max: number) => string;
  readonly few: (min: number) => string;
  readonly long: (max: number) => string;
  readonly noSuchDay: (iso: string) => string;
}

/** What is missing or out of bounds, so that it need not be sent to be refused. */
export function problemsIn(
  fields: readonly Field[],
  values: Values,
  words: ProblemWords,
): FormProblem[] {
  return fields.flatMap((field) => {
    const value = values[field.name];
    if (field.columns) return rowProblems(field, (value ?? []) as readonly Row[], words);
    const text = problemOf(field, value, words);
    return text === undefined ? [] : [{ field: field.name, text }];
  });
}

function problemOf(field: Field, value: Value, words: ProblemWords): string | undefined {
  const { input, required, limits: { min, max } = {} } = field;
  if (input === 'list' || input === 'choices') {
    const count = Array.isArray(value) ? value.length : 0;
    if (count === 0 && !required) return undefined;
    return min !== undefined && count < min ? words.few(min) : undefined;
  }
  if (isEmpty(value)) return required ? words.missing : undefined;
  if (typeof value === 'number') {
    if (min !== undefined && value < min) return words.least(min);
    if (max !== undefined && value > max) return words.most(max);
  }
  if (typeof value === 'string' && TIMES.includes(input) && Number.isNaN(timeOf(value)))
    return words.noSuchDay(value);
  if (typeof value === 'string' && max !== undefined && value.length > max) return words.long(max);
  return undefined;
}

const TIMES: readonly string[] = ['date', 'instant'];

/** Not a number where the calendar has no such day; the platform reads February 31 as March. */
function timeOf(value: string): number {
  const day = value.slice(0, 10);
  const read = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== day) return Number.NaN;
  return Date.parse(value);
}

function rowProblems(
  { name, columns = [], limits, required }: Field,
  rows: readonly Row[],
  words: ProblemWords,
): FormProblem[] {
  if (rows.length === 0 && !required) return [];
  if (limits?.min !== undefined && rows.length < limits.min)
    return [{ field: name, text: words.few(limits.min) }];
  const missing = (column: Column, row: Row) => column.required && isEmpty(row[column.name]);
  return rows.flatMap((row, at) =>
    columns
      .filter((column) => missing(column, row))
      .map((column) => ({ field: name, row: at + 1, column: column.name, text: words.missing })),
  );
}
