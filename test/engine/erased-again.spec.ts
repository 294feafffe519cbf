import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Erasures } from '../../src/engine/erasures.js';
import { namedPerson } from '../../src/engine/named-person.js';
import { anna, cleanUp, karl, newTinyRun, openTiny, temporaryFolder } from './tiny-sequence.js';

afterEach(cleanUp);

it('a file that was erased and is handed in again is there again, in the run, on disk and for backups', async () => {
  const folder = await temporaryFolder();
  const umstieg = await openTiny(join(folder, 'data'));
  const run = await newTinyRun(umstieg);
  const proof = join(folder, 'proof.txt');
  writeFileSync(proof, 'Bild von Mia Zwirbel');
  const hand = async (size: number, evidence: string[]) => {
    await umstieg.submit(run, 'T-101', { set: { size }, evidence }, anna);
    await umstieg.settle();
  };
  const redo = { do: 'redo', step: 'T-101', reason: 'falsch', keep: [] } as const;
  await hand(3, [proof]);
  await umstieg.command(run, redo, karl);
  await hand(4, []);
  const rows = () =>
    umstieg.core.database.query<{ name: string }>('SELECT name FROM evidence WHERE run_id = ?', [
      run,
    ]);
  const why = { who: karl.who, reason: 'Antrag' };
  await new Erasures(umstieg).person(namedPerson('Mia Zwirbel', []), why);
  expect(await rows()).toEqual([{ name: '' }]);
  await umstieg.command(run, redo, karl);
  await hand(5, [proof]);
  expect(await rows()).toEqual([{ name: 'proof.txt' }]);
  await new Erasures(umstieg).finish();
  expect(await umstieg.verify(run)).toMatchObject({ ok: true, findings: [], evidence: 1 });
}, 60_000);

it('a fact that was erased and comes out again is there again, and the run verifies', async () => {
  const folder = await temporaryFolder();
  const umstieg = await openTiny(join(folder, 'data'));
  const run = await newTinyRun(umstieg);
  const hand = async (size: number) => {
    await umstieg.submit(run, 'T-101', { set: { size }, evidence: [] }, anna);
    await umstieg.settle();
  };
  const again = () =>
    umstieg.command(run, { do: 'redo', step: 'T-101', reason: 'falsch', keep: [] }, karl);
  const bodies = async () => {
    const sql = `SELECT body FROM fact WHERE run_id = ? AND step = 'T-101' ORDER BY body`;
    return (await umstieg.core.database.query<{ body: string }>(sql, [run])).map((f) => f.body);
  };
  await hand(3);
  await again();
  await hand(4);
  const names = { text: (value: string) => value.includes('"size":3'), file: () => false };
  await new Erasures(umstieg).person(names, { who: karl.who, reason: 'Antrag' });
  expect(await bodies()).toEqual(['', '{"size":4}']);
  await again();
  await hand(3);
  expect(await bodies()).toEqual(['{"size":3}', '{"size":4}']);
  await new Erasures(umstieg).finish();
  expect(await umstieg.verify(run)).toMatchObject({ ok: true, findings: [] });
}, 60_000);
