import type { MachineJson, StateJson } from './kinds.js';

/** Every state of a machine with its path from the root, the root itself included with an empty path. */
export function statesOf(
  machine: MachineJson,
): readonly { readonly path: string; readonly state: StateJson }[] {
  const walk = (state: StateJson, path: string): { path: string; state: StateJson }[] => [
    { path, state },
    ...Object.entries(state.states ?? {}).flatMap(([name, s]) =>
      walk(s, path ? `${path}.${name}` : name),
    ),
  ];
  return walk(machine, '');
}

/** Event names a machine listens to, sorted: the whitelist of what may be sent to it from outside. */
export function eventsOf(machine: MachineJson): readonly string[] {
  const names = statesOf(machine).flatMap(({ state }) => Object.keys(state.on ?? {}));
  return [...new Set(names)].sort();
}
