import { join } from 'node:path';
import { RawFile } from '../persistence/raw-file.js';
import { ForkedTiny, refusal } from './forked-tiny.js';
import { anna, cleanUp } from './tiny-sequence.js';

let tiny: ForkedTiny;

beforeEach(async () => {
  tiny = await ForkedTiny.open();
});
afterEach(cleanUp);

describe('what a what-if does not have', () => {
  it('keeps erased what was erased', async () => {
    await tiny.acted();
    const { state } = await tiny.umstieg.core.read(tiny.origin);
    await RawFile.use(join(tiny.folder, 'umstieg.sqlite'), (raw) =>
      raw.all(
        `UPDATE fact SET body = '' WHERE run_id = '${tiny.origin}' AND digest = '${state.tasks['T-201']?.result ?? ''}'`,
      ),
    );
    const run = await tiny.fork();
    expect(await tiny.statuses(run)).toEqual(await tiny.statuses(tiny.origin));
    expect(await tiny.umstieg.verify(run)).toMatchObject({ ok: true, erased: 1 });
  });

  it('refuses to keep a claim that lies in the origin only', async () => {
    await tiny.acted();
    const run = await tiny.fork();
    const redo = { do: 'redo', step: 'T-101', reason: 'x', keep: ['T-202'] } as const;
    await tiny.umstieg.submit(run, 'T-202', { set: { size: 1 }, evidence: [] }, anna);
    await tiny.umstieg.settle();
    expect(await refusal(tiny.umstieg.command(run, redo, anna))).toBe('made');
    const other = await tiny.fork(run);
    expect(await refusal(tiny.umstieg.command(other, { ...redo, step: 'T-203' }, anna))).toBe(
      'redo.nothing',
    );
  });
});

describe('forking', () => {
  it('gives the same run for the same key, and refuses the key for something else', async () => {
    await tiny.acted();
    const [one, two] = await Promise.all([
      tiny.fork(tiny.origin, {}, { key: 'k' }),
      tiny.fork(tiny.origin, {}, { key: 'k' }),
    ]);
    expect(two).toBe(one);
    expect(await tiny.fork(tiny.origin, {}, { key: 'k' })).toBe(one);
    expect(await refusal(tiny.fork(tiny.origin, { at: ['T-101'] }, { key: 'k' }))).toBe(
      'command.mismatch',
    );
    expect((await tiny.umstieg.queries.list()).filter((r) => r.kind === 'what-if')).toHaveLength(1);
  });

  it('refuses what it cannot do, with a code, and records it', async () => {
    const { runId: stranger } = await tiny.umstieg.newProject({
      ...{ customer: 'Andere', kind: 'live', who: anna.who },
    });
    expect(await refusal(tiny.fork(stranger))).toBe('fork.other-project');
    expect(await refusal(tiny.fork('r-none'))).toBe('run.not-found');
    expect(await refusal(tiny.fork('instance'))).toBe('run.not-found');
    expect(await refusal(tiny.fork(tiny.origin, { at: ['T-999'] }))).toBe('step.unknown');
    expect(await refusal(tiny.fork(tiny.origin, { without: ['T-202'] }))).toBe('fork.nothing');
    expect(await refusal(tiny.fork(tiny.origin, {}, { revision: 99 }))).toBe('run.conflict');
    const refused = await RawFile.use(join(tiny.folder, 'umstieg.sqlite'), (raw) =>
      raw.all(`SELECT 1 FROM audit_entry WHERE run_id = 'instance' AND body LIKE '%"code":%'`),
    );
    expect(refused).toHaveLength(6);
  });

  it('takes what the origin was when it was read, although the origin moves on', async () => {
    await tiny.claim(tiny.origin, 'T-101', { size: 3 });
    const [run] = await Promise.all([
      tiny.fork(),
      tiny.umstieg.command(tiny.origin, { do: 'redo', step: 'T-101', reason: 'x', keep: [] }, anna),
    ]);
    await tiny.umstieg.settle();
    await tiny.sound(run);
    await tiny.sound(tiny.origin);
  });
});
