import { Overview } from '../../src/engine/overview.js';
import { Checklists } from '../../src/engine/checklists.js';
import type { RunCommand } from '../../src/engine/commands.js';
import { compileDefinition } from '../../src/engine/compile-definition.js';
import { mapState } from '../../src/engine/map-state.js';
import type { RunState } from '../../src/engine/run-state.js';
import type { MachineJson } from '../../src/machines/kinds.js';
import { sameNames } from '../../src/machines/mapping.js';
import { TinyRun } from './tiny-run.js';
import { anna, cleanUp, karl, newTinyRun, openTiny, TINY } from './tiny-sequence.js';

type Plan = Omit<Extract<RunCommand, { do: 'plan' }>, 'do'>;

let tiny: TinyRun;
beforeEach(async () => {
  tiny = await TinyRun.begin();
});
afterEach(cleanUp);

const plan = (dates: Partial<Plan>, run = tiny.id) =>
  tiny.umstieg.command(run, { do: 'plan', parts: {}, steps: {}, ...dates }, anna);
const shown = () => new Checklists(tiny.umstieg.core).of(tiny.id);
const alarmsAt = async (at: string) => {
  const overview = new Overview(new Checklists(tiny.umstieg.core), () => new Date(at));
  const [row] = await overview.runs();
  return row?.alarms.filter(({ kind }) => kind === 'late');
};

const EMPTY: RunState = {
  ...{ origin: { kind: 'live', project: 'p', createdAt: '', customer: null }, root: {}, parts: {} },
  ...{ status: {}, tasks: {}, flags: {}, timers: {}, inbox: [], off: [], clock: null },
  ...{ paused: false, canceled: false },
};

const FIRST = { from: '2026-03-02T08:00:00.000Z', until: '2026-03-04T16:00:00.000Z' };
const CUT_OVER = '2026-03-14T07:30:00.000Z';

describe('what is planned', () => {
  it('stands in the checklist of the run, in UTC, and what is not named again stays', async () => {
    await plan({
      parts: { first: { from: '2026-03-02T09:00+01:00', until: '2026-03-04T16:00Z' } },
    });
    await plan({ steps: { 'T-201': '2026-03-14T07:30:00Z' } });
    const { parts, milestones } = await shown();
    expect(parts[0]).toMatchObject({ planned: FIRST, due: FIRST.until });
    expect(parts[1]?.planned).toBeUndefined();
    expect(milestones).toMatchObject([
      { step: 'T-201', planned: CUT_OVER, due: CUT_OVER, actual: null },
    ]);
  });

  it('is taken back by null', async () => {
    await plan({ parts: { first: FIRST }, steps: { 'T-201': CUT_OVER } });
    await plan({ parts: { first: null }, steps: { 'T-201': null } });
    const { parts, milestones } = await shown();
    expect(parts[0]?.planned).toBeUndefined();
    expect(milestones).toEqual([expect.objectContaining({ planned: null })]);
  });

  it('begins with the first act of its part, not when the part becomes possible', async () => {
    expect((await shown()).parts.map(({ began }) => began)).toEqual([undefined, undefined]);
    await tiny.toTheEnd();
    expect((await shown()).parts.every(({ began }) => began !== undefined)).toBe(true);
  });

  it('stands beside what came of it', async () => {
    await plan({ parts: { first: FIRST }, steps: { 'T-201': CUT_OVER } });
    await tiny.toTheEnd();
    const { parts, milestones } = await shown();
    expect(parts[0]?.ended).toMatch(/^\d{4}-/);
    expect(parts[0]?.due).toBeUndefined();
    expect(milestones[0]?.actual).toMatch(/^\d{4}-/);
    expect(milestones[0]?.due).toBeUndefined();
  });

  it('lies in no future when the clock of a practice is set back', async () => {
    const { umstieg } = tiny;
    const practice = await newTinyRun(umstieg, 'drill');
    await umstieg.submit(practice, 'T-101', { set: { size: 3 }, evidence: [] }, anna);
    await umstieg.settle();
    const before = await new Checklists(umstieg.core).of(practice);
    expect(before.parts[0]?.began).toMatch(/^\d{4}-/);
    const at = '2020-03-02T08:00:00.000Z';
    await umstieg.command(practice, { do: 'clock', at }, anna);
    const { parts, steps } = await new Checklists(umstieg.core).of(practice);
    expect(parts[0]?.began).toBe(at);
    expect(steps.flatMap(({ since = at }) => (since > at ? [since] : []))).toEqual([]);
  });

  it('can be set while the run is paused, and not after it was canceled', async () => {
    await tiny.umstieg.command(tiny.id, { do: 'pause', reason: 'wait' }, anna);
    await plan({ parts: { first: FIRST } });
    await tiny.umstieg.command(tiny.id, { do: 'cancel', reason: 'over' }, anna);
    await expect(plan({ parts: { first: null } })).rejects.toMatchObject({ code: 'run.ended' });
    expect((await shown()).parts[0]?.due).toBeUndefined();
  });

  it('does not go into a what-if', async () => {
    await tiny.hand('T-101', { size: 3 });
    await plan({ parts: { second: FIRST } });
    const projectId = (await tiny.umstieg.queries.run(tiny.id)).projectId;
    const fork = { from: tiny.id, projectId, at: [], without: ['T-101'] };
    const forked = await tiny.umstieg.forker.fork(fork, karl);
    const view = await tiny.umstieg.queries.run(forked);
    expect(view.parts[1]?.planned).toBeUndefined();
  });
});

describe('a plan and another definition', () => {
  it('keeps its dates for what is still there, and says what lost them', () => {
    const { second: _gone, ...root } = TINY.root.states ?? {};
    const { first = {} as MachineJson } = TINY.parts;
    const less = { ...TINY, version: '2', parts: { first }, root: { ...TINY.root, states: root } };
    const [from, to] = [compileDefinition(TINY), compileDefinition(less)];
    const planned = {
      parts: { first: FIRST, second: FIRST },
      steps: { 'T-201': CUT_OVER },
    };
    const state = { ...EMPTY, plan: planned };
    const mapped = mapState(state, from, to, sameNames(TINY, less));
    expect(mapped.state.plan).toEqual({ parts: { first: FIRST }, steps: {} });
    expect(mapped.notes.map(({ code }) => code)).toEqual([
      'migration.plan-dropped',
      'migration.plan-dropped',
    ]);
  });
});

describe('what is late', () => {
  it('shows as soon as its moment passes and not before, though nothing else happens and whichever way the clock goes', async () => {
    await plan({ parts: { first: FIRST }, steps: { 'T-201': CUT_OVER } });
    let now = '';
    const overview = new Overview(new Checklists(tiny.umstieg.core), () => new Date(now));
    const lateAt = async (at: string) => {
      now = at;
      const [row] = await overview.runs();
      return row?.alarms.filter(({ kind }) => kind === 'late').length;
    };
    const before = '2026-03-01T00:00:00.000Z';
    const after = '2026-03-20T00:00:00.000Z';
    expect(await lateAt(before)).toBe(0);
    expect(await lateAt(FIRST.until)).toBe(0);
    expect(await lateAt(FIRST.until.replace('00.000Z', '00.001Z'))).toBe(1);
    expect(await lateAt(after)).toBe(2);
    expect(await lateAt(CUT_OVER)).toBe(1);
    expect(await lateAt(before)).toBe(0);
  });

  it('is an alarm from the planned moment on, and none before', async () => {
    await plan({ parts: { second: FIRST }, steps: { 'T-201': CUT_OVER } });
    expect(await alarmsAt('2026-03-02T07:59:59.000Z')).toEqual([]);
    expect(await alarmsAt('2026-03-02T08:00:01.000Z')).toEqual([
      { kind: 'late', part: 'second', title: { de: 'Zweites', en: 'Second' }, since: FIRST.from },
    ]);
    expect(await alarmsAt('2026-03-14T08:00:00.000Z')).toMatchObject([
      { part: 'second' },
      { step: 'T-201', since: CUT_OVER },
    ]);
  });

  it('is no alarm for a part that has begun in time and has time left', async () => {
    await plan({ parts: { first: FIRST } });
    expect(await alarmsAt('2026-03-03T08:00:00.000Z')).toEqual([]);
    expect(await alarmsAt('2026-03-05T08:00:00.000Z')).toMatchObject([{ since: FIRST.until }]);
    await tiny.hand('T-101', { size: 3 });
    expect(await alarmsAt('2026-03-05T08:00:00.000Z')).toEqual([]);
  });

  it('is measured by the clock of the run where it has one', async () => {
    const drill = await newTinyRun(tiny.umstieg, 'drill');
    const { clock } = await tiny.umstieg.queries.run(drill);
    const later = new Date(Date.parse(clock ?? '') + 86_400_000).toISOString();
    await plan({ parts: { first: { from: null, until: later } } }, drill);
    const late = async () => {
      const overview = new Overview(
        new Checklists(tiny.umstieg.core),
        () => new Date('2990-01-01'),
      );
      const row = (await overview.runs()).find((one) => one.run === drill);
      return row?.alarms.filter(({ kind }) => kind === 'late').length;
    };
    expect(await late()).toBe(0);
    await tiny.umstieg.command(drill, { do: 'advance', duration: 'P2D' }, anna);
    expect(await late()).toBe(1);
  });
});

describe('a plan', () => {
  it.each<[string, Partial<Plan>, string]>([
    ['a part nobody knows', { parts: { third: FIRST } }, 'third'],
    ['a step that is no milestone', { steps: { 'T-101': CUT_OVER } }, 'T-101'],
    [
      'an end before the begin',
      { parts: { first: { from: FIRST.until, until: FIRST.from } } },
      'first.until',
    ],
    ['a moment without a zone', { steps: { 'T-201': '2026-03-14T07:30' } }, 'T-201'],
    [
      'a day that is none',
      { parts: { first: { from: '2026-02-31T08:00:00Z', until: null } } },
      'first.from',
    ],
    ['__proto__', { parts: JSON.parse('{"__proto__": null}') as Plan['parts'] }, '__proto__'],
  ])(
    'is refused for %s, by its name, and the refusal is recorded',
    async (_what, dates, column) => {
      const { head } = await tiny.umstieg.queries.run(tiny.id);
      await expect(plan(dates)).rejects.toMatchObject({
        code: 'input.invalid',
        details: { place: { column } },
      });
      expect((await tiny.umstieg.queries.run(tiny.id)).head.seq).toBe(head.seq + 1);
    },
  );

  it('is refused where it says nothing', async () => {
    await expect(plan({})).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('stands in the audit trail, and a date moved in the database is found', async () => {
    await plan({ parts: { first: FIRST } });
    const trail = await tiny.umstieg.core.database.query<{ body: string }>(
      'SELECT body FROM audit_entry WHERE run_id = ? ORDER BY seq DESC LIMIT 1',
      [tiny.id],
    );
    expect(JSON.parse(trail[0]?.body ?? '')).toMatchObject({
      event: 'run.planned',
      inputs: { parts: [{ part: 'first', ...FIRST }], steps: [] },
    });
    expect((await tiny.umstieg.verify(tiny.id)).findings).toEqual([]);
    await tiny.umstieg.core.database.write(
      `UPDATE run SET state = replace(state, '2026-03-04T16', '2026-03-05T16') WHERE id = ?`,
      [tiny.id],
    );
    const { findings } = await (await openTiny(tiny.folder)).verify(tiny.id);
    expect(findings.length).toBeGreaterThan(0);
  });
});
