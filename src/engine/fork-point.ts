import type { MachineJson, StateJson, Target } from '../machines/kinds.js';
import { partsNamed, stepsNamed } from '../machines/guards.js';
import { offersOf, statesByPath, stepOf, waysOf } from '../machines/state-paths.js';
import { stepsAhead } from '../machines/steps-ahead.js';
import type { CompiledDefinition } from './compile-definition.js';
import type { TraitsOf } from './step-traits.js';

/**
 * These steps and all that comes after them: later on the way of their part, built on their facts, waiting for them, or in
 * a part that opens by them. What a run has not done yet when it stands at these steps.
 */
export function fromHereOn(
  steps: readonly string[],
  definition: CompiledDefinition,
  traits: TraitsOf,
): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = [...steps];
  const next = followers(definition, traits);
  for (let step = queue.pop(); step !== undefined; step = queue.pop()) {
    if (found.has(step)) continue;
    found.add(step);
    queue.push(...next(step));
  }
  return found;
}

function followers(definition: CompiledDefinition, traits: TraitsOf) {
  return (step: string): readonly string[] => {
    const part = definition.partOf.get(step) ?? '';
    const built = definition.steps.filter(
      (other) => traits(other)?.reads.includes(step) || definition.needs.get(other)?.includes(step),
    );
    const ways = Object.values(definition.json.parts).flatMap((machine) => ahead(machine, step));
    const opened = definition.parts
      .filter((other) => other !== part && opensBy(definition.json.root, other, step, part))
      .flatMap((other) => definition.stepsOf.get(other) ?? []);
    return [...built, ...ways, ...opened];
  };
}

/** What lies ahead of every state of a part that offers the step, or whose ways out look at it. */
function ahead(machine: MachineJson, step: string): readonly string[] {
  return [...statesByPath(machine)].flatMap(([path, state]) =>
    path !== '' && (offers(state, step) || looksAt(machine, path, state, step))
      ? [...stepsAhead(machine, path)]
      : [],
  );
}

function offers(state: StateJson, step: string): boolean {
  return offersOf(state).some((offer) => stepOf(offer) === step);
}

function looksAt(machine: MachineJson, path: string, state: StateJson, step: string): boolean {
  return waysOf(machine, path, state).some(({ target }) => names(target, step));
}

function names(target: Exclude<Target, string>, step: string): boolean {
  return target.guard !== undefined && stepsNamed(target.guard).includes(step);
}

/** Whether the root lets a part begin, or leaves it out, by this step or by the part it stands in. */
function opensBy(root: MachineJson, other: string, step: string, part: string): boolean {
  return [...statesByPath(root)].some(
    ([path, state]) =>
      path.startsWith(`${other}.`) &&
      waysOf(root, path, state).some(
        ({ target }) =>
          names(target, step) ||
          (target.guard !== undefined && partsNamed(target.guard).includes(part)),
      ),
  );
}
