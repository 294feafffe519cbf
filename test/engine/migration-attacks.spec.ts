import { join } from 'node:path';
import type { Outcome } from '../../src/core/outcome.js';
import type { TaskStep } from '../../src/core/step.js';
import { task } from '../../src/machines/kinds.js';
import { Step } from '../../src/steps/step.decorator.js';
import {
  DOING,
  freshFolders,
  measure,
  move,
  openNew,
  parked,
  RENAMED,
  sound,
  withStates,
} from './changed-tiny.js';
import { anna, karl, newTinyRun, openTiny, statusOf, temporaryFolder } from './tiny-sequence.js';

freshFolders();

@Step({
  id: 'T-204',
  part: 'second',
  kind: 'task',
  title: { de: 'Foto', en: 'Photograph' },
  instruction: { de: 'Foto', en: 'Photograph' },
  lines: [],
  optional: true,
  undo: { possible: 'yes', how: { de: '', en: '' } },
})
class Photograph implements TaskStep {
  verify(): Outcome {
    return { verdict: 'consistent', reasons: [], facts: {} };
  }
}

describe('an order that does not fit the run', () => {
  it('is refused when it leads to a definition of another sequence', async () => {
    const { umstieg, run } = await parked(async () => undefined, { ...RENAMED, name: 'other' });
    await expect(move(umstieg, run)).rejects.toMatchObject({
      code: 'migration.refused',
      text: { en: expect.stringMatching(/tiny.*other/) as unknown },
    });
    expect((await umstieg.queries.run(run)).definition.version).toBe('1');
    await sound(umstieg, run);
  });

  it('is refused when its mapping names a signal nobody listens to', async () => {
    const { umstieg, run } = await parked(async () => undefined, RENAMED);
    const strange: Record<string, string>[] = [
      { 'signal.moon': 'signal.go' },
      { 'signal.go': 'signal.moon' },
    ];
    for (const signals of strange)
      await expect(move(umstieg, run, { mapping: { ...DOING, signals } })).rejects.toMatchObject({
        code: 'migration.refused',
        text: { en: expect.stringContaining('signal.moon') as unknown },
      });
    await move(umstieg, run, { mapping: { ...DOING, signals: { 'signal.go': 'signal.go' } } });
  });
});

describe('a run that came from another installation', () => {
  it('moves here and goes back, and its chain holds', async () => {
    const { umstieg: first, run } = await parked((old, id) => measure(old, id), RENAMED);
    const file = join(await temporaryFolder(), 'run.zip');
    await first.archive.export(run, file, karl.who, { reason: 'Vertretung' });
    const here = await openNew(RENAMED, await temporaryFolder());
    await here.handOvers.import(file, { trust: {}, reason: 'Ich übernehme', who: karl.who });
    await move(here, run);
    expect((await here.queries.run(run)).definition.version).toBe('2');
    await here.migrator.undo(run, 'doch nicht', karl);
    expect((await here.queries.run(run)).definition.version).toBe('1');
    expect(await statusOf(here, run, 'T-201')).toBe('waiting-approval');
    await sound(here, run);
  });
});

describe('a (+) row that only the new definition has', () => {
  it('still takes two people to do without', async () => {
    const folder = await temporaryFolder();
    const old = await openTiny(folder);
    const run = await newTinyRun(old);
    await old.close();
    const definition = withStates('2', 'second', {
      judged: task('T-203', 'photographed'),
      photographed: task('T-204', 'over'),
    });
    const umstieg = await openTiny(folder, { definition }, [Photograph]);
    await move(umstieg, run);
    const off = { do: 'switch', step: 'T-204', on: false, reason: 'nicht nötig' } as const;
    await umstieg.command(run, off, anna);
    const approve = { do: 'approve', step: 'T-204' } as const;
    await expect(umstieg.command(run, approve, anna)).rejects.toMatchObject({
      code: 'approval.same-person',
    });
    await umstieg.command(run, approve, karl);
    expect(await statusOf(umstieg, run, 'T-204')).toBe('not-applicable');
    await sound(umstieg, run);
  });
});
