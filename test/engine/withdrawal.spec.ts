import type { EntryView } from '../../src/engine/entry-view.js';
import { History } from '../../src/engine/history.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { TinyRun } from './tiny-run.js';
import { anna, cleanUp, karl } from './tiny-sequence.js';

let tiny: TinyRun;
let umstieg: Umstieg;
let run: string;

beforeEach(async () => {
  tiny = await TinyRun.begin();
  ({ umstieg, id: run } = tiny);
});
afterEach(cleanUp);

const reason = 'typed the wrong size';
const unreadable = { size: 1, mode: 'unreadable' };
const withdraw = (step: string, as = anna) =>
  umstieg.command(run, { do: 'withdraw', step, reason }, as);
async function everyEntry(): Promise<EntryView[]> {
  const all: EntryView[] = [];
  for await (const entry of new History(umstieg.core).entries(run)) all.push(entry);
  return all;
}
const picture = () => [tiny.picture];

async function toWaitingResult(): Promise<void> {
  await tiny.toActing();
  await tiny.hand('T-201', { size: 1 }, anna, picture());
  await tiny.hand('T-202', unreadable);
  expect(await tiny.status('T-202')).toBe('waiting-approval');
}

describe('withdrawing what waits for a second person', () => {
  it('opens the step again with what was handed in, for whoever handed it in alone', async () => {
    await toWaitingResult();
    await withdraw('T-202');
    expect(await tiny.status('T-202')).toBe('ready');
    expect(await umstieg.queries.lastClaim(run, 'T-202')).toMatchObject({ input: unreadable });
    await tiny.hand('T-202', { size: 2 });
    expect(await tiny.status('T-202')).toBe('done');
    expect(await umstieg.verify(run)).toMatchObject({ ok: true });
  });

  it('is not for anybody else, who rejects instead', async () => {
    await toWaitingResult();
    await expect(withdraw('T-202', karl)).rejects.toMatchObject({ code: 'withdraw.not-yours' });
    expect(await tiny.status('T-202')).toBe('waiting-approval');
  });

  it('needs a reason, and writes it down with who and what', async () => {
    await toWaitingResult();
    const bare = umstieg.command(run, { do: 'withdraw', step: 'T-202', reason: ' ' }, anna);
    await expect(bare).rejects.toMatchObject({ code: 'reason.required' });
    await withdraw('T-202');
    const last = (await everyEntry()).at(-1);
    expect(last).toMatchObject({
      entry: { event: 'T-202.withdraw-result', step: 'T-202' },
      actor: 'Anna',
      note: reason,
    });
  });

  it('leaves nothing to approve', async () => {
    await toWaitingResult();
    await withdraw('T-202');
    await expect(tiny.approve('T-202')).rejects.toMatchObject({ code: 'approval.not-pending' });
    await expect(withdraw('T-202')).rejects.toMatchObject({ code: 'withdraw.nothing' });
  });

  it('takes a request back to where it was asked for', async () => {
    await umstieg.command(run, { do: 'waive', step: 'T-203', reason: 'later' }, anna);
    await withdraw('T-203');
    expect(await tiny.status('T-203')).toBe('locked');
    await umstieg.command(run, { do: 'waive', step: 'T-101', reason: 'later' }, anna);
    await withdraw('T-101');
    expect(await tiny.status('T-101')).toBe('ready');
    const { steps } = await umstieg.queries.run(run);
    expect(steps.find(({ id }) => id === 'T-203')?.off).toBeUndefined();
  });

  it('knows nothing to withdraw before an act, whose approval waits for nobody in particular', async () => {
    await tiny.hand('T-101', { size: 3 });
    expect(await tiny.status('T-201')).toBe('waiting-approval');
    await expect(withdraw('T-201')).rejects.toMatchObject({ code: 'withdraw.nothing' });
  });

  it('leaves what acted as it was when the redo that was asked for is taken back', async () => {
    await tiny.toTheEnd();
    await umstieg.command(run, { do: 'redo', step: 'T-201', reason, keep: [] }, anna);
    expect(await tiny.status('T-201')).toBe('waiting-approval');
    await withdraw('T-201');
    expect(await tiny.status('T-201')).toBe('done');
    expect((await umstieg.queries.run(run)).status).toBe('completed');
  });
});
