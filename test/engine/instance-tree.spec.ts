import { join } from 'node:path';
import { verifyBundle } from '../../src/audit/bundle-verify.js';
import { provesConsistency, provesInclusion } from '../../src/audit/merkle-proof.js';
import { parseConsistency, parseInclusion, parseTreeHead } from '../../src/audit/tree-head.js';
import { InstanceCheck } from '../../src/engine/instance-check.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { pack, resign, change } from '../audit/bundle-fixture.js';
import { unpack } from '../audit/bundle-parts.js';
import { copyOf } from '../recorded/recorded-folders.js';
import { anna, cleanUp, newTinyRun, openTiny } from './tiny-sequence.js';
import { TinyRun } from './tiny-run.js';

afterAll(cleanUp);

const TABLES = [
  ...['opening', 'fact', 'attempt', 'timer', 'command', 'evidence', 'fingerprint'],
  ...['checkpoint', 'audit_entry'],
];
const GUARDS = [
  ...['audit_entry_no_update', 'audit_entry_no_delete', 'checkpoint_no_delete'],
  ...['tree_leaf_no_update', 'tree_leaf_no_delete'],
];

const codesOf = (verdict: { findings: readonly { code: string }[] }) =>
  verdict.findings.map(({ code }) => code);

/** What somebody does who may write the database file: the guards go first. */
async function unguarded({ core }: Umstieg): Promise<(sql: string) => Promise<void>> {
  for (const name of GUARDS) await core.database.write(`DROP TRIGGER "${name}"`, []);
  await core.database.write('PRAGMA foreign_keys = OFF', []);
  return (sql) => core.database.write(sql, []);
}

async function deleteRun(umstieg: Umstieg, id: string): Promise<void> {
  const write = await unguarded(umstieg);
  for (const table of TABLES) await write(`DELETE FROM ${table} WHERE run_id = '${id}'`);
  await write(`DELETE FROM run WHERE id = '${id}'`);
}

/** Leaves without gaps, so that nothing but the roots can tell. */
async function closeGaps(umstieg: Umstieg): Promise<void> {
  const { database } = umstieg.core;
  await database.write(
    'CREATE TABLE kept AS SELECT chain, seq, hash FROM tree_leaf ORDER BY position',
    [],
  );
  await database.write('DELETE FROM tree_leaf', []);
  await database.write(
    'INSERT INTO tree_leaf(chain, seq, hash) SELECT chain, seq, hash FROM kept',
    [],
  );
}

const check = async (umstieg: Umstieg, head?: string) =>
  new InstanceCheck(umstieg.core).verify(head === undefined ? undefined : parseTreeHead(head));

describe('the tree over all runs', () => {
  it('has one leaf for each entry of each chain, and only grows', async () => {
    const run = await TinyRun.begin();
    const { umstieg } = run;
    const before = await umstieg.tree.head();
    await run.toActing();
    await newTinyRun(umstieg);
    const after = await umstieg.tree.head();
    const [{ entries } = { entries: 0 }] = await umstieg.core.database.query<{ entries: number }>(
      'SELECT (SELECT count(*) FROM audit_entry) + (SELECT count(*) FROM access_entry) AS entries',
    );
    expect(after.size).toBe(entries);
    const { at, hashes, note } = parseConsistency(await umstieg.tree.consistency(before.size));
    expect(at).toBe(before.size);
    expect(note.head).toEqual({ instanceId: after.instanceId, size: after.size, root: after.root });
    expect(provesConsistency(before, note.head, hashes)).toBe(true);
    expect(await check(umstieg, before.text)).toMatchObject({
      ok: true,
      entries,
      root: after.root,
    });
    await umstieg.close();
  });

  it('takes a batch of many commands in the order in which they stand in their chains', async () => {
    const { umstieg } = await TinyRun.begin();
    await Promise.all(Array.from({ length: 20 }, () => newTinyRun(umstieg)));
    const out = await umstieg.core.database.query(
      `SELECT l.position FROM tree_leaf l JOIN tree_leaf m ON m.chain = l.chain AND m.seq = l.seq + 1 WHERE m.position < l.position`,
    );
    expect(out).toEqual([]);
    expect(codesOf(await check(umstieg))).toEqual([]);
    await umstieg.close();
  });

  it('proves the head of a run, and a bundle carries the proof', async () => {
    const run = await TinyRun.begin();
    await run.toActing();
    const file = join(run.folder, 'run.zip');
    const made = await run.umstieg.archive.export(run.id, file, anna.who);
    const members = await unpack(file);
    const text = members.find(([name]) => name === 'inclusion.txt')?.[1].toString('utf8') ?? '';
    const { at, hashes, note } = parseInclusion(text);
    expect(provesInclusion(made.head, at, note.head, hashes)).toBe(true);
    expect((await verifyBundle(file, { key: made.signer })).status).toBe('verified');
    const { privateKey } = run.umstieg.core.keys;
    const earlier = await run.umstieg.tree.inclusion(run.id, 1);
    for (const forged of [
      earlier,
      text.replace('index ', 'index 1'),
      'nothing',
      text.replace(/umstieg\/\w+/, 'umstieg/other'),
    ]) {
      const changed = change(members, 'inclusion.txt', () => forged);
      const report = await verifyBundle(await pack(resign(changed, privateKey)));
      expect(codesOf(report)).toEqual(['bundle.inclusion-invalid']);
    }
    await run.umstieg.close();
  });

  it('of a recording made before there was one stands after opening, over every entry', async () => {
    const umstieg = await openTiny(await copyOf('tiny-1'));
    const verdict = await check(umstieg, (await umstieg.tree.head()).text);
    expect(verdict).toMatchObject({ ok: true });
    expect(verdict.entries).toBeGreaterThan(3);
    await umstieg.close();
  });
});

describe('an entry the tree does not hold', () => {
  it('is said to be missing, not its run', async () => {
    const { umstieg, id } = await TinyRun.begin();
    await expect(umstieg.tree.inclusion(id, 999)).rejects.toMatchObject({
      code: 'tree.entry-missing',
    });
    await umstieg.close();
  });
});

async function two() {
  const run = await TinyRun.begin();
  const other = await newTinyRun(run.umstieg);
  await run.toActing();
  return { run, other, umstieg: run.umstieg, head: (await run.umstieg.tree.head()).text };
}

describe('against a head that was printed earlier', () => {
  it('a run that was deleted as a whole is missed', async () => {
    const { umstieg, other, head } = await two();
    await deleteRun(umstieg, other);
    expect(codesOf(await check(umstieg))).toEqual(['tree.entry-missing']);
    await umstieg.core.database.write(`DELETE FROM tree_leaf WHERE chain = '${other}'`, []);
    await closeGaps(umstieg);
    expect(codesOf(await check(umstieg)).includes('tree.entry-missing')).toBe(false);
    expect(codesOf(await check(umstieg, head))[0]).toBe('tree.cut');
    for (let i = 0; i < 3; i += 1) await newTinyRun(umstieg);
    expect(codesOf(await check(umstieg, head))[0]).toBe('tree.rewritten');
    await umstieg.close();
  });

  it('a tail that was cut with its seals is missed, although the run is consistent in itself', async () => {
    const { umstieg, run, head } = await two();
    const rollback = await umstieg.core.database.query<{ seq: number }>(
      `SELECT head_seq AS seq FROM run WHERE id = '${run.id}'`,
    );
    const last = rollback[0]?.seq ?? 0;
    const write = await unguarded(umstieg);
    for (const [table, column] of [
      ['audit_entry', 'seq'],
      ['checkpoint', 'size'],
    ] as const)
      await write(`DELETE FROM ${table} WHERE run_id = '${run.id}' AND ${column} >= ${last}`);
    await write(`DELETE FROM tree_leaf WHERE chain = '${run.id}' AND seq >= ${last}`);
    await closeGaps(umstieg);
    expect(codesOf(await check(umstieg, head))[0]).toBe('tree.cut');
    await umstieg.close();
  });

  it('an entry rewritten with everything that names it is found, and one written past Umstieg too', async () => {
    const { umstieg, other, head } = await two();
    const write = await unguarded(umstieg);
    const hash = 'ab'.repeat(32);
    await write(`UPDATE audit_entry SET hash = '${hash}' WHERE run_id = '${other}' AND seq = 1`);
    expect(codesOf(await check(umstieg))[0]).toBe('tree.entry-changed');
    await write(`UPDATE tree_leaf SET hash = '${hash}' WHERE chain = '${other}' AND seq = 1`);
    expect(codesOf(await check(umstieg, head))[0]).toBe('tree.rewritten');
    await write(`DELETE FROM tree_leaf WHERE position = (SELECT max(position) FROM tree_leaf)`);
    expect(codesOf(await check(umstieg))).toContain('tree.entry-unlisted');
    await write(`DELETE FROM tree_leaf WHERE position = 2`);
    expect(codesOf(await check(umstieg))).toContain('tree.leaf-missing');
    await expect(umstieg.tree.inclusion(other, 1)).rejects.toMatchObject({
      code: 'audit.chain-broken',
    });
    await umstieg.close();
  });

  it('of another installation, or with a forged signature, is told as such', async () => {
    const { umstieg, head } = await two();
    const stranger = await TinyRun.begin();
    const foreign = await check(umstieg, (await stranger.umstieg.tree.head()).text);
    expect(codesOf(foreign)).toEqual(['tree.foreign']);
    const forged = head.replace(/\n\d+\n/, '\n2\n');
    expect(codesOf(await check(umstieg, forged))).toEqual([
      'tree.rewritten',
      'tree.head-signature',
    ]);
    await stranger.umstieg.close();
    await umstieg.close();
  });
});

it('refuses to shrink or to be changed', async () => {
  const { umstieg } = await TinyRun.begin();
  const { database } = umstieg.core;
  await expect(database.write('DELETE FROM tree_leaf', [])).rejects.toThrow('only grows');
  await expect(database.write('UPDATE tree_leaf SET seq = 9', [])).rejects.toThrow('only grows');
  await umstieg.close();
});
