import type { MachineJson } from './kinds.js';
import { offersOf, statesByPath, stepOf } from './state-paths.js';
import { stepsAhead } from './steps-ahead.js';

const known = new WeakMap<MachineJson, ReadonlyMap<string, ReadonlySet<string>>>();

/**
 * Steps of a part from whose place on its way a step is still ahead. Numbers do not say it: an added row stands where it is
 * needed. Of two steps on a loop, the one whose state is written first stands before the other.
 */
export function stepsBefore(machine: MachineJson, step: string): ReadonlySet<string> {
  const before = known.get(machine) ?? allBefore(machine);
  known.set(machine, before);
  return before.get(step) ?? new Set();
}

function allBefore(machine: MachineJson): ReadonlyMap<string, ReadonlySet<string>> {
  const ahead = new Map<string, Set<string>>();
  for (const [path, state] of statesByPath(machine))
    for (const step of path === '' ? [] : offersOf(state).map(stepOf)) {
      const found = ahead.get(step) ?? new Set();
      for (const other of stepsAhead(machine, path)) if (other !== step) found.add(other);
      ahead.set(step, found);
    }
  const inOrder = [...ahead.keys()]; // as the machine is written, which is as the manual goes
  const loopsBack = (step: string, other: string) =>
    ahead.get(other)?.has(step) === true && inOrder.indexOf(other) < inOrder.indexOf(step);
  const before = new Map<string, Set<string>>();
  for (const [step, others] of ahead)
    for (const other of others)
      if (!loopsBack(step, other)) before.set(other, (before.get(other) ?? new Set()).add(step));
  return before;
}
