import { Engine } from '../../src/engine/engine.js';
import { RawFile } from '../persistence/raw-file.js';
import {
  database,
  DOING,
  openOld,
  act,
  leftBehind,
  EARLIER,
  freshFolders,
  measure,
  move,
  openNew,
  parked,
  RENAMED,
  sound,
  stateOf,
  withStates,
} from './changed-tiny.js';
import { anna, karl, newTinyRun, statusOf, world } from './tiny-sequence.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { task } from '../../src/machines/kinds.js';

freshFolders();

describe('a run that waits for a decision', () => {
  const waiting = (umstieg: Umstieg, run: string) => measure(umstieg, run);

  it('on an act moves, and the approval is given under the new definition', async () => {
    const { umstieg, run, forecast } = await parked(waiting, RENAMED);
    expect(await forecast()).toMatchObject({ verdict: 'moved', next: ['T-201'], moves: [] });
    await move(umstieg, run);
    const view = await umstieg.queries.run(run);
    expect(view.definition).toMatchObject({ version: '2', hash: umstieg.definition.hash });
    expect(await statusOf(umstieg, run, 'T-201')).toBe('waiting-approval');
    await umstieg.command(run, { do: 'approve', step: 'T-201' }, karl);
    expect(await stateOf(umstieg, run, 'second')).toBe('doing');
    await sound(umstieg, run);
  });

  it('on a result keeps who claimed it: the same person cannot approve', async () => {
    const { umstieg, run } = await parked(async (old, id) => {
      await waiting(old, id);
      await old.command(id, { do: 'approve', step: 'T-201' }, karl);
      await act(old, id);
      await old.submit(id, 'T-202', { set: { size: 1, mode: 'unreadable' }, evidence: [] }, anna);
      await old.settle();
    }, RENAMED);
    await move(umstieg, run);
    expect(await statusOf(umstieg, run, 'T-202')).toBe('waiting-approval');
    await expect(
      umstieg.command(run, { do: 'approve', step: 'T-202' }, anna),
    ).rejects.toMatchObject({ code: 'approval.same-person' });
    await umstieg.command(run, { do: 'approve', step: 'T-202' }, karl);
    expect(await statusOf(umstieg, run, 'T-203')).toBe('ready');
  });

  it('on a waiver of a step that is gone has to be decided first', async () => {
    const states = { measuring: task('T-102', 'doubled') };
    const without = withStates('2', 'first', states);
    const { umstieg, run, forecast } = await parked(
      (old, id) => old.command(id, { do: 'waive', step: 'T-101', reason: 'egal' }, anna),
      without,
    );
    expect(await forecast()).toMatchObject({
      verdict: 'refused',
      reasons: [{ code: 'migration.approval-gone' }],
    });
    await expect(move(umstieg, run)).rejects.toMatchObject({ code: 'migration.refused' });
    expect((await umstieg.queries.run(run)).definition.version).toBe('1');
    await sound(umstieg, run);
  });
});

describe('a run in the middle of an attempt', () => {
  it('waits for an owner that lives', async () => {
    world.holdMs = 300;
    const old = await openOld();
    const run = await newTinyRun(old);
    await old.submit(run, 'T-101', { set: { size: 3 }, evidence: [] }, anna);
    while ((await statusOf(old, run, 'T-102')) !== 'in-progress')
      await new Promise((done) => setTimeout(done, 5));
    const umstieg = await openNew(RENAMED);
    await expect(move(umstieg, run)).rejects.toMatchObject({
      code: 'migration.refused',
      text: { en: expect.stringContaining('T-102 is being worked on') as unknown },
    });
    await old.settle();
    await move(umstieg, run);
    expect(world.executed).toHaveLength(1);
  });

  it('of an owner that is dead moves at once, and the attempt is taken over afterwards', async () => {
    world.holdMs = 200;
    const old = await openOld();
    const run = await newTinyRun(old);
    await old.submit(run, 'T-101', { set: { size: 3 }, evidence: [] }, anna);
    while ((await statusOf(old, run, 'T-102')) !== 'in-progress')
      await new Promise((done) => setTimeout(done, 5));
    const left = await leftBehind('T-102');
    await old.close();
    const umstieg = await openNew(RENAMED, left);
    expect(await umstieg.migrator.forecast(run, umstieg.migrator.find('2'))).toMatchObject({
      verdict: 'moved',
      next: ['T-102'],
    });
    await move(umstieg, run);
    expect(await statusOf(umstieg, run, 'T-102')).toBe('in-progress');
    expect(await umstieg.resume(run)).toBe(1);
    expect(await statusOf(umstieg, run, 'T-102')).toBe('done');
    expect((await umstieg.queries.task(run, 'T-102')).attempts.map((a) => a.status)).toEqual([
      'interrupted',
      'succeeded',
    ]);
    await sound(umstieg, run);
  });
});

describe('a move', () => {
  it('can be taken back until something is done, not afterwards', async () => {
    const { umstieg, run } = await parked((old, id) => measure(old, id), EARLIER);
    const before = await umstieg.core.read(run);
    await move(umstieg, run);
    await umstieg.migrator.undo(run, 'doch nicht', karl);
    const back = await umstieg.core.read(run);
    const { people } = back.state;
    expect(back.state).toEqual({ ...before.state, people });
    expect(people).toMatchObject(before.state.people ?? {});
    expect(back.definition.hash).toBe(before.definition.hash);
    await expect(umstieg.migrator.undo(run, 'noch einmal', karl)).rejects.toMatchObject({
      code: 'migration.nothing',
      text: { en: 'The last move was taken back already: the run follows version 1.' },
    });
    await move(umstieg, run);
    await umstieg.submit(run, 'T-100', { set: {}, evidence: [] }, anna);
    await umstieg.settle();
    await expect(umstieg.migrator.undo(run, 'zu spät', karl)).rejects.toMatchObject({
      code: 'migration.too-late',
    });
    await sound(umstieg, run);
  });

  it.each([
    ['its state', `body = replace(body, '"paused":false', '"paused":true')`],
    ['when it was', 'revision = revision + 1'],
    ['its definition', `definition = (SELECT hash FROM definition WHERE version = '2')`],
  ])('goes back only to what the chain vouches for: %s', async (_what, change) => {
    const { umstieg, run } = await parked((old, id) => measure(old, id), RENAMED);
    await move(umstieg, run);
    await RawFile.use(database(), (raw) => raw.exec(`UPDATE earlier_state SET ${change}`));
    await expect(umstieg.migrator.undo(run, 'zurück', karl)).rejects.toMatchObject({
      code: 'snapshot.corrupt',
    });
    expect((await umstieg.queries.run(run)).definition.version).toBe('2');
    expect((await umstieg.verify(run)).findings).toMatchObject([
      { code: 'run.earlier-state-changed' },
    ]);
  });

  it.each([
    ['gone', 'DELETE FROM earlier_state', 'run.earlier-state-missing'],
    ['of another entry', 'UPDATE earlier_state SET seq = seq + 1', 'run.earlier-state-added'],
  ])('is missed by audit verify when its state is %s', async (_what, change, code) => {
    const { umstieg, run } = await parked((old, id) => measure(old, id), RENAMED);
    await move(umstieg, run);
    await sound(umstieg, run);
    await RawFile.use(database(), (raw) => raw.exec(change));
    expect((await umstieg.verify(run)).findings.map((f) => f.code)).toContain(code);
  });
});

describe('the order to move', () => {
  it('needs a reason and a person, and says whom it would not move', async () => {
    const { umstieg, run, to } = await parked(async () => undefined, RENAMED);
    const other = await newTinyRun(umstieg);
    await expect(umstieg.migrator.apply(run, to, { reason: ' ' }, karl)).rejects.toMatchObject({
      code: 'reason.required',
    });
    await expect(
      umstieg.migrator.apply(run, to, { reason: 'x' }, { who: { ...karl.who, name: '' } }),
    ).rejects.toMatchObject({ code: 'actor.required' });
    await expect(umstieg.migrator.undo(run, 'x', karl)).rejects.toMatchObject({
      code: 'migration.nothing',
    });
    const all = await umstieg.migrator.forecastAll(to);
    expect(all.map((f) => [f.run, f.verdict])).toEqual([
      [run, 'moved'],
      [other, 'left-alone'],
    ]);
    expect(() => umstieg.migrator.find('7')).toThrow(/"7" is no known definition/);
    expect(umstieg.migrator.find(to.hash.slice(0, 8))).toBe(to);
  });

  it('is decided once for one key and on the newest state', async () => {
    const { umstieg, run, to } = await parked(async () => undefined, RENAMED);
    const options = { ...karl, key: 'move-1' };
    expect((await umstieg.migrator.forecast(run, to)).canGoBack).toBe(false);
    const first = await umstieg.migrator.apply(run, to, { reason: 'x' }, options);
    expect((await umstieg.migrator.forecast(run, to)).canGoBack).toBe(true);
    expect(await umstieg.migrator.apply(run, to, { reason: 'x' }, options)).toEqual(first);
    await expect(
      umstieg.migrator.apply(
        run,
        umstieg.migrator.find('1'),
        { reason: 'x' },
        { ...karl, revision: 1 },
      ),
    ).rejects.toMatchObject({ code: 'run.conflict' });
    await sound(umstieg, run);
  });

  it('is a conflict, never a lost act, when another program acts on the run meanwhile', async () => {
    const { umstieg, run, to } = await parked(async () => undefined, RENAMED);
    const other = await openOld();
    for (let round = 0; round < 8; round++) {
      const [moved, assigned] = await Promise.allSettled([
        umstieg.migrator.apply(run, to, { reason: 'x' }, karl),
        other.command(run, { do: 'assign', step: 'T-101', to: `Eva ${String(round)}` }, anna),
      ]);
      expect(assigned.status).toBe('fulfilled');
      if (moved.status === 'fulfilled') break;
      expect(moved.reason).toMatchObject({ code: 'run.conflict' });
    }
    const command = { reason: 'x', to, mapping: DOING, busy: new Set<string>(), facts: new Map() };
    const { headSeq } = (await umstieg.core.read(run)).stored.row;
    const late = { do: 'migrate', ...command, seen: headSeq - 1 } as const;
    await expect(new Engine(umstieg.core).command(run, {}, () => late, karl)).rejects.toMatchObject(
      {
        code: 'run.conflict',
      },
    );
    await sound(umstieg, run);
  });
});
