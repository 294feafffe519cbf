import { isSettled } from '../core/task-status.js';
import { partsNamed, stepsNamed } from '../machines/guards.js';
import type { Guard } from '../machines/kinds.js';
import { stepsBefore } from '../machines/steps-before.js';
import { ROOT, type CompiledDefinition } from './compile-definition.js';
import { statusOf, type RunState } from './run-state.js';

/** Steps that must be settled before a locked step can start: what the root's gate, the part's order and `needs` still miss. */
export function missingFor(
  definition: CompiledDefinition,
  state: RunState,
  step: string,
): readonly string[] {
  const part = definition.partOf.get(step);
  if (part === undefined) return [];
  const unsettled = (steps: readonly string[]) =>
    [...new Set(steps)].filter((s) => !isSettled(state.status[s]));
  const needs = unsettled(definition.needs.get(step) ?? []);
  const value = state.parts[part];
  if (value === undefined) return needs;
  if (definition.resting(part, value).as === 'locked') {
    const gate = openingGuards(definition, part);
    const steps = unsettled([...gate.flatMap(stepsNamed), ...needs]);
    return [...steps, ...gate.flatMap((guard) => partsMissing(guard, state))];
  }
  if (needs.length > 0) return needs;
  const earlier = unsettled(before(definition, part, step));
  const open = earlier.filter((other) => statusOf(state, other) !== 'locked');
  return open.length > 0 ? open : earlier;
}

/** Parts that a gate waits for as a whole (O10). */
function partsMissing(guard: Guard, state: RunState): readonly string[] {
  const regions = typeof state.root === 'string' ? {} : state.root;
  return partsNamed(guard).filter(
    (name) => regions[name] !== 'done' && regions[name] !== 'notApplicable',
  );
}

function before(definition: CompiledDefinition, part: string, step: string): readonly string[] {
  const machine = definition.json.parts[part];
  const earlier = machine ? stepsBefore(machine, step) : new Set<string>();
  return (definition.stepsOf.get(part) ?? []).filter((other) => earlier.has(other));
}

/** The guards that open a part, from the root. */
export function openingGuards(definition: CompiledDefinition, part: string): readonly Guard[] {
  const region = definition.json[ROOT].states?.[part]?.states?.['locked'];
  const ways = region?.on?.['tasks.changed'];
  const list = ways === undefined ? [] : Array.isArray(ways) ? ways : [ways];
  return list.flatMap((way: { target: string; guard?: Guard } | string) =>
    typeof way !== 'string' && way.target === 'ready' && way.guard ? [way.guard] : [],
  );
}
