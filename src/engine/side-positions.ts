import type { Reason } from '../core/outcome.js';
import { isSettled } from '../core/task-status.js';
import type { RestsAs } from '../machines/kinds.js';
import { newPart } from '../machines/mapping.js';
import { leavesOf, offersOf, statesByPath, stepOf } from '../machines/state-paths.js';
import { stepsAhead } from '../machines/steps-ahead.js';
import type { CompiledDefinition } from './compile-definition.js';
import type { Crossing } from './crossing.js';
import type { Drained } from './drain.js';
import type { MappedState } from './map-state.js';
import { migrationReason } from './migration-reasons.js';
import { statusOf, type RunState, type StateValue } from './run-state.js';
import { show } from './state-value.js';

/** Waits for the root, or for nothing. */
export function idle(as: RestsAs): boolean {
  return as === 'locked' || as === 'not-applicable';
}

/** Whether the position a mapping puts a part in is one of the new machine. */
export function fits(to: CompiledDefinition, state: RunState, part: string): boolean {
  try {
    to.validate(part, state.parts[part]);
    return true;
  } catch {
    return false;
  }
}

interface Sides {
  /** Parts that stay in a position that falling through does not find. */
  readonly keep: readonly string[];
  readonly left: readonly Reason[];
  readonly lost: readonly Reason[];
}

/**
 * Falling through never enters a side state. A part stays in one when the new definition has it and it hides nothing that
 * has to be done; without a step of its own such a state cannot be found again, so losing it is a reason to refuse.
 */
export function sidePositions(
  c: Crossing,
  mapped: MappedState,
  found: Drained,
  rested: ReadonlyMap<string, RestsAs>,
): Sides {
  const sides = { keep: [] as string[], left: [] as Reason[], lost: [] as Reason[] };
  for (const part of c.to.parts) {
    const as = rested.get(part);
    const wish = mapped.state.parts[part];
    const here = found.state.parts[part];
    if (as === undefined || idle(as) || wish === undefined || here === undefined) continue;
    const machine = c.to.json.parts[part];
    if (!machine || show(wish) === show(here)) continue;
    const there = fits(c.to, mapped.state, part);
    if (!there) {
      for (const state of silentStates(c, part))
        sides.lost.push(migrationReason('position-lost', { part, state }));
      continue;
    }
    const ahead = stepsAhead(machine, wish);
    const hidden = [...stepsAhead(machine, here)].filter(
      (step) => !isSettled(statusOf(found.state, step)) && !ahead.has(step),
    );
    if (hidden.length === 0 && offersAlive(c, part, wish, mapped.state)) sides.keep.push(part);
    else
      sides.left.push(
        migrationReason('side-left', { part, state: show(wish), steps: hidden.join(', ') }),
      );
  }
  return sides;
}

/** Active states of the old position that wait for others, offer nothing, and are not in the new machine. */
function silentStates({ state, from, to, mapping }: Crossing, part: string): readonly string[] {
  const old = from.parts.find((name) => newPart(mapping, name) === part) ?? part;
  const [before, after] = [from.json.parts[old], to.json.parts[part]];
  const value = state.parts[old];
  if (!before || !after || value === undefined) return [];
  const [was, is] = [statesByPath(before), statesByPath(after)];
  return leavesOf(value).filter((leaf) => {
    const config = was.get(leaf);
    const waits = (config?.entry ?? []).some((a) => a.type === 'rest' && a.params['as'] === 'work');
    return config !== undefined && waits && offersOf(config).length === 0 && !is.has(leaf);
  });
}

/** Staying enters no state anew: what the position offers must have been offered already. */
function offersAlive(c: Crossing, part: string, value: StateValue, state: RunState): boolean {
  const machine = c.to.json.parts[part];
  if (!machine) return false;
  const states = statesByPath(machine);
  const offers = leavesOf(value).flatMap((leaf) => offersOf(states.get(leaf) ?? {}));
  return offers.every(
    (o) => o.params['needs'] !== undefined || statusOf(state, stepOf(o)) !== 'locked',
  );
}
