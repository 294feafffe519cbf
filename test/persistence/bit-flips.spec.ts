import fc from 'fast-check';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UmstiegError } from '../../src/core/errors.js';
import { History } from '../../src/engine/history.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import {
  anna,
  cleanUp,
  karl,
  newTinyRun,
  openTiny,
  temporaryFolder,
} from '../engine/tiny-sequence.js';
import { databaseIn, RawFile, WITHOUT_GUARDS } from './raw-file.js';

interface Target {
  readonly table: string;
  readonly column: string;
  readonly where: string;
}

/** Everything of a run that says what happened, what was found and where it stands. */
const DEMANDED: readonly Target[] = [
  { table: 'run', column: 'state', where: 'id = ?' },
  { table: 'run', column: 'head_hash', where: 'id = ?' },
  { table: 'audit_entry', column: 'body', where: 'run_id = ?' },
  { table: 'fact', column: 'body', where: 'run_id = ?' },
];
const MORE: readonly Target[] = [
  { table: 'run', column: 'frontier', where: 'id = ?' },
  { table: 'run', column: 'definition', where: 'id = ?' },
  { table: 'audit_entry', column: 'hash', where: 'run_id = ?' },
  { table: 'checkpoint', column: 'text', where: 'run_id = ?' },
  { table: 'fact', column: 'digest', where: 'run_id = ?' },
  { table: 'opening', column: 'value', where: 'run_id = ?' },
  { table: 'opening', column: 'salt', where: 'run_id = ?' },
];

let umstieg: Umstieg;
let raw: RawFile;
let run: string;

/** A run in the middle of its work: results, a refusal, a decision, evidence. */
beforeAll(async () => {
  const folder = await temporaryFolder();
  umstieg = await openTiny(folder);
  run = await newTinyRun(umstieg);
  const hand = async (step: string, set: Record<string, unknown>, evidence: string[] = []) => {
    await umstieg.submit(run, step, { set, evidence }, anna);
    await umstieg.settle();
  };
  const picture = join(folder, 'picture.png');
  await writeFile(picture, 'a picture');
  await hand('T-101', { size: 3, mode: 'bad' });
  await hand('T-101', { size: 3, who: 'Jörg Müller' });
  await umstieg.command(run, { do: 'approve', step: 'T-201', reason: 'seen' }, karl);
  await hand('T-201', { size: 1 }, [picture]);
  raw = await RawFile.open(databaseIn(folder));
  await raw.exec(`${WITHOUT_GUARDS} PRAGMA foreign_keys = OFF;`);
});
afterAll(async () => {
  await raw.close();
  await cleanUp();
});

/** What loading the run and verifying it say; empty when neither noticed anything. */
async function noticed(): Promise<string[]> {
  const found: string[] = [];
  await umstieg.core.read(run).catch((error: unknown) => found.push(codeOf(error)));
  await umstieg.verify(run).then(
    ({ findings }) => found.push(...findings.map((f) => f.code)),
    (error: unknown) => found.push(codeOf(error)),
  );
  return found;
}

/** Only errors with a code count: a bare SyntaxError names no run. */
function codeOf(error: unknown): string {
  if (error instanceof UmstiegError) return error.code;
  throw error;
}

interface Flip {
  readonly row: number;
  readonly byte: number;
  readonly bit: number;
}

/** Flips one bit of one stored value, looks, and puts the value back. */
async function flipped(target: Target, flip: Flip): Promise<string[]> {
  const { table, column, where } = target;
  const rows = await raw.all<{ rowid: number; bytes: Buffer }>(
    `SELECT rowid, CAST(${column} AS BLOB) AS bytes FROM ${table} WHERE ${where} ORDER BY rowid`,
    [run],
  );
  const row = rows[flip.row % rows.length];
  if (!row) throw new Error(`${table} has no row`);
  const spoiled = Buffer.from(row.bytes);
  const at = flip.byte % spoiled.length;
  spoiled.writeUInt8(spoiled.readUInt8(at) ^ (1 << flip.bit), at);
  const put = (bytes: Buffer) =>
    raw.all(`UPDATE ${table} SET ${column} = CAST(? AS TEXT) WHERE rowid = ?`, [bytes, row.rowid]);
  await put(spoiled);
  const found = await noticed();
  await put(row.bytes);
  return found;
}

const flips = (targets: readonly Target[]) =>
  fc.tuple(
    fc.constantFrom(...targets),
    fc.record({
      row: fc.nat(1_000),
      byte: fc.nat(100_000),
      bit: fc.nat(7),
    }),
  );

async function everyOneNoticed(targets: readonly Target[], numRuns: number): Promise<void> {
  expect(await noticed()).toEqual([]);
  await fc.assert(
    fc.asyncProperty(flips(targets), async ([target, flip]) => {
      expect(await flipped(target, flip)).not.toEqual([]);
    }),
    { numRuns, endOnFailure: true },
  );
  expect(await noticed()).toEqual([]);
}

describe('a single flipped bit', () => {
  it('in state, head, entries or facts is noticed by loading or verifying', async () => {
    await everyOneNoticed(DEMANDED, 200);
  }, 60_000);

  it('in anything else the chain stands on is noticed as well', async () => {
    await everyOneNoticed(MORE, 200);
  }, 60_000);

  it('in an accepted fact is noticed before a step or a report sees the fact', async () => {
    const history = new History(umstieg.core);
    const rows = await raw.all<{ rowid: number; body: string }>(
      `SELECT rowid, body FROM fact WHERE run_id = ? AND step = 'T-101'`,
      [run],
    );
    expect(rows).toHaveLength(1);
    for (const { rowid, body } of rows) {
      await raw.all('UPDATE fact SET body = ? WHERE rowid = ?', [body.replace('3', '2'), rowid]);
      await expect(history.facts(run)).rejects.toMatchObject({ code: 'snapshot.corrupt' });
      await raw.all('UPDATE fact SET body = ? WHERE rowid = ?', [body, rowid]);
    }
    expect((await history.facts(run)).get('T-101')).toEqual({ size: 3 });
  });
});
