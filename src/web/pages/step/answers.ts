import type { Field, Row, Value, Values } from './shapes.js';

/** Nothing stands there, or only blanks. */
export function isEmpty(value: Value): boolean {
  if (value === undefined) return true;
  return typeof value === 'string' && value.trim() === '';
}

const HOLDS_MANY: readonly string[] = ['choices', 'list', 'rows'];
export const holdsMany = ({ input }: Pick<Field, 'input'>): boolean => HOLDS_MANY.includes(input);

/** What is sent: blanks around texts and fields without an answer stay away, a required table without rows is an empty one. */
export function answersOf(fields: readonly Field[], values: Values): Record<string, unknown> {
  const sent: Record<string, unknown> = {};
  for (const field of fields) {
    const value = values[field.name];
    if (holdsMany(field)) {
      const many = Array.isArray(value) ? (value as readonly (string | Row)[]).map(filledIn) : [];
      if (many.length > 0 || field.required) sent[field.name] = many;
    } else if (!isEmpty(value)) sent[field.name] = trimmed(value);
  }
  return sent;
}

function filledIn(one: string | Row): unknown {
  if (typeof one === 'string') return one.trim();
  const cells = Object.entries(one).filter(([, cell]) => !isEmpty(cell));
  return Object.fromEntries(cells.map(([name, cell]) => [name, trimmed(cell)]));
}

function trimmed(value: Value): Value {
  return typeof value === 'string' ? value.trim() : value;
}

/** What is offered before anything was typed. */
export function suggestedIn(fields: readonly Field[]): Values {
  const known = fields.filter(({ suggested }) => suggested !== undefined);
  return Object.fromEntries(known.map(({ name, suggested }) => [name, suggested]));
}

/** What was stored for a step, as its form holds it; secrets and unknown fields stay away. */
export function valuesIn(
  fields: readonly Field[],
  stored: Readonly<Record<string, unknown>>,
): Values {
  const known = fields.filter(({ name, secret }) => !secret && name in stored);
  return Object.fromEntries(known.map(({ name, input }) => [name, read(input, stored[name])]));
}

/** The command line keeps numbers as they were typed, and null for what was left out. */
function read(input: string, stored: unknown): Value {
  if (stored === null) return undefined;
  return input === 'number' && typeof stored === 'string' ? Number(stored) : (stored as Value);
}

/** What counts without an answer is nobody's own word. */
export function isDefault(field: Pick<Field, 'default'>, value: unknown): boolean {
  return field.default !== undefined && JSON.stringify(value) === JSON.stringify(field.default);
}
