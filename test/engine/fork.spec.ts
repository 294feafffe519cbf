import { parseEntry } from '../../src/audit/entry.js';
import { AuditStore } from '../../src/persistence/audit.store.js';
import { ForkedTiny } from './forked-tiny.js';
import { anna, cleanUp, karl, openTiny, statusOf, world } from './tiny-sequence.js';

let tiny: ForkedTiny;

beforeEach(async () => {
  tiny = await ForkedTiny.open();
});
afterEach(cleanUp);

describe('a what-if', () => {
  it('takes over results, facts, flags and evidence, names nobody of the origin, and both chains verify', async () => {
    await tiny.acted();
    const run = await tiny.fork();
    expect(await tiny.statuses(run)).toEqual(await tiny.statuses(tiny.origin));
    const view = await tiny.umstieg.queries.run(run);
    const { head } = await tiny.umstieg.queries.run(tiny.origin);
    expect(view).toMatchObject({
      kind: 'what-if',
      from: { run: tiny.origin, seq: head.seq, head: head.hash },
      projectId: tiny.projectId,
      customer: 'Muster GmbH',
    });
    expect(view.steps.filter((s) => s.takenOver).map((s) => s.id)).toEqual([
      ...['T-101', 'T-102', 'T-201'],
    ]);
    expect(view.steps.flatMap((s) => s.doers)).toEqual([]);
    const { state } = await tiny.umstieg.core.read(run);
    expect(state.flags).toEqual((await tiny.umstieg.core.read(tiny.origin)).state.flags);
    expect(Object.values(state.people ?? {})).toHaveLength(1); // who forked
    expect(world.executed).toHaveLength(1);
    await tiny.sound(run);
    await tiny.sound(tiny.origin);
  });

  it('says in its first entry from where it comes, who made it, and what came along', async () => {
    await tiny.acted();
    const { head } = await tiny.umstieg.queries.run(tiny.origin);
    const run = await tiny.fork(tiny.origin, {}, { key: 'k-1' });
    const bodies = [];
    for await (const { seq, body } of new AuditStore(tiny.umstieg.core.database).entries(run))
      bodies.push(parseEntry(Buffer.from(body), seq));
    expect(bodies).toHaveLength(1);
    expect(bodies[0]).toMatchObject({
      ...{ kind: 'created', event: 'run.forked', command: 'k-1' },
      inputs: { kind: 'what-if', from: tiny.origin, fromSeq: head.seq, fromHead: head.hash },
    });
    const facts = Object.keys(bodies[0]?.inputs ?? {}).filter((name) => name.startsWith('fact.'));
    expect(facts).toEqual(['fact.T-101', 'fact.T-102', 'fact.T-201']);
    expect(bodies[0]?.evidence).toHaveLength(2);
  });

  it('does not take an approval over: what was approved and not done waits for its approval again', async () => {
    await tiny.claim(tiny.origin, 'T-101', { size: 3 });
    await tiny.umstieg.command(tiny.origin, { do: 'approve', step: 'T-201' }, karl);
    expect(await statusOf(tiny.umstieg, tiny.origin, 'T-201')).toBe('ready');
    const run = await tiny.fork();
    expect(await statusOf(tiny.umstieg, run, 'T-201')).toBe('waiting-approval');
    await tiny.umstieg.command(run, { do: 'approve', step: 'T-201' }, karl);
    expect(await statusOf(tiny.umstieg, run, 'T-201')).toBe('ready');
    await tiny.sound(run);
  });

  it('opens again a claim that waited for its approval, and leaves the origin as it was', async () => {
    await tiny.acted();
    await tiny.claim(tiny.origin, 'T-202', { size: 5, mode: 'unreadable' });
    expect(await statusOf(tiny.umstieg, tiny.origin, 'T-202')).toBe('waiting-approval');
    const before = await tiny.umstieg.queries.run(tiny.origin);
    const run = await tiny.fork();
    expect(await statusOf(tiny.umstieg, run, 'T-202')).toBe('ready');
    expect(await tiny.umstieg.queries.run(tiny.origin)).toEqual(before);
  });
});

describe('a what-if that goes on', () => {
  it('goes on with other decisions: what is computed from them is computed anew', async () => {
    await tiny.acted();
    const run = await tiny.fork();
    await tiny.umstieg.command(run, { do: 'redo', step: 'T-101', reason: 'x', keep: [] }, karl);
    await tiny.claim(run, 'T-101', { size: 30 });
    const { state } = await tiny.umstieg.core.read(run);
    const wanted = [{ step: 'T-102', digest: state.tasks['T-102']?.result ?? '' }];
    const facts = await tiny.umstieg.core.store.facts(run, wanted);
    expect(facts.get('T-102')).toEqual({ double: 60 });
    expect(await tiny.statuses(run)).toMatchObject({ 'T-101': 'done', 'T-201': 'outdated' });
    expect(await tiny.statuses(tiny.origin)).toMatchObject({ 'T-101': 'done', 'T-201': 'done' });
    await tiny.sound(run);
    await tiny.sound(tiny.origin);
  });

  it('of a step that gave a first result stands before all that comes after it', async () => {
    await tiny.acted();
    const run = await tiny.fork(tiny.origin, { at: ['T-101'] });
    expect(await tiny.statuses(run)).toEqual({
      ...{ 'T-101': 'ready', 'T-102': 'locked', 'T-201': 'locked' },
      ...{ 'T-202': 'locked', 'T-203': 'locked' },
    });
    await tiny.acted(run);
    expect(await tiny.statuses(run)).toEqual(await tiny.statuses(tiny.origin));
    await tiny.sound(run);
  });

  it('can lack one result only, also of a row that overwrites; it asks for its approval like any run', async () => {
    await tiny.acted();
    const run = await tiny.fork(tiny.origin, { without: ['T-201'] });
    expect(await tiny.statuses(run)).toMatchObject({
      'T-102': 'done',
      'T-201': 'waiting-approval',
    });
    await tiny.umstieg.command(run, { do: 'approve', step: 'T-201' }, karl);
    await tiny.claim(run, 'T-201', { size: 9 }, 1);
    expect(await tiny.statuses(run)).toMatchObject({ 'T-201': 'done', 'T-202': 'ready' });
    await tiny.sound(run);
  });
});

describe('a what-if of a run', () => {
  it('has a clock of its own, so that a timer of a live run can be tried', async () => {
    await tiny.claim(tiny.origin, 'T-101', { size: 3 });
    await tiny.umstieg.command(tiny.origin, { do: 'approve', step: 'T-201' }, karl);
    const run = await tiny.fork();
    await tiny.umstieg.command(run, { do: 'approve', step: 'T-201' }, karl);
    await tiny.umstieg.command(run, { do: 'advance', duration: 'P2D' }, anna);
    expect((await tiny.umstieg.queries.run(run)).parts[1]?.state).toBe('late');
    expect((await tiny.umstieg.queries.run(tiny.origin)).parts[1]?.state).toBe('acting');
    await tiny.sound(run);
  });

  it('fires a timer that its own clock had already passed when it was made', async () => {
    await tiny.claim(tiny.origin, 'T-101', { size: 3 });
    await tiny.umstieg.command(tiny.origin, { do: 'approve', step: 'T-201' }, karl);
    await tiny.umstieg.command(tiny.origin, { do: 'pause', reason: 'x' }, karl);
    const late = await openTiny(tiny.folder, { now: () => new Date(Date.now() + 2 * 86_400_000) });
    const fork = { projectId: tiny.projectId, from: tiny.origin, at: [], without: [] };
    const run = await late.forker.fork(fork, karl);
    await late.command(run, { do: 'approve', step: 'T-201' }, karl);
    await late.resume(run);
    expect(await late.queries.run(run)).toMatchObject({ timers: [], status: 'waiting' });
    expect((await late.queries.run(run)).parts[1]?.state).toBe('late');
    expect((await late.queries.run(tiny.origin)).parts[1]?.state).toBe('acting');
    await tiny.sound(run);
  });

  it('of a what-if names the what-if; of a canceled or completed run it lives', async () => {
    await tiny.acted();
    const first = await tiny.fork();
    const second = await tiny.fork(first);
    expect((await tiny.umstieg.queries.run(second)).from?.run).toBe(first);
    expect(await tiny.statuses(second)).toEqual(await tiny.statuses(tiny.origin));
    await tiny.umstieg.command(tiny.origin, { do: 'cancel', reason: 'x' }, anna);
    const alive = await tiny.fork();
    expect((await tiny.umstieg.queries.run(alive)).status).toBe('waiting');
    await tiny.claim(alive, 'T-202', { size: 1 });
    await tiny.claim(alive, 'T-203', { size: 1 });
    expect((await tiny.umstieg.queries.run(alive)).status).toBe('completed');
    const again = await tiny.fork(alive);
    expect((await tiny.umstieg.queries.run(again)).status).toBe('completed');
    await tiny.umstieg.command(again, { do: 'redo', step: 'T-203', reason: 'x', keep: [] }, anna);
    expect(await statusOf(tiny.umstieg, again, 'T-203')).toBe('ready');
    for (const run of [first, second, alive, again]) await tiny.sound(run);
  });
});
