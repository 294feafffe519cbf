import { isOpen, isRunning, type TaskStatus } from '../core/task-status.js';
import { sameNames } from '../machines/mapping.js';
import { ROOT, type CompiledDefinition } from './compile-definition.js';
import type { Drained } from './drain.js';
import { foresee } from './forecast.js';
import { fromHereOn } from './fork-point.js';
import {
  detailsOf,
  statusOf,
  type RunState,
  type StateValue,
  type TaskDetails,
} from './run-state.js';
import { currentInputs } from './staleness.js';
import type { TraitsOf } from './step-traits.js';

/** What is left out when a run is forked. */
export interface LeftOut {
  /** The fork stands at these steps: they and what comes after them are as if never done. */
  readonly at: readonly string[];
  /** These steps are open again; what builds on them stays until their result is another one. */
  readonly without: readonly string[];
}

export interface Forking extends LeftOut {
  /** The run as it stands. */
  readonly state: RunState;
  readonly definition: CompiledDefinition;
  readonly traits: TraitsOf;
  /** The fork's own time. */
  readonly now: Date;
}

const NO_VIEW = { tasks: {}, flags: {}, parts: {} };

/**
 * A run's decisions and results set down as another run: pure. Taken over are results, flags, waivers, rows switched off,
 * timers and early signals. Nobody comes along, and a model is not planned: no approval, no claim that waits for one, no attempt, nobody's name.
 * Where an act was approved and not done it waits for its approval again; positions are found as after a migration.
 */
export function forkedState(o: Forking): Drained {
  const { definition: to, traits, now } = o;
  const state = takenOver(o);
  const moved = to.steps.filter((step) => statusOf(state, step) !== statusOf(o.state, step));
  const touched = new Set(moved.map((step) => to.partOf.get(step)));
  const { landing } = foresee({
    ...{ state, from: to, to, traits, now },
    untouched: new Set(to.parts.filter((part) => !touched.has(part))),
    mapping: sameNames(to.json, to.json),
    busy: new Set(),
  });
  if (!landing) throw new Error('a definition always fits itself');
  return landing.drained;
}

function takenOver(o: Forking): RunState {
  const { definition, traits } = o;
  const { strangers: _strangers, people: _people, plan: _plan, ...state } = o.state;
  const undone = fromHereOn(o.at, definition, traits);
  const next: RunState = { ...state, status: {}, tasks: {}, flags: {}, timers: {} };
  const leftOut = new Set(definition.parts.filter((part) => isLeftOut(o, part, undone)));
  for (const step of definition.steps) {
    const stays = state.off.includes(step) || leftOut.has(definition.partOf.get(step) ?? '');
    if (undone.has(step)) {
      if (stays) next.status[step] = statusOf(o.state, step);
      continue;
    }
    const [status, details] = o.without.includes(step)
      ? (['locked', openAgain(detailsOf(state, step))] as const)
      : withoutPeople(o, step, statusOf(state, step), detailsOf(state, step));
    next.status[step] = status;
    if (Object.keys(details).length > 0) next.tasks[step] = details;
    if (state.flags[step]) next.flags[step] = state.flags[step];
  }
  const goBack = new Set([...undone].map((step) => definition.partOf.get(step) ?? ''));
  for (const [name, timer] of Object.entries(state.timers))
    if (!goBack.has(timer.part)) next.timers[name] = timer;
  return { ...next, ...notBegun(o, undone), paused: false, canceled: false };
}

/** A part that does not apply, and not because of what is undone. */
function isLeftOut({ definition, state }: Forking, part: string, undone: ReadonlySet<string>) {
  const value = state.parts[part];
  const as = value === undefined ? 'locked' : definition.resting(part, value).as;
  return as === 'not-applicable' && !isUndone(definition, part, undone);
}

function isUndone(definition: CompiledDefinition, part: string, undone: ReadonlySet<string>) {
  return (definition.stepsOf.get(part) ?? []).every((step) => undone.has(step));
}

/** Parts of which nothing is left stand before their begin: the root opens them, or leaves them out, when it is time. */
function notBegun({ definition, state }: Forking, undone: ReadonlySet<string>) {
  const [parts, root] = [{ ...state.parts }, { ...regionsOf(state.root) }];
  const fresh = regionsOf(definition.start(ROOT, NO_VIEW).value);
  for (const part of definition.parts) {
    const initial = fresh[part];
    if (initial === undefined || !isUndone(definition, part, undone)) continue;
    parts[part] = definition.start(part, NO_VIEW).value;
    root[part] = initial;
  }
  return { parts, root };
}

function regionsOf(root: StateValue): Record<string, StateValue> {
  return typeof root === 'string' ? {} : root;
}

/** Its last result still says whether what builds on it is outdated; that it was carried out does not count in a model. */
function openAgain({ result, inputs }: TaskDetails): TaskDetails {
  return { ...(result === undefined ? {} : { result }), ...(inputs ? { inputs } : {}) };
}

/** What a step rests as when no approval counts and nobody is at it. */
function withoutPeople(
  o: Forking,
  step: string,
  status: TaskStatus,
  details: TaskDetails,
): readonly [TaskStatus, TaskDetails] {
  const kept = impersonal(details);
  const { pending, approvedBy } = details;
  const asked = status === 'waiting-approval' ? pending : undefined;
  if (asked && asked.kind !== 'act' && asked.kind !== 'result') {
    const { pending: _answered, ...before } = details;
    return withoutPeople(o, step, asked.from, before);
  }
  const worked = isOpen(status) || isRunning(status) || asked?.kind === 'result';
  if (o.definition.sticky.has(step) && (details.round ?? 0) > 0 && (worked || asked))
    return lastDone(o, step, kept);
  if (asked?.kind === 'act' || (worked && approvedBy !== undefined))
    return ['waiting-approval', { ...kept, pending: { kind: 'act', by: null, from: 'locked' } }];
  if (isRunning(status) || asked) return ['ready', kept];
  return [status, kept];
}

/** A redo that was granted and not finished: without the grant the last result stands, or is outdated. */
function lastDone(o: Forking, step: string, kept: TaskDetails): readonly [TaskStatus, TaskDetails] {
  const now = currentInputs(o.state, o.traits(step)?.reads ?? []);
  const cause = Object.keys(now).filter((read) => now[read] !== kept.inputs?.[read]);
  return cause.length === 0 ? ['done', kept] : ['outdated', { ...kept, cause }];
}

function impersonal(details: TaskDetails): TaskDetails {
  const { round, result, inputs, attested, cause, reasons } = details;
  const kept = { round, result, inputs, attested, cause, reasons };
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
}
