import { changedDefinition } from '../recorded/changed-definition.js';
import {
  database,
  act,
  DOING,
  EARLIER,
  freshFolders,
  measure,
  move,
  parked,
  part,
  RENAMED,
  sound,
  stateOf,
  withStates,
} from './changed-tiny.js';
import { anna, karl, statusOf, TINY, world } from './tiny-sequence.js';
import { RawFile } from '../persistence/raw-file.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import type { DefinitionJson } from '../../src/machines/definition.js';
import { end, partEvents, step, task } from '../../src/machines/kinds.js';

freshFolders();

describe('a run that has passed the place of something new', () => {
  it('is opened again there and keeps what was done', async () => {
    const { umstieg, run, forecast } = await parked((old, id) => measure(old, id), EARLIER);
    expect(await forecast()).toMatchObject({
      verdict: 'reopened',
      reasons: [
        { code: 'migration.step-new', text: { en: expect.stringContaining('T-100') as unknown } },
      ],
      next: ['T-100', 'T-201'],
    });
    await move(umstieg, run);
    expect(await stateOf(umstieg, run, 'first')).toBe('preparing');
    await umstieg.submit(run, 'T-100', { set: {}, evidence: [] }, anna);
    await umstieg.settle();
    expect(await stateOf(umstieg, run, 'first')).toBe('doubled');
    expect(world.executed).toHaveLength(1);
    expect((await umstieg.queries.run(run)).parts.map((p) => p.status)).toEqual(['done', 'active']);
    await sound(umstieg, run);
  });
});

describe('what stands beside the steps', () => {
  it('moves along: a timer, an early signal, and that the run is paused', async () => {
    const { umstieg, run } = await parked(
      async (old, id) => {
        await old.command(id, { do: 'signal', type: 'go' }, anna);
        await measure(old, id);
        await old.command(id, { do: 'approve', step: 'T-201' }, karl);
        await old.command(id, { do: 'pause', reason: 'Urlaub' }, anna);
      },
      RENAMED,
      'drill',
    );
    const before = await umstieg.core.read(run);
    await move(umstieg, run, { mapping: DOING });
    const { state } = await umstieg.core.read(run);
    expect(state).toMatchObject({
      paused: true,
      inbox: ['signal.go'],
      timers: before.state.timers,
    });
    await umstieg.command(run, { do: 'resume', reason: 'zurück' }, anna);
    await umstieg.command(run, { do: 'advance', duration: 'P2D' }, anna);
    expect(await stateOf(umstieg, run, 'second')).toBe('late');
  });
});

describe('a paused run', () => {
  it('begins nothing by moving; what its new place starts waits until somebody goes on', async () => {
    const direct = withStates('2', 'first', { measuring: step('T-102', 'doubled') });
    const { umstieg, run } = await parked(
      (old, id) => old.command(id, { do: 'pause', reason: 'Urlaub' }, anna),
      direct,
    );
    await move(umstieg, run, { mapping: { ...DOING, states: {}, steps: { 'T-101': [] } } });
    await umstieg.resume(run);
    expect([await statusOf(umstieg, run, 'T-102'), world.executed]).toEqual(['in-progress', []]);
    await umstieg.command(run, { do: 'resume', reason: 'zurück' }, anna);
    await umstieg.resume(run);
    expect([await statusOf(umstieg, run, 'T-102'), world.executed.length]).toEqual(['done', 1]);
    await sound(umstieg, run);
  });
});

describe('a side state', () => {
  const greeted = (umstieg: Umstieg, run: string) =>
    umstieg.command(run, { do: 'signal', type: 'hello' }, anna);
  const other = changedDefinition(TINY, {
    version: '2',
    part: 'first',
    rename: ['greeted', 'hailed'],
  });

  it('without a step and under another name is lost without a mapping: refused', async () => {
    const { umstieg, run, forecast } = await parked(greeted, other);
    expect(await forecast()).toMatchObject({
      verdict: 'refused',
      reasons: [
        {
          code: 'migration.position-lost',
          text: { en: expect.stringContaining('"greeted"') as unknown },
        },
      ],
    });
    const mapping = { ...DOING, states: { first: { greeted: 'hailed' } } };
    await move(umstieg, run, { mapping });
    expect(await stateOf(umstieg, run, 'first')).toBe('hailed');
    await umstieg.command(run, { do: 'signal', type: 'go' }, anna);
    expect(await stateOf(umstieg, run, 'first')).toBe('measuring');
  });

  it('that would hide something new is left, and the forecast says so', async () => {
    const { umstieg, run, forecast } = await parked(greeted, EARLIER);
    expect(await forecast()).toMatchObject({
      verdict: 'reopened',
      next: ['T-100'],
      notes: [{ code: 'migration.side-left' }],
    });
    await move(umstieg, run);
    expect(await stateOf(umstieg, run, 'first')).toBe('preparing');
  });
});

describe('what has overwritten something', () => {
  const acted = async (umstieg: Umstieg, run: string) => {
    await measure(umstieg, run);
    await umstieg.command(run, { do: 'approve', step: 'T-201' }, karl);
    await act(umstieg, run);
  };
  const second = part('second').states;
  const without: DefinitionJson = {
    ...TINY,
    version: '2',
    parts: {
      ...TINY.parts,
      second: {
        ...part('second'),
        on: partEvents('.acted'),
        states: {
          locked: { ...second?.['locked'], on: { 'part.open': 'acted' } },
          acted: second?.['acted'] ?? {},
          judged: second?.['judged'] ?? {},
          over: end(),
          notApplicable: second?.['notApplicable'] ?? {},
        },
      },
    },
  };

  it('cannot vanish unless a mapping says so; then it stays in the trail', async () => {
    const { umstieg, run, forecast } = await parked(acted, without);
    expect(await forecast()).toMatchObject({
      verdict: 'refused',
      reasons: [{ code: 'migration.acted-gone' }],
    });
    await move(umstieg, run, {
      mapping: { name: 'tiny', from: '1', to: '2', steps: { 'T-201': [] } },
    });
    expect(await stateOf(umstieg, run, 'second')).toBe('acted');
    const last = (
      await RawFile.use(database(), (raw) =>
        raw.all<{ body: string }>(
          `SELECT body FROM audit_entry WHERE run_id = '${run}' ORDER BY seq`,
        ),
      )
    ).at(-1);
    expect(JSON.parse(last?.body ?? '')).toMatchObject({
      event: 'run.migrated',
      inputs: { gone: ['T-201'], fromVersion: '1', toVersion: '2' },
    });
  });

  it('never opens by itself: it comes along as done', async () => {
    const { umstieg, run } = await parked(acted, RENAMED);
    await move(umstieg, run);
    expect(await statusOf(umstieg, run, 'T-201')).toBe('done');
    expect(await stateOf(umstieg, run, 'second')).toBe('acted');
  });
});

describe('a step that has another name', () => {
  it('keeps its result under it, and the trail still explains every fact', async () => {
    const renamed = withStates('2', 'first', { measuring: task('T-100', 'measured') });
    const { umstieg, run } = await parked((old, id) => measure(old, id), renamed);
    await move(umstieg, run, { mapping: { ...DOING, states: {}, steps: { 'T-101': ['T-100'] } } });
    expect(await statusOf(umstieg, run, 'T-100')).toBe('done');
    expect(await umstieg.core.store.facts(run, await accepted(umstieg, run))).toMatchObject(
      new Map([['T-100', { size: 3 }]]),
    );
    await sound(umstieg, run);
    await umstieg.command(run, { do: 'redo', step: 'T-100', reason: 'neu', keep: [] }, anna);
    await umstieg.submit(run, 'T-100', { set: {}, evidence: [] }, anna);
    await umstieg.settle();
    await sound(umstieg, run);
  });
});

async function accepted(umstieg: Umstieg, run: string) {
  const { state } = await umstieg.core.read(run);
  const digest = state.tasks['T-100']?.result ?? '';
  return [{ step: 'T-100', digest }];
}
