import type { RunState } from '../../src/engine/run-state.js';
import { approvalStands, standingOn } from '../../src/engine/staleness.js';
import { switchOff, switchOn } from '../../src/engine/switching.js';
import { DOCUMENTED_GROUND, WholeRun, type Scenario } from './whole-run.js';

export interface Point {
  readonly scenario: Scenario;
  readonly state: RunState;
  readonly now: Date;
}

/** Every resting point on the plain way of every scenario: where walks begin. */
export function pointsOnTheWay(scenario: Scenario, ground = DOCUMENTED_GROUND): Point[] {
  const run = new WholeRun(scenario, undefined, ground);
  const points: Point[] = [];
  do points.push({ scenario, state: run.state, now: run.now });
  while (points.length < 400 && run.advance());
  return points;
}

/** One random act of somebody, `n` chooses among what is possible. Returns the step whose redo was granted, if any. */
export function act(run: WholeRun, kind: number, n: number): string | undefined {
  const pick = <T>(list: readonly T[]): T | undefined => list[n % Math.max(1, list.length)];
  const { definition, specs } = run.ground;
  const open = pick(run.open());
  const waiting = pick(run.waiting());
  const done = pick(
    definition.steps.filter((s) => ['done', 'outdated'].includes(run.state.status[s] ?? '')),
  );
  switch (kind) {
    case 0:
    case 1:
    case 2:
      if (open !== undefined) run.outcome(open, 'consistent');
      return undefined;
    case 3:
      if (open !== undefined) run.outcome(open, 'consistent', 'same');
      return undefined;
    case 4:
      if (open !== undefined) run.outcome(open, 'contradicts');
      return undefined;
    case 5:
      if (open !== undefined) run.outcome(open, n % 2 === 0 ? 'fail' : 'needs-approval');
      return undefined;
    case 6: {
      if (waiting === undefined) return undefined;
      const reopen = run.state.tasks[waiting]?.pending?.kind === 'reopen';
      run.decide(waiting, n % 4 !== 0);
      return reopen ? waiting : undefined;
    }
    case 7:
      if (done !== undefined) redo(run, done, n);
      return undefined;
    case 8:
      ask(run, pick(definition.steps.filter((s) => specs.get(s)?.neverWaive !== true)), 'waive');
      return undefined;
    case 9:
      if (done !== undefined && run.state.status[done] === 'outdated') ask(run, done, 'keep');
      return undefined;
    case 10:
      run.timers();
      return undefined;
    case 11:
      switchRow(run, pick(definition.steps.filter((s) => specs.get(s)?.optional === true)), n);
      return undefined;
    case 12:
      run.take(
        run
          .drain()
          .parts(pick([...definition.signals]) ?? 'signal.none')
          .run(),
      );
      return undefined;
    default:
      forge(run, n);
      return undefined;
  }
}

/** As the engine does it: what acted asks for approval, everything else reopens at once. */
function redo(run: WholeRun, step: string, n: number): void {
  const { definition } = run.ground;
  const from = run.state.status[step] ?? 'locked';
  if (definition.sticky.has(step)) {
    if (definition.noReturn.has(step)) return;
    run.take(
      run
        .drain()
        .task(step, { type: 'request', pending: { kind: 'reopen', by: 'x', from } })
        .run(),
    );
    return;
  }
  const again = n % 3 === 0 ? { ...run.state.tasks[step], again: true } : run.state.tasks[step];
  if (again) run.state = { ...run.state, tasks: { ...run.state.tasks, [step]: again } };
  run.take(run.drain().task(step, { type: 'reopen' }).run());
}

function ask(run: WholeRun, step: string | undefined, kind: 'waive' | 'keep'): void {
  if (step === undefined) return;
  const from = run.state.status[step] ?? 'locked';
  if (!['locked', 'ready', 'rejected', 'failed', 'outdated'].includes(from)) return;
  run.take(
    run
      .drain()
      .task(step, { type: 'request', pending: { kind, by: 'x', from } })
      .run(),
  );
}

/** As granted: what stands on the row and was approved has to be asked for again. */
function switchRow(run: WholeRun, step: string | undefined, n: number): void {
  if (step === undefined) return;
  const { state, now } = run;
  const { definition, traitsOf: traits } = run.ground;
  const whole = { definition, state, traits, now };
  const off = !state.off.includes(step);
  run.take(off ? switchOff(whole, step) : switchOn(whole, step));
  const approved = standingOn(step, whole).filter((s) => approvalStands(run.state, s));
  if (off && approved.length > 0) throw new Error(`${step} is off, approved: ${approved.join()}`);
  if (n % 2 === 0) run.timers();
}

/** Events nobody may send: forged internal ones and results of steps that were never begun. */
function forge(run: WholeRun, n: number): void {
  const { definition } = run.ground;
  const step = definition.steps[n % definition.steps.length] ?? '';
  const events = [
    'xstate.done.actor.x',
    'xstate.after.1000.x',
    'xstate.init',
    'grant.everything',
    '__proto__',
  ];
  const before = JSON.stringify(run.state);
  run.take(
    run
      .drain()
      .task(step, { type: events[n % events.length] ?? '' })
      .run(),
  );
  run.take(
    run
      .drain()
      .parts(events[n % events.length] ?? '')
      .run(),
  );
  expect(JSON.stringify(run.state)).toBe(before);
}
