import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RequestError } from '../../src/core/errors.js';
import { opensAfter } from '../../src/engine/promotion.js';
import { RawFile } from '../persistence/raw-file.js';
import { ForkedTiny, refusal } from './forked-tiny.js';
import { anna, cleanUp, karl, statusOf } from './tiny-sequence.js';

let tiny: ForkedTiny;
let made: string;

beforeEach(async () => {
  tiny = await ForkedTiny.open();
  await tiny.claim(tiny.origin, 'T-101', { size: 3 });
  made = await tiny.fork();
  await tiny.redo(made, 'T-101');
  await tiny.claim(made, 'T-101', { size: 30 });
});
afterEach(cleanUp);

const between = (from = made, to = tiny.origin) => ({ from, to, reason: 'better' });
const plan = (step: string, p = between(), key?: string) =>
  tiny.umstieg.promoter.plan(p, step, key);
const order = (p: ReturnType<typeof between>, steps = ['T-101']) =>
  tiny.umstieg.promoter.order(p, steps, karl);
async function promote(step: string, p = between(), key?: string): Promise<void> {
  await tiny.umstieg.promoter.handIn(p, await plan(step, p, key), karl);
  await tiny.umstieg.settle();
}

describe('a claim of a what-if', () => {
  it('goes into its origin as a claim of whoever promotes it, is checked again and recorded as promoted', async () => {
    await tiny.redo(tiny.origin, 'T-101');
    await promote('T-101');
    expect(await statusOf(tiny.umstieg, tiny.origin, 'T-101')).toBe('done');
    const { steps } = await tiny.umstieg.queries.run(tiny.origin);
    expect(steps[0]?.doers).toEqual(['Karl']);
    const results = await Promise.all(
      [made, tiny.origin].map(async (run) => (await tiny.umstieg.core.read(run)).state.tasks),
    );
    expect(results[0]?.['T-102']?.result).toBe(results[1]?.['T-102']?.result);
    const entries = await RawFile.use(join(tiny.folder, 'umstieg.sqlite'), (raw) =>
      raw.all<{ body: string }>(
        `SELECT body FROM audit_entry WHERE run_id = '${tiny.origin}' AND body LIKE '%T-101.promote%'`,
      ),
    );
    expect(entries.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
      { event: 'T-101.promote', inputs: { size: 30, 'promoted.from': made } },
    ]);
    await tiny.sound(tiny.origin);
    await tiny.sound(made);
  });

  it('is found again when it is promoted twice, and is new after another redo', async () => {
    await tiny.redo(tiny.origin, 'T-101');
    expect(await plan('T-101')).toMatchObject({ before: false, input: { size: 30 } });
    await promote('T-101');
    expect(await plan('T-101')).toMatchObject({ before: true });
    await tiny.redo(tiny.origin, 'T-101');
    expect(await plan('T-101')).toMatchObject({ before: false });
  });

  it('is handed in anew after it was not accepted', async () => {
    await tiny.redo(tiny.origin, 'T-101');
    const first = await plan('T-101');
    const bad = { ...first, input: { ...first.input, mode: 'bad' } };
    await tiny.umstieg.promoter.handIn(between(), bad, karl);
    await tiny.umstieg.settle();
    expect(await statusOf(tiny.umstieg, tiny.origin, 'T-101')).toBe('rejected');
    await promote('T-101');
    expect(await statusOf(tiny.umstieg, tiny.origin, 'T-101')).toBe('done');
  });
});

describe('a claim that cannot be promoted', () => {
  it('is refused while its row is not open, and the refusal names what opens it', async () => {
    const redo = { act: 'redo', run: tiny.origin, step: 'T-101' };
    await expect(plan('T-101')).rejects.toMatchObject({
      code: 'step.not-ready',
      details: { remedy: redo },
    });
  });

  it('is refused when the row came to the same result by itself', async () => {
    await tiny.redo(tiny.origin, 'T-101');
    await tiny.claim(tiny.origin, 'T-101', { size: 30 });
    expect(await refusal(plan('T-101'))).toBe('promote.nothing');
  });

  it('is refused where the row overwrites, is computed, was only taken over or is not decided', async () => {
    expect(await refusal(plan('T-201'))).toBe('promote.never');
    expect(await refusal(plan('T-102'))).toBe('promote.nothing');
    expect(await refusal(plan('T-202'))).toBe('promote.nothing');
    expect(await refusal(plan('T-101', between(await tiny.fork())))).toBe('promote.nothing');
    expect(await refusal(plan('T-999'))).toBe('step.unknown');
  });

  it('is refused when it was erased, holds a secret, or is of a person nobody named', async () => {
    await tiny.redo(made, 'T-101');
    await tiny.claim(made, 'T-101', { size: 31, code: 'ABCDEFGHIJKLMNOP' });
    await tiny.redo(tiny.origin, 'T-101');
    expect(await refusal(plan('T-101'))).toBe('promote.never');
    await RawFile.use(join(tiny.folder, 'umstieg.sqlite'), (raw) =>
      raw.all(`UPDATE attempt SET input = '', salt = '' WHERE run_id = '${made}'`),
    );
    expect(await refusal(plan('T-101'))).toBe('promote.erased');
    const nobody = { who: { ...karl.who, name: ' ' } };
    expect(await refusal(tiny.umstieg.promoter.order(between(), ['T-101'], nobody))).toBe(
      'actor.required',
    );
    expect(await refusal(order({ ...between(), reason: '' }))).toBe('reason.required');
  });
});

describe('a claim that needs more than itself', () => {
  beforeEach(async () => {
    for (const run of [tiny.origin, made]) {
      await tiny.umstieg.command(run, { do: 'approve', step: 'T-201' }, karl);
      await tiny.claim(run, 'T-201', { size: 4 }, 1);
    }
  });

  it('goes in with what it was checked on there, and says where that is another', async () => {
    await tiny.claim(made, 'T-202', { size: 5 });
    expect(await plan('T-202')).toMatchObject({ otherBasis: ['T-101'], before: false });
    await promote('T-202');
    expect(await statusOf(tiny.umstieg, tiny.origin, 'T-202')).toBe('done');
  });

  it('opens after the row before it where that is promoted first, and not after any other', async () => {
    await tiny.claim(made, 'T-202', { size: 5 });
    await tiny.claim(made, 'T-203', { size: 6 });
    const error = (await plan('T-203').catch((e: unknown) => e)) as RequestError;
    expect(opensAfter(error, ['T-202'])).toEqual({ after: ['T-202'], also: [] });
    expect(opensAfter(error, ['T-101'])).toBeUndefined();
    await promote('T-202');
    expect(await plan('T-203')).toMatchObject({ before: false, input: { size: 6 } });
  });

  it('waits for a second person where its check says so: who promotes does not approve', async () => {
    await tiny.claim(made, 'T-202', { size: 5, mode: 'unreadable' });
    await tiny.umstieg.command(made, { do: 'approve', step: 'T-202' }, karl);
    await promote('T-202');
    expect(await statusOf(tiny.umstieg, tiny.origin, 'T-202')).toBe('waiting-approval');
    const approve = (options: typeof anna) =>
      refusal(tiny.umstieg.command(tiny.origin, { do: 'approve', step: 'T-202' }, options));
    expect(await approve(karl)).toBe('approval.same-person');
    expect(await approve(anna)).toBe('made');
  });

  it('is refused when its evidence is gone', async () => {
    await tiny.claim(made, 'T-202', { size: 5 }, 1);
    const { evidence } = await plan('T-202');
    expect(evidence).toMatchObject([{ name: 'picture-0.png' }]);
    await rm(tiny.umstieg.core.evidence.path(evidence[0]?.digest ?? ''), { force: true });
    expect(await refusal(plan('T-202'))).toBe('evidence.unusable');
  });
});

describe('where claims may go', () => {
  it('is the run a what-if came from, also over another what-if', async () => {
    expect(await order(between(), ['T-202', 'T-101'])).toEqual(['T-101', 'T-202']);
    const second = await tiny.fork(made);
    expect(await refusal(order(between(second)))).toBe('made');
    expect(await refusal(order(between(second, made)))).toBe('made');
  });

  it('is not the what-if itself, its sibling, a live run into another, or a run of another project', async () => {
    const sibling = await tiny.fork();
    const { projectId } = tiny;
    const live = { kind: 'live', who: anna.who } as const;
    const second = await tiny.umstieg.newRun({ projectId, ...live });
    const { runId } = await tiny.umstieg.newProject({ customer: 'Andere', ...live });
    for (const [from, to] of [
      [made, made],
      [made, sibling],
      [tiny.origin, made],
      [tiny.origin, second],
      [made, runId],
    ] as const)
      expect(await refusal(order(between(from, to)))).toBe('promote.not-origin');
    expect(await refusal(order(between('r-none')))).toBe('run.not-found');
  });

  it('records what was refused in the trail of the run it was meant for', async () => {
    const error = await plan('T-101').catch((e: unknown) => e);
    const { head } = await tiny.umstieg.queries.run(tiny.origin);
    const again = tiny.umstieg.promoter.refuse(between(), 'T-101', error as never, karl);
    expect(await refusal(again)).toBe('step.not-ready');
    expect((await tiny.umstieg.queries.run(tiny.origin)).head.seq).toBe(head.seq + 1);
    await tiny.sound(tiny.origin);
  });
});
