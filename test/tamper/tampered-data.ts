import { execFile } from 'node:child_process';
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sqlite3 from 'sqlite3';
import { appendEntry, emptyHead, type ChainHead, type NewEntry } from '../../src/audit/entry.js';
import { sealCheckpoint, verifyCheckpoint } from '../../src/audit/checkpoint.js';

const CLI = join(process.cwd(), 'bin', 'umstieg.js');

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built command line, as a partner would call it. */
export function umstieg(data: string, ...args: string[]): Promise<Ran> {
  return new Promise((done) => {
    const env = { ...process.env, NODE_OPTIONS: '' };
    const options = { env, timeout: 120_000, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [CLI, '--data', data, ...args], options, (error, stdout, stderr) => {
      const status = error ? Number(error.code ?? 1) : 0;
      done({ status, stdout, stderr });
    });
  });
}

/** A copy of a data folder to spoil. */
export function copyOf(data: string, name: string): string {
  const target = `${data}-${name}`;
  cpSync(data, target, { recursive: true });
  return target;
}

const GROWS = 'audit_entry_grows_tree';

/** Somebody with write access to the file: the triggers are the first thing to go. What the program needs is put back. */
export async function spoil(data: string, ...statements: string[]): Promise<void> {
  const [grows] = await rowsOf<{ sql: string }>(
    data,
    `SELECT sql FROM sqlite_master WHERE name = '${GROWS}'`,
  );
  const database = new sqlite3.Database(join(data, 'umstieg.sqlite'));
  const run = (sql: string) =>
    new Promise<void>((done, fail) => {
      database.exec(sql, (error) => {
        if (error) fail(error);
        else done();
      });
    });
  for (const table of ['audit_entry', 'checkpoint', 'tree_leaf']) {
    await run(`DROP TRIGGER "${table}_no_update"`);
    await run(`DROP TRIGGER "${table}_no_delete"`);
  }
  await run(`DROP TRIGGER "${GROWS}"`);
  for (const statement of [...statements, grows?.sql ?? '']) await run(statement);
  await new Promise<void>((done) => {
    database.close(() => {
      done();
    });
  });
}

export async function rowsOf<R>(data: string, sql: string): Promise<R[]> {
  const database = new sqlite3.Database(join(data, 'umstieg.sqlite'), sqlite3.OPEN_READONLY);
  return new Promise((done, fail) => {
    database.all<R>(sql, (error, rows) => {
      database.close();
      if (error) fail(error);
      else done(rows);
    });
  });
}

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** The seal of the first entry, signed with the true key, but made for another run. */
export async function foreignSeal(data: string, run: string): Promise<string> {
  const [first] = await rowsOf<{ text: string }>(
    data,
    `SELECT text FROM checkpoint WHERE run_id = ${quote(run)} AND size = 1`,
  );
  const key = createPrivateKey(readFileSync(join(data, 'keys', 'signing.pem')));
  const { instanceId, size, root, head } = verifyCheckpoint(
    first?.text ?? '',
    createPublicKey(key),
  );
  const frontier = { size, hashes: [root] };
  const text = sealCheckpoint(key, instanceId, { run: 'r-other', seq: size, hash: head, frontier });
  return `UPDATE checkpoint SET text = ${quote(text)} WHERE run_id = ${quote(run)} AND size = 1`;
}

/** The whole chain written anew with one entry changed, every hash and leaf right, every seal there, but of another key. */
export async function rewrite(data: string, run: string): Promise<string> {
  const rows = await rowsOf<{ body: string }>(
    data,
    `SELECT body FROM audit_entry WHERE run_id = ${quote(run)} ORDER BY seq`,
  );
  let head: ChainHead = emptyHead(run);
  const instance = readFileSync(join(data, 'keys', 'instance-id'), 'utf8').trim();
  const { privateKey } = generateKeyPairSync('ed25519');
  const sealed = await rowsOf<{ size: number }>(
    data,
    `SELECT size FROM checkpoint WHERE run_id = ${quote(run)}`,
  );
  const sizes = new Set(sealed.map(({ size }) => size));
  const statements = ['audit_entry', 'checkpoint'].map(
    (table) => `DELETE FROM ${table} WHERE run_id = ${quote(run)}`,
  );
  for (const [i, row] of rows.entries()) {
    const {
      v: _v,
      run: _r,
      seq: _s,
      prev: _p,
      ...entry
    } = JSON.parse(row.body) as NewEntry & Record<'v' | 'run' | 'seq' | 'prev', unknown>;
    const changed = i === 2 ? { ...entry, event: 'nothing.happened' } : entry;
    const next = appendEntry(head, changed);
    head = next.head;
    const values = [quote(run), String(head.seq), quote(next.bytes.toString()), quote(next.hash)];
    statements.push(
      `INSERT INTO audit_entry(run_id, seq, body, hash) VALUES (${values.join(', ')})`,
    );
    if (!sizes.has(head.seq)) continue;
    const text = quote(sealCheckpoint(privateKey, instance, head));
    statements.push(
      `INSERT INTO checkpoint(run_id, size, text) VALUES (${quote(run)}, ${String(head.seq)}, ${text})`,
    );
  }
  await spoil(
    data,
    ...statements,
    `UPDATE run SET head_seq = ${String(head.seq)}, head_hash = ${quote(head.hash)}, frontier = ${quote(
      JSON.stringify(head.frontier),
    )} WHERE id = ${quote(run)}`,
    `UPDATE tree_leaf SET hash = (SELECT hash FROM audit_entry e WHERE e.run_id = chain AND e.seq = tree_leaf.seq)
     WHERE chain = ${quote(run)}`,
  );
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
