import type { Umstieg } from '../../src/engine/umstieg.js';
import { nextStep } from '../../src/engine/who-acts.js';
import { anna, cleanUp, LARGE, newTinyRun, openTiny, temporaryFolder } from './tiny-sequence.js';

let umstieg: Umstieg;
let run: string;

const measured = async (size: number) => {
  umstieg = await openTiny(await temporaryFolder());
  run = await newTinyRun(umstieg);
  await umstieg.submit(run, 'T-101', { set: { size }, evidence: [] }, anna);
  await umstieg.settle();
};
afterEach(cleanUp);

describe('a step that has to wait for an agreed day', () => {
  it('says which, on its page, in the checklist and on the command line', async () => {
    await measured(LARGE);
    expect((await umstieg.pages.steps.of(run, 'T-202')).notBefore).toBe('2026-03-31');
    const { steps } = await umstieg.queries.run(run);
    expect(steps.flatMap(({ id, notBefore }) => (notBefore ? [[id, notBefore]] : []))).toEqual([
      ['T-202', '2026-03-31'],
    ]);
  });

  it('says none where the results ask for none', async () => {
    await measured(3);
    expect(await umstieg.pages.steps.of(run, 'T-202')).not.toHaveProperty('notBefore');
  });

  it('is next only when nothing else can be done, and its day goes with it', async () => {
    await measured(LARGE);
    const { steps } = await umstieg.queries.run(run);
    const waits = steps.map((s) => ({ ...s, status: 'ready' as const }));
    expect(nextStep(waits.filter(({ id }) => id !== 'T-201'))?.id).not.toBe('T-202');
    const both = waits.filter(({ id }) => id === 'T-202' || id === 'T-203');
    expect(nextStep(both)?.id).toBe('T-203');
    expect(nextStep(both.slice(0, 1))).toMatchObject({ id: 'T-202', notBefore: '2026-03-31' });
  });
});
