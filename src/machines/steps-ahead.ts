import type { MachineJson, StateJson } from './kinds.js';
import {
  leavesOf,
  offersOf,
  pathsTo,
  statesByPath,
  stepOf,
  waysOf,
  type Position,
} from './state-paths.js';

/**
 * Steps that the way from a position can still offer: through what a state's own step does, and out of a state without a
 * step by whatever it hears. Rewinding is left out, so a step that lies behind the position is not ahead of it.
 */
export function stepsAhead(machine: MachineJson, position: Position): ReadonlySet<string> {
  const states = statesByPath(machine);
  const seen = new Set<string>();
  const steps = new Set<string>();
  const queue: string[] = [];
  const look = (path: string) => {
    const state = states.get(path);
    if (!state || seen.has(path)) return;
    seen.add(path);
    for (const offer of offersOf(state)) steps.add(stepOf(offer));
    for (const way of waysOf(machine, path, state)) if (isOwn(state, way.event)) queue.push(way.to);
  };
  for (const leaf of leavesOf(position)) pathsTo(leaf).forEach(look);
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    pathsTo(path).forEach(look);
    const state = states.get(path);
    if (state) queue.push(...entered(path, state, seen));
  }
  return steps;
}

function isOwn(state: StateJson, event: string): boolean {
  if (event.startsWith('part.')) return false;
  if (event === 'always' || event === 'onDone') return true;
  const offers = offersOf(state);
  return offers.length === 0 || offers.some((offer) => event.startsWith(`${stepOf(offer)}.`));
}

/** What becomes active with a state: its first inner state, or all its regions. */
function entered(path: string, state: StateJson, seen: ReadonlySet<string>): readonly string[] {
  const names =
    state.type === 'parallel' ? Object.keys(state.states ?? {}) : [state.initial ?? []].flat();
  return names.map((name) => `${path}.${name}`).filter((inner) => !seen.has(inner));
}
