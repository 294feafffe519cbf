import type { Reason } from '../core/outcome.js';
import { isOpen, isRunning, isSettled, type TaskStatus } from '../core/task-status.js';
import type { RestsAs } from '../machines/kinds.js';
import { misfits, newPart, newStep } from '../machines/mapping.js';
import { stepsAhead } from '../machines/steps-ahead.js';
import type { CompiledDefinition } from './compile-definition.js';
import type { Crossing } from './crossing.js';
import type { Drained } from './drain.js';
import { mapState, type MappedState } from './map-state.js';
import { migrationReason } from './migration-reasons.js';
import { replant } from './replant.js';
import { detailsOf, statusOf, type RunState } from './run-state.js';
import { fits, idle, sidePositions } from './side-positions.js';
import { rootMoves, show, type Move } from './state-value.js';

/** What would become of a run; nothing is written for it. */
export interface Forecast {
  readonly verdict: 'moved' | 'reopened' | 'refused';
  /** Why it is refused, or what has to be done again. */
  readonly reasons: readonly Reason[];
  readonly notes: readonly Reason[];
  /** Positions of parts and statuses of steps that change, in the new names. */
  readonly moves: readonly Move[];
  /** Open steps whose claim is handed in again by itself when their turn comes. */
  readonly kept: readonly string[];
  readonly next: readonly string[];
  /** The run as it would be; absent when the two definitions cannot be compared. */
  readonly landing?: { readonly mapped: MappedState; readonly drained: Drained };
}

const MISFITS_SHOWN = 10;

/** Tries a run on another definition: pure, deterministic, no clock but `now`. */
export function foresee(crossing: Crossing): Forecast {
  const { from, to, mapping, state } = crossing;
  const misfit = misfitReasons(crossing);
  if (misfit.length > 0)
    return { verdict: 'refused', reasons: misfit, notes: [], moves: [], kept: [], next: [] };
  const mapped = mapState(state, from, to, mapping);
  const rested = restedBefore(crossing);
  const stay = new Set(
    [...rested]
      .filter(([part, as]) => idle(as) || crossing.untouched?.has(part))
      .filter(([part]) => fits(to, mapped.state, part))
      .map(([part]) => part),
  );
  const base = { to, state: mapped.state, rested, traits: crossing.traits, now: crossing.now };
  const found = replant({ ...base, keep: stay });
  const sides = sidePositions(crossing, mapped, found, rested);
  const keep = new Set([...stay, ...sides.keep]);
  const first = sides.keep.length === 0 ? found : replant({ ...base, keep });
  const kept = claimsToKeep(mapped.state, first.state, to);
  const drained =
    kept.length === 0 ? first : replant({ ...base, keep, state: withAgain(mapped.state, kept) });
  const problems = [
    ...mapped.problems,
    ...runningReasons(crossing),
    ...sides.lost,
    ...repeats(mapped.state, drained.state, to),
  ];
  const redo = redoReasons(crossing, mapped, drained);
  const verdict = problems.length > 0 ? 'refused' : redo.length > 0 ? 'reopened' : 'moved';
  return {
    verdict,
    reasons: problems.length > 0 ? problems : redo,
    notes: [...mapped.notes, ...sides.left],
    moves: movesOf(mapped.state, drained.state, crossing),
    kept,
    next: to.steps.filter((step) => isNext(statusOf(drained.state, step))),
    landing: { mapped, drained },
  };
}

function restedBefore({ state, from, to, mapping }: Crossing): Map<string, RestsAs> {
  const rested = new Map<string, RestsAs>();
  for (const [part, value] of Object.entries(state.parts)) {
    const name = newPart(mapping, part);
    if (to.parts.includes(name)) rested.set(name, from.resting(part, value).as);
  }
  return rested;
}

/** Claims that were complete and lose their place: handed in again later. Never of a row that overwrites (O11). */
function claimsToKeep(
  before: RunState,
  after: RunState,
  to: CompiledDefinition,
): readonly string[] {
  return to.steps.filter((step) => {
    const claimed =
      isRunning(statusOf(before, step)) || detailsOf(before, step).pending?.kind === 'result';
    return claimed && statusOf(after, step) === 'locked' && !to.sticky.has(step);
  });
}

function withAgain(state: RunState, steps: readonly string[]): RunState {
  const tasks = { ...state.tasks };
  for (const step of steps) tasks[step] = { ...detailsOf(state, step), again: true };
  return { ...state, tasks };
}

function misfitReasons({ from, to, mapping }: Crossing): readonly Reason[] {
  if (from.json.name !== to.json.name)
    return [migrationReason('other-sequence', { from: from.json.name, to: to.json.name })];
  const what = misfits(mapping, from.json, to.json);
  const shown = [...what.slice(0, MISFITS_SHOWN), ...(what.length > MISFITS_SHOWN ? ['…'] : [])];
  return what.length > 0 ? [migrationReason('mapping-misfit', { what: shown.join('; ') })] : [];
}

function runningReasons({ state, busy }: Crossing): readonly Reason[] {
  return Object.entries(state.status).flatMap(([step, status]) => {
    const { attempt } = detailsOf(state, step);
    if (!isRunning(status) || attempt === undefined || !busy.has(attempt.id)) return [];
    return [migrationReason('attempt-running', { step })];
  });
}

/** O11: what has acted never opens by itself, whatever the new definition says. */
function repeats(before: RunState, after: RunState, to: CompiledDefinition): readonly Reason[] {
  const works = (status: TaskStatus) => isOpen(status) || isRunning(status);
  return [...to.sticky]
    .filter((step) => (detailsOf(before, step).round ?? 0) > 0)
    .filter((step) => !works(statusOf(before, step)) && works(statusOf(after, step)))
    .map((step) => migrationReason('would-repeat', { step }));
}

/** Steps that have to be done although the run had passed them, or whose work lost its place. */
function redoReasons(c: Crossing, mapped: MappedState, drained: Drained): readonly Reason[] {
  const [before, after] = [mapped.state, drained.state];
  const old = new Set(c.from.steps.flatMap((step) => newStep(c.mapping, c.to.json, step) ?? []));
  return c.to.steps.flatMap((step): Reason[] => {
    const [was, is] = [statusOf(before, step), statusOf(after, step)];
    if (!old.has(step))
      return isNext(is) && passed(c, before, step) ? [migrationReason('step-new', { step })] : [];
    if (isSettled(was) && !isSettled(is)) return [migrationReason('step-unsettled', { step })];
    const lost = was !== 'locked' && was !== 'ready' && was !== 'outdated' && is === 'locked';
    return lost ? [migrationReason('step-waits', { step })] : [];
  });
}

/** Whether the run stood behind the place of a step that is new. */
function passed(c: Crossing, before: RunState, step: string): boolean {
  const part = c.to.partOf.get(step) ?? '';
  const [machine, wish] = [c.to.json.parts[part], before.parts[part]];
  if (!machine || wish === undefined) return false;
  if (fits(c.to, before, part) && idle(c.to.resting(part, wish).as)) return false;
  return !stepsAhead(machine, wish).has(step);
}

function isNext(status: TaskStatus): boolean {
  return isOpen(status) || isRunning(status) || status === 'waiting-approval';
}

/** What differs between the run as it was, in the new names, and as it would be. */
function movesOf(mapped: RunState, after: RunState, c: Crossing): readonly Move[] {
  const moves: Move[] = [...rootMoves(mapped.root, after.root)];
  for (const part of c.to.parts) {
    const old = c.from.parts.find((name) => newPart(c.mapping, name) === part);
    const was = old === undefined ? undefined : c.state.parts[old];
    const [from, to] = [was === undefined ? '–' : show(was), show(after.parts[part] ?? '')];
    if (from !== to) moves.push({ machine: part, from, to });
  }
  for (const step of c.to.steps) {
    const [from, to] = [statusOf(mapped, step), statusOf(after, step)];
    if (from !== to) moves.push({ machine: step, from, to });
  }
  return moves;
}
