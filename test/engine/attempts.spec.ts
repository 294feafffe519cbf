import type { Umstieg } from '../../src/engine/umstieg.js';
import {
  anna,
  cleanUp,
  newTinyRun,
  openTiny,
  statusOf,
  temporaryFolder,
  world,
  karl,
} from './tiny-sequence.js';

beforeEach(() => Object.assign(world, { executed: [], failures: 0, holdMs: 0, heeds: false }));
afterEach(cleanUp);

const measure = (umstieg: Umstieg, run: string) =>
  umstieg.submit(run, 'T-101', { set: { size: 3 }, evidence: [] }, anna);

describe('attempts', () => {
  it('retries what the world refused, each try on its own row, and the machine never hears of it', async () => {
    const umstieg = await openTiny(await temporaryFolder());
    const run = await newTinyRun(umstieg);
    world.failures = 2;
    await measure(umstieg, run);
    await umstieg.settle();
    const { attempts, status } = await umstieg.queries.task(run, 'T-102');
    expect(status).toBe('done');
    expect(attempts.map((a) => a.status)).toEqual(['failed', 'failed', 'succeeded']);
  });

  it('gives up after the limit and shows the step as failed, open for another try', async () => {
    const umstieg = await openTiny(await temporaryFolder());
    const run = await newTinyRun(umstieg);
    world.failures = 99;
    await measure(umstieg, run);
    await umstieg.settle();
    const { attempts, status } = await umstieg.queries.task(run, 'T-102');
    expect(status).toBe('failed');
    expect(attempts).toHaveLength(4);
    expect(attempts.at(-1)?.error?.code).toBe('target.unreachable');
  });
});

describe('the lease of an attempt', () => {
  it('is held by renewing it, so that a step longer than the lease runs once', async () => {
    const folder = await temporaryFolder();
    const one = await openTiny(folder, { leaseMs: 2_000 });
    const two = await openTiny(folder, { leaseMs: 2_000 });
    const run = await newTinyRun(one);
    world.holdMs = 5_000;
    await measure(one, run);
    const looked = setInterval(() => void two.runner.resume(run), 50);
    await one.settle();
    clearInterval(looked);
    await two.settle();
    expect(world.executed).toHaveLength(1);
    expect((await one.queries.task(run, 'T-102')).attempts.map((a) => a.status)).toEqual([
      'succeeded',
    ]);
  });

  it('is taken over when it has run out; then the late outcome of the old owner is refused', async () => {
    const folder = await temporaryFolder();
    let slept = 0;
    const sleeper = await openTiny(folder, {
      leaseMs: 60_000,
      now: () => new Date(Date.now() - slept),
    });
    const run = await newTinyRun(sleeper);
    world.holdMs = 4_000;
    slept = 120_000; // its lease is already over by everybody else's clock
    await measure(sleeper, run);
    const other = await openTiny(folder, { leaseMs: 60_000 });
    world.holdMs = 0;
    for (let i = 0; i < 100 && (await statusOf(other, run, 'T-102')) !== 'in-progress'; i++) {
      await new Promise((go) => setTimeout(go, 10));
    }
    expect(await other.resume(run)).toBe(1);
    await sleeper.settle();
    const { attempts, status } = await other.queries.task(run, 'T-102');
    expect(status).toBe('done');
    expect(attempts.map((a) => a.status)).toEqual(['interrupted', 'succeeded']);
    expect((await other.verify(run)).ok).toBe(true);
  });

  it('is left alone when it may have been renewed while somebody looked at it', async () => {
    const folder = await temporaryFolder();
    const owner = await openTiny(folder);
    const run = await newTinyRun(owner);
    world.holdMs = 1_000;
    await measure(owner, run);
    for (let i = 0; i < 100 && (await statusOf(owner, run, 'T-102')) !== 'in-progress'; i++)
      await new Promise((go) => setTimeout(go, 10));
    let passed = 0;
    const other = await openTiny(folder, { now: () => new Date(Date.now() + passed) });
    const { store } = other.core;
    const look = store.attempts.bind(store);
    store.attempts = async (which) => {
      const seen = await look(which);
      passed = 60_000; // a look that takes longer than a lease
      return seen;
    };
    expect(await other.resume(run)).toBe(0);
    await owner.settle();
    const { attempts } = await owner.queries.task(run, 'T-102');
    expect(attempts.map((a) => a.status)).toEqual(['succeeded']);
  });
});

describe('work that was canceled while it went on, and is asked for again', () => {
  const again = async (umstieg: Umstieg, run: string) => {
    await umstieg.command(run, { do: 'redo', step: 'T-101', reason: 'again', keep: [] }, anna);
    await measure(umstieg, run);
  };
  const begun = async (umstieg: Umstieg, run: string) => {
    for (let i = 0; i < 300 && (await statusOf(umstieg, run, 'T-102')) !== 'in-progress'; i++)
      await new Promise((go) => setTimeout(go, 10));
  };
  const outcomes = async (umstieg: Umstieg, run: string) =>
    (await umstieg.queries.task(run, 'T-102')).attempts.map((a) => a.status);

  it('is not done twice at once by its process: the later attempt waits, and finds it done', async () => {
    const umstieg = await openTiny(await temporaryFolder());
    const run = await newTinyRun(umstieg);
    world.holdMs = 1_500;
    await measure(umstieg, run);
    await begun(umstieg, run);
    await again(umstieg, run);
    await umstieg.settle();
    expect(await outcomes(umstieg, run)).toEqual(['canceled', 'succeeded']);
    expect(world.executed).toHaveLength(1);
  });

  it('is not done at once by another process either', async () => {
    const folder = await temporaryFolder();
    const one = await openTiny(folder);
    const two = await openTiny(folder);
    const run = await newTinyRun(one);
    world.holdMs = 1_500;
    await measure(one, run);
    await begun(two, run);
    await again(two, run);
    await two.settle();
    await one.settle();
    expect(await outcomes(two, run)).toEqual(['canceled', 'succeeded']);
    expect(world.executed).toHaveLength(1);
  });
});

describe('timers', () => {
  it('fires a timer after a restart, once', async () => {
    const folder = await temporaryFolder();
    const early = await openTiny(folder);
    const run = await newTinyRun(early);
    await measure(early, run);
    await early.settle();
    await early.command(run, { do: 'approve', step: 'T-201' }, karl);
    await early.close();
    const late = await openTiny(folder, { now: () => new Date(Date.now() + 2 * 86_400_000) });
    await Promise.all([late.resume(run), late.resume(run)]);
    const view = await late.queries.run(run);
    expect(view.parts[1]?.state).toBe('late');
    expect(view.timers).toEqual([]);
  });

  it('fires a timer that another process set since this one last knew the run', async () => {
    const folder = await temporaryFolder();
    const behind = await openTiny(folder, { now: () => new Date(Date.now() + 2 * 86_400_000) });
    const run = await newTinyRun(behind);
    const ahead = await openTiny(folder);
    await measure(ahead, run);
    await ahead.settle();
    await ahead.command(run, { do: 'approve', step: 'T-201' }, karl);
    await behind.resume(run);
    expect((await ahead.queries.run(run)).parts[1]?.state).toBe('late');
  });

  it('moves the virtual clock of a drill, never that of a live run', async () => {
    const umstieg = await openTiny(await temporaryFolder());
    const live = await newTinyRun(umstieg);
    await expect(
      umstieg.command(live, { do: 'advance', duration: 'P1D' }, anna),
    ).rejects.toMatchObject({
      code: 'clock.real',
    });
    const drill = await newTinyRun(umstieg, 'drill');
    await measure(umstieg, drill);
    await umstieg.settle();
    await umstieg.command(drill, { do: 'approve', step: 'T-201' }, karl);
    await umstieg.command(drill, { do: 'advance', duration: 'P2D' }, anna);
    expect((await umstieg.queries.run(drill)).parts[1]?.state).toBe('late');
  });
});

describe('the limit of tries', () => {
  it('begins anew with new work', async () => {
    const umstieg = await openTiny(await temporaryFolder());
    const run = await newTinyRun(umstieg);
    for (const size of [3, 4, 5]) {
      world.failures = 3;
      await umstieg.submit(run, 'T-101', { set: { size }, evidence: [] }, anna);
      await umstieg.settle();
      expect(await statusOf(umstieg, run, 'T-102')).toBe('done');
      const redo = { do: 'redo', step: 'T-101', reason: 'again', keep: [] } as const;
      await umstieg.command(run, redo, anna);
    }
  });
});

describe('a process that leaves', () => {
  it('gives back what is running when its process leaves, and the next one does it from the start', async () => {
    const folder = await temporaryFolder();
    const leaver = await openTiny(folder, { leaseMs: 60_000 });
    const run = await newTinyRun(leaver);
    world.holdMs = 3_000;
    await measure(leaver, run);
    for (let i = 0; i < 300 && (await statusOf(leaver, run, 'T-102')) !== 'in-progress'; i++) {
      await new Promise((go) => setTimeout(go, 10));
    }
    expect(await leaver.runner.abandon()).toEqual(['T-102']);
    expect(await statusOf(leaver, run, 'T-102')).toBe('in-progress'); // left before its outcome came
    world.holdMs = 0;
    const next = await openTiny(folder, { leaseMs: 60_000 });
    expect(await next.resume(run)).toBe(1);
    const { attempts, status } = await next.queries.task(run, 'T-102');
    expect(status).toBe('done');
    expect(attempts.map((a) => a.status)).toEqual(['interrupted', 'succeeded']);
  });
});
