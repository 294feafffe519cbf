import { isEmpty } from './answers.js';
import type { Column, Field, Row, Value, Values } from './shapes.js';

/** What the answers of a practice say, texts as they are spelled, as the form holds it. */
export function practiceValues(
  fields: readonly Field[],
  spelled: Readonly<Record<string, unknown>>,
): Values {
  const known = fields.filter(({ name }) => name in spelled);
  return Object.fromEntries(
    known.map((field) => [field.name, valueOf(field, spelled[field.name])]),
  );
}

function valueOf(field: Field, value: unknown): Value {
  const { columns } = field;
  if (columns && Array.isArray(value)) return value.map((row) => rowOf(columns, row as Row));
  return oneOf(field, value);
}

function rowOf(columns: readonly Column[], row: Row): Row {
  const known = columns.filter(({ name }) => name in row);
  return Object.fromEntries(known.map((c) => [c.name, oneOf(c, row[c.name]) as Row[string]]));
}

function oneOf({ input }: Pick<Field, 'input'>, value: unknown): Value {
  if (input === 'number') return Number(value);
  if (input === 'flag') return value === 'true';
  return value as Value;
}

/** Fields in which somebody answered something else than is to be filled in. */
export function differing(fields: readonly Field[], typed: Values, given: Values): Field[] {
  return fields.filter(({ name }) => {
    const mine = typed[name];
    const isTyped = Array.isArray(mine) ? mine.length > 0 : !isEmpty(mine);
    return isTyped && name in given && JSON.stringify(mine) !== JSON.stringify(given[name]);
  });
}
