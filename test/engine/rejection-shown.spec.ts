import type { Umstieg } from '../../src/engine/umstieg.js';
import { anna, cleanUp, karl, newTinyRun, openTiny, temporaryFolder } from './tiny-sequence.js';

let umstieg: Umstieg;
let run: string;

beforeEach(async () => {
  umstieg = await openTiny(await temporaryFolder());
  run = await newTinyRun(umstieg);
  await umstieg.submit(run, 'T-101', { set: { size: 3 }, evidence: [] }, anna);
  await umstieg.settle();
});
afterEach(cleanUp);

const rejection = async () => (await umstieg.pages.steps.of(run, 'T-201')).rejection;
const reject = () =>
  umstieg.command(run, { do: 'reject', step: 'T-201', reason: 'not on a Friday' }, karl);

describe('a rejection on the page of its step', () => {
  it('says who, when and why, until something else happens to the step', async () => {
    expect(await rejection()).toBeNull();
    await reject();
    const shown = await rejection();
    expect(shown).toMatchObject({ kind: 'act', by: karl.who.name, reason: 'not on a Friday' });
    expect(Date.parse(shown?.at ?? '')).not.toBeNaN();
    await umstieg.command(run, { do: 'waive', step: 'T-201', reason: 'not needed' }, anna);
    expect(await rejection()).toBeNull();
  });

  it('stays through a note, which leaves the step as it stands', async () => {
    await reject();
    await umstieg.command(run, { do: 'note', step: 'T-201', text: 'called Karl' }, anna);
    expect(await rejection()).toMatchObject({ reason: 'not on a Friday' });
  });
});
