import { comparisonLines } from '../../src/cli/compare-lines.js';
import { Screen } from '../../src/cli/screen.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { openSession } from '../../src/open-session.js';
import { Sink } from '../cli/command-line.js';
import { CERTIFICATE_RENEWAL } from '../second-sequence/certificate-renewal.js';
import { freshFolders, measure, move, openNew, openOld, RENAMED, sound } from './changed-tiny.js';
import { refusal } from './forked-tiny.js';
import { anna, karl, newTinyRun, openTiny, statusOf, temporaryFolder } from './tiny-sequence.js';

freshFolders();

/** A run that was begun, and measured, under version 1; now the program knows version 2. */
async function earlierRun(): Promise<{
  umstieg: Umstieg;
  run: string;
  fork: () => Promise<string>;
}> {
  const old = await openOld();
  const run = await newTinyRun(old);
  await measure(old, run);
  await old.close();
  const umstieg = await openNew(RENAMED);
  const { projectId } = await umstieg.queries.run(run);
  const fork = async () => {
    const made = await umstieg.forker.fork(
      { projectId, from: run, at: [], without: [] },
      { ...karl },
    );
    await umstieg.settle();
    return made;
  };
  return { umstieg, run, fork };
}

async function redone(umstieg: Umstieg, run: string, size?: number): Promise<void> {
  await umstieg.command(run, { do: 'redo', step: 'T-101', reason: 'x', keep: [] }, anna);
  if (size !== undefined) await umstieg.submit(run, 'T-101', { set: { size }, evidence: [] }, anna);
  await umstieg.settle();
}

const screen = new Screen(false, 'en', { stdout: new Sink(), stderr: new Sink() });

describe('a what-if of a run on an earlier definition', () => {
  it('stays on that definition, and is compared without a word on versions', async () => {
    const { umstieg, run, fork } = await earlierRun();
    const made = await fork();
    expect((await umstieg.queries.run(made)).definition.version).toBe('1');
    const compared = await umstieg.comparer.compare(run, made);
    expect(compared).toMatchObject({ sameDefinition: true, counts: { differs: 0 } });
    expect(comparisonLines(compared, screen).join('\n')).not.toContain('Different versions');
    await sound(umstieg, made);
  });

  it('is compared with its origin on the new one, with the names of both versions', async () => {
    const { umstieg, run, fork } = await earlierRun();
    const made = await fork();
    await move(umstieg, run);
    const compared = await umstieg.comparer.compare(run, made);
    expect(compared).toMatchObject({
      ...{ sameDefinition: false, a: { version: '2' }, b: { version: '1' } },
      ...{ counts: { same: 5, differs: 0, 'only-a': 0, 'only-b': 0 } },
    });
    const [two, one] = [compared.a, compared.b].map((r) => r.definition.slice(0, 12));
    expect(comparisonLines(compared, screen).join(' ')).toMatch(
      new RegExp(`Different versions of the sequence: A 2 \\(${two}\\), B 1\\s+\\(${one}\\)`),
    );
  });

  it('gives its claims to its origin, whichever version that has come to', async () => {
    const { umstieg, run, fork } = await earlierRun();
    const made = await fork();
    await redone(umstieg, made, 30);
    await move(umstieg, run);
    await redone(umstieg, run);
    const p = { from: made, to: run, reason: 'better' };
    await umstieg.promoter.handIn(p, await umstieg.promoter.plan(p, 'T-101', undefined), karl);
    await umstieg.settle();
    expect(await statusOf(umstieg, run, 'T-101')).toBe('done');
    const compared = await umstieg.comparer.compare(run, made);
    expect(compared.counts).toMatchObject({ same: 5, differs: 0 });
    await sound(umstieg, run);
    await sound(umstieg, made);
  });
});

describe('runs of two sequences in one data folder', () => {
  it('are neither compared nor promoted into each other', async () => {
    const folder = await temporaryFolder();
    const other = await openSession(CERTIFICATE_RENEWAL, { dataFolder: folder });
    const { runId: stranger } = await other.umstieg.newProject({
      ...{ customer: 'M', kind: 'live', who: anna.who },
    });
    await other.close();
    const umstieg = await openTiny(folder);
    const run = await newTinyRun(umstieg);
    await measure(umstieg, run);
    const { projectId } = await umstieg.queries.run(run);
    const made = await umstieg.forker.fork({ projectId, from: run, at: [], without: [] }, karl);
    for (const [a, b] of [
      [run, stranger],
      [stranger, made],
    ] as const) {
      const refused = umstieg.comparer.compare(a, b);
      await expect(refused).rejects.toMatchObject({
        code: 'compare.other-sequence',
        text: { en: expect.stringMatching(/\(tiny\).*different sequences/) as unknown },
      });
    }
    const promote = (from: string, to: string) =>
      umstieg.promoter.order({ from, to, reason: 'x' }, ['T-101'], karl);
    expect(await refusal(promote(made, stranger))).toBe('promote.not-origin');
    expect(await refusal(promote(stranger, run))).toBe('promote.not-origin');
  });
});
