import type { Reason } from '../core/outcome.js';
import { newPart, newPath, newStep, type Mapping } from '../machines/mapping.js';
import { leavesOf, positionOf } from '../machines/state-paths.js';
import type { CompiledDefinition } from './compile-definition.js';
import { migrationReason } from './migration-reasons.js';
import {
  detailsOf,
  statusOf,
  type RunState,
  type StateValue,
  type TaskDetails,
} from './run-state.js';

/** A run's state in the names of another definition. Its positions are wishes: whether they hold is decided later. */
export interface MappedState {
  readonly state: RunState;
  /** Facts whose step has another name now. */
  readonly copies: readonly {
    readonly from: string;
    readonly to: string;
    readonly digest: string;
  }[];
  /** Steps with a history that the new definition no longer has. */
  readonly gone: readonly string[];
  /** Why the run cannot move. */
  readonly problems: readonly Reason[];
  /** What is left behind without harm. */
  readonly notes: readonly Reason[];
}

/** Translates statuses, results, decisions, flags, timers and early signals; says what has no place any more. */
export function mapState(
  state: RunState,
  from: CompiledDefinition,
  to: CompiledDefinition,
  mapping: Mapping,
): MappedState {
  const target = (step: string) => newStep(mapping, to.json, step);
  const known = new Set([...Object.keys(state.status), ...Object.keys(state.tasks)]);
  const problems: Reason[] = [];
  const notes: Reason[] = [];
  const gone: string[] = [];
  const next: RunState = { ...state, status: {}, tasks: {}, flags: {}, parts: {}, timers: {} };
  const copies: { from: string; to: string; digest: string }[] = [];
  for (const step of known) {
    const to_ = target(step);
    const problem = problemOf(state, from, mapping, step, to_);
    if (problem) problems.push(problem);
    if (to_ === undefined) {
      if ((detailsOf(state, step).round ?? 0) > 0) gone.push(step);
      continue;
    }
    const status = state.status[step];
    if (status) next.status[to_] = status;
    if (state.tasks[step]) next.tasks[to_] = renamed(detailsOf(state, step), target);
    const { result } = detailsOf(state, step);
    if (result !== undefined && to_ !== step) copies.push({ from: step, to: to_, digest: result });
  }
  for (const [step, flags] of Object.entries(state.flags)) {
    const to_ = target(step);
    if (to_ !== undefined) next.flags[to_] = flags;
  }
  for (const step of gone) notes.push(migrationReason('step-gone', { step }));
  for (const [part, value] of Object.entries(state.parts)) {
    const name = newPart(mapping, part);
    if (to.parts.includes(name)) next.parts[name] = mapped(mapping, part, value);
  }
  next.root = mappedRoot(mapping, state.root);
  next.off = state.off.flatMap((step) => target(step) ?? []);
  if (state.plan) next.plan = mappedPlan(state.plan, to, mapping, notes);
  outside(state, next, to, mapping, notes);
  return { state: next, copies, gone, problems, notes };
}

/** Timers and early signals that nobody would hear any more are dropped, and that is said. */
function outside(
  state: RunState,
  next: RunState,
  to: CompiledDefinition,
  mapping: Mapping,
  notes: Reason[],
): void {
  for (const [name, timer] of Object.entries(state.timers)) {
    const part = newPart(mapping, timer.part);
    if (to.hears.get(timer.event)?.includes(part)) next.timers[name] = { ...timer, part };
    else notes.push(migrationReason('timer-dropped', { name }));
  }
  next.inbox = state.inbox.flatMap((signal) => {
    const name = mapping.signals?.[signal] ?? signal;
    if (to.signals.has(name)) return [name];
    notes.push(migrationReason('signal-dropped', { name: signal }));
    return [];
  });
}

/** Dates go on under the new names; those of what is gone are dropped, and that is said. */
function mappedPlan(
  plan: NonNullable<RunState['plan']>,
  to: CompiledDefinition,
  mapping: Mapping,
  notes: Reason[],
): NonNullable<RunState['plan']> {
  const next: NonNullable<RunState['plan']> = { parts: {}, steps: {} };
  for (const [part, time] of Object.entries(plan.parts)) {
    const name = newPart(mapping, part);
    if (to.parts.includes(name)) next.parts[name] = time;
    else notes.push(migrationReason('plan-dropped', { name: part }));
  }
  for (const [step, at] of Object.entries(plan.steps)) {
    const name = newStep(mapping, to.json, step);
    if (name === undefined) notes.push(migrationReason('plan-dropped', { name: step }));
    else next.steps[name] = at;
  }
  return next;
}

function problemOf(
  state: RunState,
  from: CompiledDefinition,
  mapping: Mapping,
  step: string,
  target: string | undefined,
): Reason | undefined {
  const details = detailsOf(state, step);
  const status = statusOf(state, step);
  const split = (mapping.steps?.[step]?.length ?? 0) > 1;
  if (status === 'waiting-approval' && (target === undefined || split))
    return migrationReason('approval-gone', { step });
  if ((status === 'in-progress' || status === 'verifying') && target !== step)
    return migrationReason('attempt-unmapped', { step });
  const acted = from.sticky.has(step) && (details.round ?? 0) > 0;
  if (acted && target === undefined && !mapping.steps?.[step])
    return migrationReason('acted-gone', { step });
  return undefined;
}

function renamed(details: TaskDetails, target: (step: string) => string | undefined): TaskDetails {
  const names = (steps: readonly string[]) => steps.flatMap((step) => target(step) ?? []);
  const { inputs, cause, pending } = details;
  const digests = Object.entries(inputs ?? {}).flatMap(([step, digest]) => {
    const name = target(step);
    return name === undefined ? [] : [[name, digest] as const];
  });
  return {
    ...details,
    ...(inputs ? { inputs: Object.fromEntries(digests) } : {}),
    ...(cause ? { cause: names(cause) } : {}),
    ...(pending?.keep ? { pending: { ...pending, keep: names(pending.keep) } } : {}),
  };
}

function mapped(mapping: Mapping, part: string, value: StateValue): StateValue {
  const leaves = leavesOf(value).map((leaf) => newPath(mapping, part, leaf));
  return positionOf(leaves);
}

function mappedRoot(mapping: Mapping, value: StateValue): StateValue {
  if (typeof value === 'string') return value;
  const regions = Object.entries(value).map(([part, inner]) => {
    const path = newPath(mapping, 'root', `${part}.${leavesOf(inner)[0] ?? ''}`);
    return [newPart(mapping, part), path.split('.').slice(1).join('.')] as const;
  });
  return Object.fromEntries(regions);
}
