import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { TinyRun } from './tiny-run.js';
import { anna, cleanUp, karl, openTiny } from './tiny-sequence.js';

let tiny: TinyRun;
let umstieg: Umstieg;
let run: string;

beforeEach(async () => {
  tiny = await TinyRun.begin();
  ({ umstieg, id: run } = tiny);
});
afterEach(cleanUp);

describe('commands', () => {
  it('answers the same key with the first answer and does nothing twice', async () => {
    const keyed = { ...anna, key: 'k-1' };
    const first = await tiny.hand('T-101', { size: 3 }, keyed);
    const again = await tiny.hand('T-101', { size: 3 }, keyed);
    expect(again).toEqual(first);
    expect((await umstieg.queries.task(run, 'T-101')).attempts).toHaveLength(1);
  });

  it('gives the first refusal again, and refuses the key for anything else', async () => {
    const keyed = { ...anna, key: 'k-2' };
    const invalid = { code: 'input.invalid' };
    await expect(tiny.hand('T-101', { size: 'many' }, keyed)).rejects.toMatchObject(invalid);
    await tiny.toTheEnd();
    await expect(tiny.hand('T-101', { size: 'many' }, keyed)).rejects.toMatchObject(invalid);
    await expect(tiny.hand('T-101', { size: 1 }, keyed)).rejects.toMatchObject({
      code: 'command.mismatch',
    });
  });

  it('knows a command by the content of its evidence, not by the path', async () => {
    await tiny.toActing();
    const keyed = { ...anna, key: 'k-6' };
    const first = await tiny.hand('T-201', { size: 1 }, keyed, [tiny.picture]);
    const copy = join(tiny.folder, 'copy.png');
    await writeFile(copy, 'a picture');
    expect(await tiny.hand('T-201', { size: 1 }, keyed, [copy])).toEqual(first);
    await writeFile(tiny.picture, 'another picture');
    await expect(tiny.hand('T-201', { size: 1 }, keyed, [tiny.picture])).rejects.toMatchObject({
      code: 'command.mismatch',
    });
  });

  it('runs one command once, even when it arrives twenty times at the same moment', async () => {
    const keyed = { ...anna, key: 'k-3' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        umstieg.submit(run, 'T-101', { set: { size: 3 }, evidence: [] }, keyed),
      ),
    );
    await umstieg.settle();
    expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1);
    expect((await umstieg.queries.task(run, 'T-101')).attempts).toHaveLength(1);
  });

  it('refuses a stale revision as a conflict', async () => {
    const { revision } = await umstieg.queries.run(run);
    await tiny.hand('T-101', { size: 3 });
    await expect(
      umstieg.command(run, { do: 'assign', step: 'T-202', to: 'Karl' }, { ...anna, revision }),
    ).rejects.toMatchObject({ code: 'run.conflict', exitCode: 4 });
  });
});

describe('a key that was refused', () => {
  it('asks again under the same key what was refused for the moment only, and records both', async () => {
    const keyed = { ...anna, key: 'k-4' };
    const { head } = await umstieg.queries.run(run);
    await expect(tiny.hand('T-202', { size: 1 }, keyed)).rejects.toMatchObject({
      code: 'step.not-ready',
    });
    expect((await umstieg.queries.run(run)).head.seq).toBe(head.seq + 1);
    await tiny.toActing();
    await tiny.hand('T-201', { size: 1 }, anna, [tiny.picture]);
    const first = await tiny.hand('T-202', { size: 1 }, keyed);
    expect(await tiny.status('T-202')).toBe('done');
    expect(await tiny.hand('T-202', { size: 1 }, keyed)).toEqual(first);
  });

  it('keeps a refusal that the caller reckons with, so that playing again never sends it later', async () => {
    const keyed = { ...anna, key: 'k-5', expects: 3 };
    const early = { code: 'step.not-ready' };
    await expect(tiny.hand('T-202', { size: 1 }, keyed)).rejects.toMatchObject(early);
    await tiny.toTheEnd();
    await expect(tiny.hand('T-202', { size: 1 }, keyed)).rejects.toMatchObject(early);
  });

  it('lets two that play the same commands at once both come to the end', async () => {
    const other = await openTiny(tiny.folder);
    const steps = ['T-101', 'T-201', 'T-202', 'T-203'];
    const player = async (own: Umstieg) => {
      for (let n = 0, tries = 0; n < steps.length && tries < 400; tries++) {
        const [step = '', keyed] = [steps[n], { ...anna, key: `play:${String(n)}` }];
        try {
          await own.submit(run, step, { set: { size: 1 }, evidence: [tiny.picture] }, keyed);
          await own.settle();
          if (step === 'T-101')
            await own.command(run, { do: 'approve', step: 'T-201' }, karl).catch(() => undefined);
          n++;
        } catch {
          await new Promise((go) => setTimeout(go, 10));
        }
      }
    };
    await Promise.all([player(umstieg), player(other)]);
    expect((await umstieg.queries.run(run)).status).toBe('completed');
    expect((await umstieg.queries.task(run, 'T-202')).attempts).toHaveLength(1);
  });
});

describe('what a person may ask of a run', () => {
  it('keeps a signal that comes early and delivers it when a machine can hear it', async () => {
    await umstieg.command(run, { do: 'signal', type: 'signal.late' }, anna);
    expect((await umstieg.queries.run(run)).parts[0]?.state).toBe('measuring');
    await tiny.hand('T-101', { size: 3 });
    expect((await umstieg.queries.run(run)).parts[0]?.state).toBe('noticed');
  });

  it.each([
    'xstate.done.actor.x',
    'xstate.after.1000.second',
    'part.skip',
    'T-101.settled',
    '__proto__',
  ])('refuses the forged event %s', async (type) => {
    await expect(umstieg.command(run, { do: 'signal', type }, anna)).rejects.toMatchObject({
      code: 'signal.not-allowed',
    });
  });

  it('stops at pause, goes on at resume, and ends at cancel', async () => {
    await umstieg.command(run, { do: 'pause', reason: 'holiday' }, anna);
    await expect(tiny.hand('T-101', { size: 3 })).rejects.toMatchObject({ code: 'run.paused' });
    await umstieg.command(run, { do: 'resume', reason: 'back' }, anna);
    await tiny.hand('T-101', { size: 3 });
    await umstieg.command(run, { do: 'cancel', reason: 'customer left' }, anna);
    await expect(tiny.approve('T-201')).rejects.toMatchObject({ code: 'run.ended' });
    expect((await umstieg.queries.run(run)).status).toBe('canceled');
  });

  it('switches only (+) rows off, and on again', async () => {
    await expect(
      umstieg.command(run, { do: 'switch', step: 'T-202', on: false, reason: 'x' }, anna),
    ).rejects.toMatchObject({ code: 'step.not-optional' });
    await umstieg.command(
      run,
      { do: 'switch', step: 'T-203', on: false, reason: 'not used' },
      anna,
    );
    expect(await tiny.status('T-203')).toBe('waiting-approval');
    await expect(tiny.approve('T-203', anna)).rejects.toMatchObject({
      code: 'approval.same-person',
    });
    await tiny.approve('T-203');
    expect(await tiny.status('T-203')).toBe('not-applicable');
    await umstieg.command(run, { do: 'switch', step: 'T-203', on: true, reason: 'used' }, anna);
    expect(await tiny.status('T-203')).toBe('locked');
  });
});
