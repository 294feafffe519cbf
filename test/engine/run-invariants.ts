import { isRunning, isSettled } from '../../src/core/task-status.js';
import { detailsOf, parseRunState, type RunState } from '../../src/engine/run-state.js';
import { definition, DOCUMENTED_GROUND, type Ground } from './whole-run.js';

const WORKING = ['ready', 'in-progress', 'verifying', 'rejected', 'failed'];

/** Whoever may work on one of these must find those settled. */
export function workedTooEarly(
  state: RunState,
  rule: string,
  workers: readonly string[],
  needed: readonly string[],
): string[] {
  const open = needed.filter((s) => !isSettled(state.status[s]));
  return workers
    .filter((worker) => open.length > 0 && isWorkedOn(state, worker))
    .map(
      (worker) => `${rule}: ${worker} is ${String(state.status[worker])}, open: ${open.join(', ')}`,
    );
}
export const isWorkedOn = (state: RunState, step: string) =>
  WORKING.includes(state.status[step] ?? 'locked');

/** Broken order invariants O1–O12 of sequence.md in this state, each as one sentence. Empty when all hold. */
export function brokenInvariants(state: RunState): string[] {
  return [...brokenOrder(state), ...brokenAnywhere(state)];
}

/** Those of them that name rows of the documented migration. */
export function brokenOrder(state: RunState): string[] {
  const broken: string[] = [];
  const flag = (step: string, name: string) => state.flags[step]?.[name];
  const settled = (...steps: string[]) => steps.every((s) => isSettled(state.status[s]));
  const need = (rule: string, workers: readonly string[], needed: readonly string[]) =>
    broken.push(...workedTooEarly(state, rule, workers, needed));
  const part = (name: string) => definition.stepsOf.get(name) ?? [];
  const creation = ['R-703', 'R-704', 'R-705'];
  need('O1', ['R-306'], ['R-203']);
  need('O2', part('transfer'), ['R-406', 'R-201']);
  need('O3', part('config-import'), ['R-502']);
  if (flag('R-106', 'voicemail') === true) need('O4', creation, ['R-606']);
  need('O5', part('voicemail-import'), ['R-707']);
  need('O6', part('voicemail-import'), ['R-606', 'R-608']);
  need('O7', ['R-905'], ['R-902', 'R-702', ...creation]);
  const finished = settled('R-207') && flag('R-207', 'finished') === true;
  const running = flag('R-105', 'macSwap') === 'started' && !finished;
  if (
    (running || flag('R-105', 'licenseSwap') === true) &&
    WORKING.includes(state.status['R-309'] ?? '')
  ) {
    broken.push('O9: R-309 is offered while the license history is unsettled');
  }
  const others = definition.parts
    .filter((p) => p !== 'acceptance')
    .flatMap(part)
    .filter((s) => s !== 'R-111');
  need('O10', part('acceptance'), others);
  return broken;
}

/** What holds in every sequence: what is switched off takes no part, what is done stands on the results of now. */
export function brokenAnywhere(state: RunState, ground = DOCUMENTED_GROUND): string[] {
  const working = state.off
    .filter((step) => state.status[step] !== 'not-applicable')
    .map((step) => `O12: ${step} is switched off but ${String(state.status[step])}`);
  return [...working, ...staleResults(state, ground)];
}

/** O8: what is done was accepted on the results that are accepted now. */
function staleResults(state: RunState, { definition, traitsOf }: Ground): string[] {
  return definition.steps.flatMap((step) => {
    if (state.status[step] !== 'done') return [];
    const inputs = state.tasks[step]?.inputs ?? {};
    return (traitsOf(step)?.reads ?? [])
      .filter((read) => inputs[read] !== undefined && inputs[read] !== state.tasks[read]?.result)
      .map((read) => `O8: ${step} is done on an older result of ${read}`);
  });
}

/** Every state survives a JSON round trip and is a resting state of its machines. */
export function unreadable(state: RunState, follows = definition): string[] {
  try {
    const again = parseRunState('walk', JSON.stringify(state));
    follows.validate('root', again.root);
    for (const name of follows.parts) follows.validate(name, again.parts[name]);
    return [];
  } catch (error) {
    return [`unreadable: ${String(error)}`];
  }
}

/** O11, over one decision: only a person's approved redo reopens what overwrote or generated; R-309 never opens again. */
export function reopenedByItself(
  before: RunState,
  after: RunState,
  redone: string | undefined,
  follows = definition,
): string[] {
  return [...follows.sticky].flatMap((step) => {
    if ((before.tasks[step]?.round ?? 0) === 0) return [];
    const { pending } = before.tasks[step] ?? {};
    const was = pending?.from ?? before.status[step] ?? 'locked'; // a decision that was asked for leads back to there
    const is = after.status[step] ?? 'locked';
    if (WORKING.includes(was) || !WORKING.includes(is)) return [];
    if (step === redone && !follows.noReturn.has(step)) return [];
    return [`O11: ${step} went from ${was} to ${is} by itself`];
  });
}

/** What a store holds beside a run's state. */
interface Beside {
  readonly state: RunState;
  readonly attempts: ReadonlyMap<string, { readonly step: string; readonly status: string }>;
  /** Name of each timer → when it is due. */
  readonly timers: ReadonlyMap<string, string>;
}

/** What the store holds of attempts and timers is what the run says of them: one attempt at a time, no timer lost. */
export function strays({ state, attempts, timers }: Beside): string[] {
  const started = [...attempts].filter(([, a]) => a.status === 'started').map(([id]) => id);
  const current = Object.entries(state.status)
    .filter(([, status]) => isRunning(status))
    .map(([step]) => detailsOf(state, step).attempt?.id ?? `${step} without an attempt`);
  const self = Object.entries(state.tasks).filter(
    ([step, t]) => isRunning(state.status[step]) && t.approvedBy && t.doers?.includes(t.approvedBy),
  );
  const due = Object.entries(state.timers).map(([name, t]) => `${name} ${t.dueAt}`);
  const stored = [...timers].map(([name, at]) => `${name} ${at}`);
  return [
    ...started
      .filter((id) => !current.includes(id))
      .map((id) => `left started: ${attempts.get(id)?.step ?? ''}`),
    ...current.filter((id) => !started.includes(id)).map((id) => `runs, but not started: ${id}`),
    ...self.map(([step]) => `${step} is carried out by whoever approved it`),
    ...(due.sort().join() === stored.sort().join()
      ? []
      : [`timers ${due.join()} / ${stored.join()}`]),
  ];
}

/** Who handed in the last claim of each step, and who asked for the decision that waits there. */
interface Actors<Person> {
  readonly step: string;
  readonly doer: ReadonlyMap<string, Person>;
  readonly asked: ReadonlyMap<string, Person>;
  readonly reads: readonly string[];
}

/** Four eyes: whose decision it must not be, judged from who did and who asked, not from what the engine noted. */
export function barredFrom<Person>(
  kind: string | undefined,
  { step, doer, asked, reads }: Actors<Person>,
): readonly (Person | undefined)[] {
  if (kind === 'act') return reads.map((read) => doer.get(read));
  return [kind === 'result' ? doer.get(step) : asked.get(step)];
}
