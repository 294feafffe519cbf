import { History } from '../../src/engine/history.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { Database } from '../../src/persistence/database.js';
import { TinyRun } from './tiny-run.js';
import { anna, cleanUp, karl, openTiny, temporaryFolder, TINY, world } from './tiny-sequence.js';

let tiny: TinyRun;
let umstieg: Umstieg;
let run: string;

beforeEach(async () => {
  tiny = await TinyRun.begin();
  ({ umstieg, id: run } = tiny);
});
afterEach(cleanUp);

describe('the way through a sequence', () => {
  it('runs automatic steps by itself and ends completed with a valid chain', async () => {
    await tiny.toTheEnd();
    expect((await umstieg.queries.run(run)).status).toBe('completed');
    expect(world.executed).toHaveLength(1);
    const verdict = await umstieg.verify(run);
    expect(verdict).toMatchObject({ ok: true, findings: [] });
    expect(verdict.entries).toBeGreaterThan(8);
  });

  it('refuses a step out of order and names what is missing, and records the refusal', async () => {
    const before = await umstieg.queries.run(run);
    await expect(tiny.hand('T-202', { size: 1 })).rejects.toMatchObject({
      code: 'step.not-ready',
      details: { expected: ['T-102'] },
    });
    const after = await umstieg.queries.run(run);
    expect(after.revision).toBe(before.revision);
    expect(after.head.seq).toBe(before.head.seq + 1);
  });

  it('rejects a claim the data contradict and takes the next one', async () => {
    await tiny.hand('T-101', { size: 3, mode: 'bad' });
    expect(await tiny.status('T-101')).toBe('rejected');
    await tiny.hand('T-101', { size: 3 });
    expect(await tiny.status('T-101')).toBe('done');
  });

  it('marks an unreadable claim attested, and on a hard step asks a second person', async () => {
    await tiny.hand('T-101', { size: 3, mode: 'unreadable' });
    const view = await umstieg.queries.run(run);
    expect(view.steps.find((s) => s.id === 'T-101')).toMatchObject({
      status: 'done',
      attested: true,
    });
    await tiny.approve('T-201');
    await tiny.hand('T-201', { size: 1 }, anna, [tiny.picture]);
    await tiny.hand('T-202', { size: 1, mode: 'unreadable' });
    expect(await tiny.status('T-202')).toBe('waiting-approval');
  });

  it('asks for evidence where the step needs it', async () => {
    await tiny.toActing();
    await expect(tiny.hand('T-201', { size: 1 })).rejects.toMatchObject({
      code: 'evidence.required',
    });
  });

  it('names unknown fields, bad values and unknown steps', async () => {
    await expect(tiny.hand('T-101', { size: 3, colour: 'red' })).rejects.toMatchObject({
      code: 'input.invalid',
    });
    await expect(tiny.hand('T-101', { size: 'many' })).rejects.toMatchObject({
      code: 'input.invalid',
    });
    await expect(tiny.hand('T-999', {})).rejects.toMatchObject({ code: 'step.unknown' });
  });

  it('names the step in the audit trail when its form is refused', async () => {
    await expect(tiny.hand('T-101', { size: 'many' })).rejects.toMatchObject({
      code: 'input.invalid',
    });
    const refused = [];
    for await (const { entry } of new History(umstieg.core).entries(run)) {
      if (entry.kind === 'refused') refused.push([entry.event, entry.step, entry.code]);
    }
    expect(refused).toEqual([['T-101.submit', 'T-101', 'input.invalid']]);
  });
});

describe('a data folder that cannot be opened', () => {
  it('says why, also when closing it again fails as well', async () => {
    const close = Reflect.get(Database.prototype, 'close');
    Database.prototype.close = async function (this: Database) {
      await close.call(this);
      throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
    };
    try {
      const definition = { ...TINY, parts: {} };
      const opened = openTiny(await temporaryFolder(), { definition });
      await expect(opened).rejects.toMatchObject({ code: 'definition.invalid' });
    } finally {
      Database.prototype.close = close;
    }
  });
});

describe('four eyes', () => {
  it('refuses the doer as approver, whatever the spelling of the name', async () => {
    await tiny.toActing();
    await tiny.hand('T-201', { size: 1 }, anna, [tiny.picture]);
    await tiny.hand('T-202', { size: 1, mode: 'unreadable' });
    const same = { who: { ...anna.who, name: '  aNNA ' } };
    await expect(tiny.approve('T-202', same)).rejects.toMatchObject({
      code: 'approval.same-person',
    });
    await tiny.approve('T-202');
    expect(await tiny.status('T-202')).toBe('done');
  });

  it('refuses the approver of an act as its doer', async () => {
    await tiny.toActing();
    await expect(tiny.hand('T-201', { size: 1 }, karl, [tiny.picture])).rejects.toMatchObject({
      code: 'approval.same-person',
    });
  });

  it('lets a waiver be granted by another person only, and never for a step that must not be waived', async () => {
    await expect(
      umstieg.command(run, { do: 'waive', step: 'T-202', reason: 'x' }, anna),
    ).rejects.toMatchObject({
      code: 'waive.never',
    });
    await umstieg.command(run, { do: 'waive', step: 'T-101', reason: 'no time' }, anna);
    await expect(tiny.approve('T-101', anna)).rejects.toMatchObject({
      code: 'approval.same-person',
    });
    await tiny.approve('T-101');
    expect(await tiny.status('T-101')).toBe('waived');
  });

  it('falls back to where it was when a request is denied', async () => {
    await umstieg.command(run, { do: 'waive', step: 'T-203', reason: 'later' }, anna);
    await umstieg.command(run, { do: 'reject', step: 'T-203', reason: 'no' }, karl);
    expect(await tiny.status('T-203')).toBe('locked');
  });
});

describe('redo and staleness', () => {
  it('makes dependents outdated with the cause when a result changes, and leaves them when it does not', async () => {
    await tiny.toTheEnd();
    await umstieg.command(
      run,
      { do: 'redo', step: 'T-101', reason: 'measured again', keep: [] },
      anna,
    );
    await tiny.hand('T-101', { size: 3 });
    expect(await tiny.status('T-102')).toBe('done');
    expect(world.executed).toHaveLength(1);
    await umstieg.command(
      run,
      { do: 'redo', step: 'T-101', reason: 'measured again', keep: [] },
      anna,
    );
    await tiny.hand('T-101', { size: 4 });
    expect(world.executed).toHaveLength(2);
    const view = await umstieg.queries.run(run);
    expect(view.steps.find((s) => s.id === 'T-201')).toMatchObject({
      status: 'outdated',
      cause: ['T-102'],
    });
    expect(await tiny.status('T-202')).toBe('locked');
  });

  it('keeps an overwriting step outdated until an approved redo or an approved acceptance (O11)', async () => {
    await tiny.toTheEnd();
    await umstieg.command(run, { do: 'redo', step: 'T-101', reason: 'again', keep: [] }, anna);
    await tiny.hand('T-101', { size: 5 });
    await expect(tiny.hand('T-201', { size: 1 }, anna, [tiny.picture])).rejects.toMatchObject({
      code: 'step.not-ready',
    });
    await umstieg.command(
      run,
      { do: 'accept-outdated', step: 'T-201', reason: 'still fits' },
      anna,
    );
    await tiny.approve('T-201');
    expect(await tiny.status('T-201')).toBe('done');
    await umstieg.command(run, { do: 'redo', step: 'T-201', reason: 'again', keep: [] }, anna);
    expect(await tiny.status('T-201')).toBe('waiting-approval');
    await tiny.approve('T-201');
    expect(await tiny.status('T-201')).toBe('ready');
    await tiny.hand('T-201', { size: 2 }, anna, [tiny.picture]);
    expect(await tiny.status('T-201')).toBe('done');
  });

  it('hands kept inputs in again by itself', async () => {
    await tiny.toActing();
    await tiny.hand('T-201', { size: 1 }, anna, [tiny.picture]);
    await tiny.hand('T-202', { size: 7 });
    await umstieg.command(
      run,
      { do: 'redo', step: 'T-101', reason: 'again', keep: ['T-202'] },
      anna,
    );
    await tiny.hand('T-101', { size: 9 });
    await umstieg.command(run, { do: 'accept-outdated', step: 'T-201', reason: 'fits' }, anna);
    await tiny.approve('T-201');
    await umstieg.settle();
    const task = await umstieg.queries.task(run, 'T-202');
    expect(task.status).toBe('done');
    expect(task.attempts).toHaveLength(2);
  });
});
