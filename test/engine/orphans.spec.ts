import { structuralHash, type DefinitionJson } from '../../src/machines/definition.js';
import { task } from '../../src/machines/kinds.js';
import { Doctor } from '../../src/engine/doctor.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { RawFile } from '../persistence/raw-file.js';
import {
  Before,
  database,
  EARLIER,
  freshFolders,
  openNew,
  openOld,
  withStates,
} from './changed-tiny.js';
import { anna, newTinyRun, openTiny, statusOf, TINY, world } from './tiny-sequence.js';

freshFolders();

const codes = async (umstieg: Umstieg) =>
  (await umstieg.orphans()).map(({ run, customer, reason }) => [run, customer, reason.code]);
const change = (sql: string) =>
  RawFile.use(database(), (raw) => raw.exec(`PRAGMA foreign_keys = OFF; ${sql}`));

describe('a run that this program cannot carry on', () => {
  it('because its definition is gone is named at the start, and stops no other', async () => {
    const old = await openOld();
    const lost = await newTinyRun(old);
    await old.close();
    const later = await openNew(EARLIER);
    const young = await newTinyRun(later);
    expect(await codes(later)).toEqual([]);
    await later.close();
    await change(`DELETE FROM definition WHERE version = '1' AND name = 'tiny'`);
    const umstieg = await openNew(EARLIER);
    expect(await codes(umstieg)).toEqual([[lost, 'Muster GmbH', 'definition.missing']]);
    await umstieg.submit(young, 'T-100', { set: {}, evidence: [] }, anna);
    const { findings } = await new Doctor(umstieg.core).examine();
    expect(findings.map((f) => f.code)).toContain('definition.missing');
  });

  it('because a step has no provider any more is named with the step', async () => {
    const later = await openNew(EARLIER);
    const run = await newTinyRun(later);
    await later.close();
    const umstieg = await openOld();
    const [orphan] = await umstieg.orphans();
    expect(orphan).toMatchObject({ run, reason: { code: 'migration.provider-missing' } });
    expect(orphan?.reason.text.en).toContain('T-100');
    const { findings } = await new Doctor(umstieg.core).examine();
    expect(findings).toMatchObject([{ code: 'migration.provider-missing' }]);
  });

  it('because its definition asks for a guard nobody knows says which', async () => {
    const old = await openOld();
    const run = await newTinyRun(old);
    await old.close();
    const strange = JSON.parse(
      JSON.stringify(TINY).replace('"settled"', '"moonPhase"'),
    ) as DefinitionJson;
    await change(`PRAGMA recursive_triggers = OFF;
      INSERT INTO definition SELECT '${structuralHash(strange)}', name, '7', '${JSON.stringify(strange)}' FROM definition WHERE name = 'tiny';
      UPDATE run SET definition = '${structuralHash(strange)}' WHERE id = '${run}'`);
    const umstieg = await openOld();
    const [orphan] = await umstieg.orphans();
    expect(orphan).toMatchObject({ run, reason: { code: 'definition.invalid' } });
    expect(orphan?.reason.text.en).toContain('unknown "moonPhase"');
    expect(await newTinyRun(umstieg)).toMatch(/^r-/);
  });
});

describe('a step that the current definition no longer has', () => {
  it('stays with the program as long as a stored definition names it', async () => {
    const later = await openNew(EARLIER);
    const run = await newTinyRun(later);
    await later.close();
    const umstieg = await openTiny(database().replace(/\/umstieg\.sqlite$/, ''), {}, [Before]);
    await umstieg.submit(run, 'T-100', { set: {}, evidence: [] }, anna);
    await umstieg.settle();
    expect(await statusOf(umstieg, run, 'T-101')).toBe('ready');
  });

  it('that no definition ever had is refused as before', async () => {
    const nobody = withStates('3', 'first', { measuring: task('T-102', 'doubled') });
    await expect(openNew(nobody)).rejects.toThrow(/no machine names step T-101/);
  });
});

describe('a program that only looks', () => {
  it('begins no attempt until it is told to', async () => {
    const looking = await openTiny(database().replace(/\/umstieg\.sqlite$/, ''), {
      startPaused: true,
    });
    const run = await newTinyRun(looking);
    await looking.submit(run, 'T-101', { set: { size: 3 }, evidence: [] }, anna);
    await looking.resume(run);
    expect(await statusOf(looking, run, 'T-101')).toBe('verifying');
    expect(world.executed).toEqual([]);
    await looking.begin();
    expect(await statusOf(looking, run, 'T-102')).toBe('done');
    expect(world.executed).toHaveLength(1);
  });
});
