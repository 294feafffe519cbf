import { approvalStands } from '../../src/engine/staleness.js';
import { switchOff, switchOn } from '../../src/engine/switching.js';
import {
  anna,
  cleanUp,
  karl,
  newTinyRun,
  openTiny,
  statusOf,
  temporaryFolder,
} from './tiny-sequence.js';
import { definition, SCENARIOS, traitsOf, WholeRun, type Scenario } from './whole-run.js';

afterEach(cleanUp);
const reason = 'not used here';

describe('doing without a (+) row', () => {
  it('is asked for by one person and granted by another, from the first day of the run', async () => {
    const umstieg = await openTiny(await temporaryFolder());
    const o = { customer: 'Muster GmbH', kind: 'live', off: ['T-203'] } as const;
    const { runId } = await umstieg.newProject({ ...o, who: anna.who });
    const approve = { do: 'approve', step: 'T-203' } as const;
    expect(await statusOf(umstieg, runId, 'T-203')).toBe('waiting-approval');
    await expect(umstieg.command(runId, approve, anna)).rejects.toMatchObject({
      code: 'approval.same-person',
    });
    await umstieg.command(runId, approve, karl);
    expect(await statusOf(umstieg, runId, 'T-203')).toBe('not-applicable');
    const steps = (await umstieg.queries.run(runId)).steps;
    expect(steps.find((s) => s.id === 'T-203')?.waitingFor).toBeUndefined();
  });

  it('leaves the row as it was when it is denied, and refuses to switch twice', async () => {
    const umstieg = await openTiny(await temporaryFolder());
    const run = await newTinyRun(umstieg);
    const to = (on: boolean) =>
      umstieg.command(run, { do: 'switch', step: 'T-203', on, reason }, anna);
    await expect(to(true)).rejects.toMatchObject({ code: 'step.not-ready' });
    await to(false);
    await expect(to(false)).rejects.toMatchObject({ code: 'step.not-ready' });
    await umstieg.command(run, { do: 'reject', step: 'T-203', reason }, karl);
    expect(await statusOf(umstieg, run, 'T-203')).toBe('locked');
  });
});

describe('an approval that was given while a row counted', () => {
  const whole = (run: WholeRun) => ({
    definition,
    state: run.state,
    traits: traitsOf,
    now: run.now,
  });
  function approvedAct(act: string): WholeRun {
    const run = new WholeRun(SCENARIOS[0] as Scenario);
    for (let n = 0; run.state.tasks[act]?.approvedBy === undefined; n++) {
      if (n > 400 || !run.advance()) throw new Error(`${act} was never approved`);
    }
    return run;
  }

  it.each([
    ['R-606', 'R-603'],
    ['R-808', 'R-800'],
  ])('of %s is void when %s is switched off, and when it is switched on again', (act, row) => {
    const run = approvedAct(act);
    expect(run.state.status[act]).toBe('ready');
    run.take(switchOff(whole(run), row));
    expect(run.state.status[row]).toBe('not-applicable');
    expect(run.state.status[act]).toBe('waiting-approval');
    run.decide(act, true);
    expect(approvalStands(run.state, act)).toBe(true);
    run.take(switchOn(whole(run), row));
    expect(approvalStands(run.state, act)).toBe(false);
    expect(run.state.status[act]).toBe('locked');
    expect(run.state.status[row]).toBe('ready');
  });

  it('is void when a result it was given on changes', () => {
    const run = approvedAct('R-1000');
    run.take(run.drain().task('R-110', { type: 'reopen' }).run());
    run.outcome('R-110', 'consistent', 'another window');
    expect(approvalStands(run.state, 'R-1000')).toBe(false);
    expect(run.state.status['R-1000']).toBe('waiting-approval');
  });

  it('is void when a row it stands on is opened again', () => {
    const run = approvedAct('R-606');
    run.take(run.drain().task('R-603', { type: 'reopen' }).run());
    expect(approvalStands(run.state, 'R-606')).toBe(false);
  });
});
