import type { Umstieg } from '../../src/engine/umstieg.js';
import {
  anna,
  cleanUp,
  newTinyRun,
  openTiny,
  statusOf,
  temporaryFolder,
  world,
} from './tiny-sequence.js';

beforeEach(() => Object.assign(world, { executed: [], failures: 0, holdMs: 0, heeds: false }));
afterEach(cleanUp);

const measure = (umstieg: Umstieg, run: string) =>
  umstieg.submit(run, 'T-101', { set: { size: 3 }, evidence: [] }, anna);

describe('a step whose attempt is canceled', () => {
  const cancel = async (by: Umstieg, at: Umstieg) => {
    const run = await newTinyRun(at);
    Object.assign(world, { holdMs: 120_000, heeds: true });
    await measure(at, run);
    for (let i = 0; i < 300 && (await statusOf(by, run, 'T-102')) !== 'in-progress'; i++)
      await new Promise((go) => setTimeout(go, 10));
    await by.command(run, { do: 'redo', step: 'T-101', reason: 'again', keep: [] }, anna);
    await at.settle();
    return (await at.queries.task(run, 'T-102')).attempts.map((a) => [a.status, a.error ?? null]);
  };

  it('is told to stop at once by its own process, and what it says then is not heard', async () => {
    const umstieg = await openTiny(await temporaryFolder());
    expect(await cancel(umstieg, umstieg)).toEqual([['canceled', null]]);
    expect(world.executed).toEqual([]);
  });

  it('is told to stop when another process canceled it, at the next renewal of its lease', async () => {
    const folder = await temporaryFolder();
    const one = await openTiny(folder, { leaseMs: 1_500 });
    expect(await cancel(await openTiny(folder), one)).toEqual([['canceled', null]]);
    expect(world.executed).toEqual([]);
  });
});
