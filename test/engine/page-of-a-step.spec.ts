import type { Umstieg } from '../../src/engine/umstieg.js';
import { anna, cleanUp, karl, newTinyRun, openTiny, temporaryFolder } from './tiny-sequence.js';

let umstieg: Umstieg;
let run: string;

beforeEach(async () => {
  umstieg = await openTiny(await temporaryFolder());
  run = await newTinyRun(umstieg);
  await handIn('T-101', { size: 3 });
  await umstieg.command(run, { do: 'approve', step: 'T-201' }, karl);
  const { digest, size } = await umstieg.core.evidence.put('picture.png', 'picture');
  await handIn('T-201', { size: 3 }, [{ digest, size, name: 'picture.png' }]);
});
afterEach(cleanUp);

const page = (step: string) => umstieg.pages.steps.of(run, step);
async function handIn(
  step: string,
  set: Record<string, unknown>,
  evidence: { digest: string; size: number; name: string }[] = [],
): Promise<void> {
  await umstieg.submit(run, step, { set, evidence }, anna);
  await umstieg.settle();
}

describe('a result no check could compare', () => {
  beforeEach(() => handIn('T-202', { size: 3, mode: 'unreadable' }));

  it('is approved by somebody the page names, until something happens to it', async () => {
    expect((await page('T-202')).approved).toBeNull();
    await umstieg.command(run, { do: 'approve', step: 'T-202' }, karl);
    expect((await page('T-202')).approved).toMatchObject({ by: karl.who.name });
    await umstieg.command(run, { do: 'note', step: 'T-202', text: 'seen' }, anna);
    expect((await page('T-202')).approved).toMatchObject({ by: karl.who.name });
    await umstieg.command(run, { do: 'redo', step: 'T-202', reason: 'again', keep: [] }, anna);
    expect((await page('T-202')).approved).toBeNull();
  });
});

describe('an earlier verdict that no longer counts', () => {
  it('names the step that was handed in anew with another result', async () => {
    await handIn('T-202', { size: 3 });
    expect((await page('T-202')).changedSince).toEqual([]);
    await umstieg.command(
      run,
      { do: 'redo', step: 'T-101', reason: 'measured wrongly', keep: [] },
      anna,
    );
    await handIn('T-101', { size: 4 });
    expect((await page('T-202')).changedSince).toEqual(['T-101']);
  });

  it('names nothing before there was one', async () => {
    expect((await page('T-202')).changedSince).toEqual([]);
  });
});
