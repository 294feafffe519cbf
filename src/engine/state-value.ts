import { InvariantError } from '../core/errors.js';
import type { StateValue } from './run-state.js';

export interface Move {
  readonly machine: string;
  readonly from: string;
  readonly to: string;
}

/** `{a:{b:'c'}}` → `a.b.c`, regions separated by commas. */
export function show(value: StateValue): string {
  if (typeof value === 'string') return value;
  return Object.entries(value)
    .map(([name, inner]) => {
      const text = show(inner);
      return text === '' ? name : `${name}.${text}`;
    })
    .join(', ');
}

/** One move for each region of the root that changed. */
export function rootMoves(before: StateValue, after: StateValue): Move[] {
  if (typeof before === 'string' || typeof after === 'string') return [];
  return Object.keys(after)
    .filter((part) => show(before[part] ?? '') !== show(after[part] ?? ''))
    .map((part) => ({
      machine: `root.${part}`,
      from: show(before[part] ?? ''),
      to: show(after[part] ?? ''),
    }));
}

/** Machines that answer each other for ever: a fault of the definition, found by its tests. */
export function neverRests(last: string | undefined): InvariantError {
  return new InvariantError('definition.invalid', {
    de: `Die Definition kommt nicht zur Ruhe (zuletzt ${last ?? '–'}).`,
    en: `The definition does not come to rest (last ${last ?? '–'}).`,
  });
}
