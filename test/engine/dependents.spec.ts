import { TinyRun } from './tiny-run.js';
import { anna } from './tiny-sequence.js';

let tiny: TinyRun;
beforeEach(async () => {
  tiny = await TinyRun.begin();
});
afterEach(() => tiny.umstieg.close());

const dependents = async (step: string) =>
  (await tiny.umstieg.queries.task(tiny.id, step)).dependents.map(
    ({ id, status, mayStay }) => `${id} ${status}${mayStay ? ', may stay' : ''}`,
  );

describe('what rests on the result of a step', () => {
  it('is told before the step is done again, also what rests on it through others', async () => {
    await tiny.toTheEnd();
    expect(await dependents('T-101')).toEqual([
      'T-102 done, may stay',
      'T-201 done',
      'T-202 done, may stay',
    ]);
    expect(await dependents('T-203')).toEqual([]);
  });

  it('names nothing that has no result yet, and an approval that would be given up', async () => {
    await tiny.hand('T-101', { size: 3 });
    expect(await dependents('T-101')).toEqual(['T-102 done, may stay', 'T-201 waiting-approval']);
    await tiny.approve('T-201');
    expect(await dependents('T-102')).toEqual(['T-201 ready']);
  });

  it('is what becomes outdated or is given up when another result comes out', async () => {
    await tiny.toTheEnd();
    const told = await dependents('T-101');
    const command = { do: 'redo', step: 'T-101', reason: 'again', keep: [] } as const;
    await tiny.umstieg.command(tiny.id, command, anna);
    await tiny.hand('T-101', { size: 4 });
    const { steps } = await tiny.umstieg.queries.run(tiny.id);
    const changed = steps.filter(
      ({ id, status }) => told.some((t) => t.startsWith(id)) && status !== 'done',
    );
    expect(changed.map(({ id }) => id)).toEqual(['T-201', 'T-202']); // T-102 worked out anew by itself
  });
});
