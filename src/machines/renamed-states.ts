import canonicalize from 'canonicalize';
import type { MachineJson, StateJson } from './kinds.js';
import { statesByPath } from './state-paths.js';

/**
 * Old path → new path of every state that is still there under another name. A mapping says so; without one a state counts as
 * renamed when exactly one that is gone and one that is new do the same on entry and exit and hear the same events.
 */
export function renamedStates(
  before: MachineJson,
  after: MachineJson,
  mapped: (path: string) => string,
): ReadonlyMap<string, string> {
  const old = statesByPath(before);
  const fresh = statesByPath(after);
  const renamed = new Map<string, string>();
  const current = (path: string): string => {
    const parent = path.split('.').slice(0, -1).join('.');
    const moved = renamed.get(parent);
    return moved === undefined ? mapped(path) : `${moved}.${path.split('.').at(-1) ?? ''}`;
  };
  for (const path of old.keys()) {
    const target = current(path);
    if (target !== path && fresh.has(target)) renamed.set(path, target);
  }
  const gone = [...old].filter(([path]) => !fresh.has(current(path)));
  const taken = new Set([...old.keys()].map((path) => renamed.get(path) ?? path));
  const added = [...fresh].filter(([path]) => !taken.has(path));
  for (const [path, state] of gone) {
    const doing = deeds(state);
    const twins = added.filter(([, other]) => deeds(other) === doing);
    const rivals = gone.filter(([, other]) => deeds(other) === doing);
    if (twins.length === 1 && rivals.length === 1 && twins[0]) renamed.set(path, twins[0][0]);
  }
  return renamed;
}

/** What a state does, without where its ways lead. */
function deeds(state: StateJson): string {
  const { entry = [], exit = [], on = {}, states = {} } = state;
  return canonicalize([entry, exit, Object.keys(on).sort(), Object.keys(states).sort()]) ?? '';
}
