import type { z } from 'zod';
import type { Text } from './text.js';

const needs = new WeakMap<z.ZodType, Text>();

/** Of a field whose label names the case itself ("Reason if …"). */
export const IN_THAT_CASE: Text = { de: 'nur dann nötig', en: 'needed only then' };

/** Says in which case an answer that may stay empty is needed after all; read in place of "optional". Wraps `.optional()`. */
export function needed<S extends z.ZodType>(schema: S, when: Text): S {
  needs.set(schema, when);
  return schema;
}

/** When an answer is needed; undefined where it may always stay empty, or never. */
export function neededWhen(schema: z.ZodType): Text | undefined {
  return needs.get(schema);
}
