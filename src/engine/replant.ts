import { isSettled } from '../core/task-status.js';
import type { RestsAs } from '../machines/kinds.js';
import { ROOT, type CompiledDefinition } from './compile-definition.js';
import { Drain, type Drained } from './drain.js';
import { statusOf, type RunState, type StateValue } from './run-state.js';
import type { TraitsOf } from './step-traits.js';

export interface Replanting {
  readonly to: CompiledDefinition;
  /** In the names of `to`; positions in it count for the parts in `keep` only. */
  readonly state: RunState;
  /** What each part rested as before; parts that are new are absent. */
  readonly rested: ReadonlyMap<string, RestsAs>;
  /** Parts that stay where the mapping puts them; every other begins anew and falls through what is settled. */
  readonly keep: ReadonlySet<string>;
  readonly traits: TraitsOf;
  /** The run's own time. */
  readonly now: Date;
}

const NO_VIEW = { tasks: {}, flags: {}, parts: {} };

/**
 * Sets a run down in another definition. Positions are found, not guessed: a part opens as it did the first time and falls
 * through what is settled, and a step that is not offered again on the way is locked. Sticky rows keep what they are (O11).
 */
export function replant(o: Replanting): Drained {
  const { to, rested, keep } = o;
  const parts: Record<string, StateValue> = {};
  for (const part of to.parts) {
    const kept = keep.has(part) ? o.state.parts[part] : undefined;
    parts[part] = kept ?? to.start(part, NO_VIEW).value;
  }
  const state = { ...o.state, parts, root: rootOf(to, o.state.root) };
  const drain = new Drain(to, state, o.traits, o.now);
  for (const part of to.parts) {
    const as = rested.get(part);
    if (as === 'not-applicable') skipNew(drain, o, part);
    if (as === undefined || as === 'locked' || keep.has(part)) continue;
    for (const step of to.stepsOf.get(part) ?? []) if (isWorkedOn(state, step)) drain.doubt(step);
    drain.part(part, as === 'not-applicable' ? 'part.skip' : 'part.open');
  }
  const settled = drain.look().run();
  for (const part of to.parts) tellRoot(drain, to, settled.state, part);
  return drain.run();
}

/** Rows that are new in a part that does not apply. */
function skipNew(drain: Drain, { to, state }: Replanting, part: string): void {
  for (const step of to.stepsOf.get(part) ?? [])
    if (state.status[step] === undefined) drain.task(step, { type: 'skip' });
}

/** The root hears where each part is now; what it knew already it does not hear again. */
function tellRoot(drain: Drain, to: CompiledDefinition, state: RunState, part: string): void {
  const value = state.parts[part];
  if (value === undefined) return;
  const { as } = to.resting(part, value);
  if (as === 'end') drain.root(`${part}.done`);
  if (as === 'work') drain.root(`${part}.active`).root(`${part}.reopened`);
}

function isWorkedOn(state: RunState, step: string): boolean {
  const status = statusOf(state, step);
  return status !== 'locked' && status !== 'outdated' && !isSettled(status);
}

/** The root's region of each part where it was, as far as it is still there; new ones begin. */
function rootOf(to: CompiledDefinition, mapped: StateValue): StateValue {
  const fresh = to.start(ROOT, NO_VIEW).value;
  if (typeof fresh === 'string' || typeof mapped === 'string') return fresh;
  const regions = Object.entries(fresh).map(([part, initial]) => {
    const was = mapped[part];
    const known = typeof was === 'string' && to.json.root.states?.[part]?.states?.[was];
    return [part, known ? was : initial] as const;
  });
  return Object.fromEntries(regions);
}
