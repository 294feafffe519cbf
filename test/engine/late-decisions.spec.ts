import { setTimeout as delay } from 'node:timers/promises';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { TinyRun } from './tiny-run.js';
import { anna, cleanUp, karl, openTiny, statusOf, world } from './tiny-sequence.js';

let tiny: TinyRun;
let umstieg: Umstieg;
let run: string;

beforeEach(async () => {
  tiny = await TinyRun.begin();
  ({ umstieg, id: run } = tiny);
});
afterEach(cleanUp);

const reason = 'because';
const hand = (step: string, size: number) =>
  tiny.hand(step, { size }, anna, step === 'T-201' ? [tiny.picture] : []);
const reject = (step: string) => umstieg.command(run, { do: 'reject', step, reason }, karl);
const waive = (step: string) => umstieg.command(run, { do: 'waive', step, reason }, anna);
const redo = (step: string, keep: string[] = []) =>
  umstieg.command(run, { do: 'redo', step, reason, keep }, anna);
const keepOutdated = (step: string) =>
  umstieg.command(run, { do: 'accept-outdated', step, reason }, anna);
async function measureAgain(size: number) {
  await redo('T-101');
  await hand('T-101', size);
}
async function toActed() {
  await hand('T-101', 3);
  await tiny.approve('T-201');
  await hand('T-201', 1);
}

describe('a decision that comes late', () => {
  it('does not keep an outdated result when something changed after it was asked for', async () => {
    await toActed();
    await measureAgain(4);
    await keepOutdated('T-201');
    await measureAgain(5);
    expect(await tiny.status('T-201')).toBe('outdated');
    await expect(tiny.approve('T-201')).rejects.toMatchObject({ code: 'approval.not-pending' });
    await keepOutdated('T-201');
    await tiny.approve('T-201');
    expect(await tiny.status('T-201')).toBe('done');
  });

  it('finds a result outdated that changed below a redo which is then denied', async () => {
    await toActed();
    await redo('T-201');
    await measureAgain(4);
    await reject('T-201');
    const view = await umstieg.queries.run(run);
    expect(view.steps.find((s) => s.id === 'T-201')).toMatchObject({
      status: 'outdated',
      cause: ['T-102'],
    });
  });

  it('opens a step whose turn came while its waiver was asked for, when the waiver is denied', async () => {
    await waive('T-202').catch(() => undefined); // never to be waived
    await waive('T-203');
    await toActed();
    await hand('T-202', 1);
    expect(await tiny.status('T-203')).toBe('waiting-approval');
    await reject('T-203');
    expect(await tiny.status('T-203')).toBe('ready');
    await hand('T-203', 1);
    expect((await umstieg.queries.run(run)).status).toBe('completed');
  });

  it('leaves a step locked whose turn has not come, when its waiver is denied', async () => {
    await waive('T-203');
    await reject('T-203');
    expect(await tiny.status('T-203')).toBe('locked');
  });

  it('puts a denied redo of something that acted and was then waived back to waived', async () => {
    await toActed();
    await measureAgain(4);
    await waive('T-201');
    await tiny.approve('T-201');
    await redo('T-201');
    expect(await tiny.status('T-201')).toBe('waiting-approval');
    await reject('T-201');
    expect(await tiny.status('T-201')).toBe('waived');
  });
});

describe('what overwrites is handed in by a person each time (O11)', () => {
  it('refuses to keep its claim', async () => {
    await toActed();
    await expect(redo('T-101', ['T-201'])).rejects.toMatchObject({ code: 'input.invalid' });
    expect(await tiny.status('T-101')).toBe('done');
  });
});

describe('a run that is stopped while an attempt goes on', () => {
  async function whileDoubling(act: () => Promise<unknown>) {
    world.holdMs = 400;
    await umstieg.submit(run, 'T-101', { set: { size: 3 }, evidence: [] }, anna);
    for (let n = 0; n < 200 && (await tiny.status('T-102')) !== 'in-progress'; n++) await delay(10);
    await act();
    await umstieg.settle();
  }
  const change = (what: 'pause' | 'resume' | 'cancel', who = umstieg) =>
    who.command(run, { do: what, reason }, anna);

  it('begins nothing further while paused, and goes on at resume without doing it twice', async () => {
    await whileDoubling(() => change('pause'));
    const { head } = await umstieg.queries.run(run);
    await delay(50);
    await umstieg.resume(run);
    expect((await umstieg.queries.run(run)).head).toEqual(head);
    expect(await tiny.status('T-102')).toBe('in-progress');
    expect(await tiny.status('T-201')).toBe('locked');
    await change('resume');
    await umstieg.settle();
    expect(await tiny.status('T-102')).toBe('done');
    expect(await tiny.status('T-201')).toBe('waiting-approval');
    expect(world.executed).toHaveLength(1);
    expect((await umstieg.queries.task(run, 'T-102')).attempts.map((a) => a.status)).toEqual([
      'interrupted',
      'succeeded',
    ]);
  });

  it('does not try again while paused', async () => {
    world.failures = 1;
    await whileDoubling(() => change('pause'));
    expect((await umstieg.queries.task(run, 'T-102')).attempts).toHaveLength(1);
    await change('resume');
    await umstieg.settle();
    expect(await tiny.status('T-102')).toBe('done');
  });

  it('goes on in another process too', async () => {
    await whileDoubling(() => change('pause'));
    const other = await openTiny(tiny.folder);
    await change('resume', other);
    await other.settle();
    expect(await statusOf(other, run, 'T-102')).toBe('done');
    expect(world.executed).toHaveLength(1);
  });

  it('refuses the outcome after a cancel and begins nothing', async () => {
    await whileDoubling(() => change('cancel'));
    const { attempts } = await umstieg.queries.task(run, 'T-102');
    expect(attempts.map((a) => a.status)).toEqual(['canceled']);
    expect(await tiny.status('T-201')).toBe('locked');
    expect((await umstieg.queries.run(run)).status).toBe('canceled');
    expect(await umstieg.verify(run)).toMatchObject({ ok: true });
  });
});
