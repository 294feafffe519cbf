import { isSettled } from '../core/task-status.js';
import { stepsNamed } from '../machines/guards.js';
import type { Guard } from '../machines/kinds.js';
import { ROOT, statesOf, type CompiledDefinition, type OfferParams } from './compile-definition.js';
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
  const needs = unsettled(needsOf(definition, part, step));
  const value = state.parts[part];
  if (value === undefined) return needs;
  if (definition.resting(part, value).tags.has('locked'))
    return [...unsettled(gateSteps(definition, part)), ...needs];
  const open = (definition.stepsOf.get(part) ?? []).filter((other) => {
    const status = statusOf(state, other);
    return other !== step && !isSettled(status) && status !== 'locked';
  });
  const earlier =
    needs.length > 0 ? needs : open.length > 0 ? open : unsettled(before(definition, part, step));
  return earlier;
}

function before(definition: CompiledDefinition, part: string, step: string): readonly string[] {
  const steps = definition.stepsOf.get(part) ?? [];
  return steps.slice(0, steps.indexOf(step));
}

function needsOf(definition: CompiledDefinition, part: string, step: string): readonly string[] {
  const config = definition.json.parts[part];
  if (!config) return [];
  return [...statesOf(config)].flatMap(([, state]) =>
    (state.entry ?? [])
      .filter((a) => a.type === 'offer' && a.params['step'] === step)
      .flatMap((a) => (a.params as unknown as OfferParams).needs ?? []),
  );
}

/** Steps named by the guard that opens a part. */
function gateSteps(definition: CompiledDefinition, part: string): readonly string[] {
  const region = definition.json[ROOT].states?.[part]?.states?.['locked'];
  const ways = region?.on?.['tasks.changed'];
  const list = ways === undefined ? [] : Array.isArray(ways) ? ways : [ways];
  return list.flatMap((way: { target: string; guard?: Guard } | string) =>
    typeof way !== 'string' && way.target === 'ready' && way.guard ? stepsNamed(way.guard) : [],
  );
}
