import type { Action, MachineJson, StateJson, Target } from './kinds.js';
import { statesOf } from './events.js';

/** XState's value of a snapshot as JSON: a state name, or names by region. */
export type Position = string | { readonly [region: string]: Position };

/** One way out of a state: the event (`always` and `onDone` too), the absolute path it leads to, its guard and actions. */
export interface Way {
  readonly event: string;
  readonly to: string;
  readonly target: Exclude<Target, string>;
}

/** States of a machine by path; the machine itself has the empty path. */
export function statesByPath(machine: MachineJson): ReadonlyMap<string, StateJson> {
  return new Map(statesOf(machine).map(({ path, state }) => [path, state]));
}

/** Paths of the innermost active states: `{a: {b: 'c', d: 'e'}}` → `a.b.c`, `a.d.e`. */
export function leavesOf(position: Position): readonly string[] {
  if (typeof position === 'string') return [position];
  return Object.entries(position).flatMap(([name, inner]) => {
    const below = leavesOf(inner);
    return below.length === 0 ? [name] : below.map((path) => `${name}.${path}`);
  });
}

/** The position whose innermost active states these are. */
export function positionOf(leaves: readonly string[]): Position {
  const below = new Map<string, string[]>();
  for (const leaf of leaves) {
    const [name = '', ...rest] = leaf.split('.');
    const inner = below.get(name) ?? [];
    below.set(name, rest.length > 0 ? [...inner, rest.join('.')] : inner);
  }
  const [only, ...others] = below.keys();
  if (only !== undefined && others.length === 0 && below.get(only)?.length === 0) return only;
  return Object.fromEntries([...below].map(([name, inner]) => [name, positionOf(inner)]));
}

/** Path of a state and of everything it lies in: `a.b` → `a`, `a.b`. */
export function pathsTo(path: string): readonly string[] {
  const names = path.split('.');
  return names.map((_, i) => names.slice(0, i + 1).join('.'));
}

/** Every way out of one state, its targets as absolute paths. */
export function waysOf(machine: MachineJson, path: string, state: StateJson): readonly Way[] {
  const events: [string, Target | readonly Target[]][] = Object.entries(state.on ?? {});
  if (state.always) events.push(['always', state.always]);
  if (state.onDone) events.push(['onDone', state.onDone]);
  return events.flatMap(([event, targets]) =>
    [targets].flat().map((one): Way => {
      const target = typeof one === 'string' ? { target: one } : one;
      return { event, to: absolute(machine.id, path, target.target), target };
    }),
  );
}

function absolute(id: string, path: string, target: string): string {
  if (target.startsWith('#')) return target.slice(id.length + 2);
  if (target.startsWith('.')) return path === '' ? target.slice(1) : `${path}${target}`;
  const parent = path.split('.').slice(0, -1);
  return [...parent, target].join('.');
}

/** Steps a state offers when it is entered. */
export function offersOf(state: StateJson): readonly Action[] {
  return (state.entry ?? []).filter((action) => action.type === 'offer');
}

export function stepOf(offer: Action): string {
  return offer.params['step'] as string;
}
