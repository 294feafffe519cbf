import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sqlite3 from 'sqlite3';
import { appendEntry, emptyHead, type ChainHead, type NewEntry } from '../../src/audit/entry.js';
import { sealCheckpoint } from '../../src/audit/checkpoint.js';

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

/** Somebody with write access to the file: the triggers are the first thing to go. */
export async function spoil(data: string, ...statements: string[]): Promise<void> {
  const database = new sqlite3.Database(join(data, 'umstieg.sqlite'));
  const run = (sql: string) =>
    new Promise<void>((done, fail) => {
      database.exec(sql, (error) => {
        if (error) fail(error);
        else done();
      });
    });
  for (const table of ['audit_entry', 'checkpoint']) {
    await run(`DROP TRIGGER "${table}_no_update"`);
    await run(`DROP TRIGGER "${table}_no_delete"`);
  }
  for (const statement of statements) await run(statement);
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

/** The whole chain written anew with one entry changed, every hash right, sealed with another key. */
export async function rewrite(data: string, run: string): Promise<string> {
  const rows = await rowsOf<{ body: string }>(
    data,
    `SELECT body FROM audit_entry WHERE run_id = ${quote(run)} ORDER BY seq`,
  );
  let head: ChainHead = emptyHead(run);
  const statements = ['DELETE FROM audit_entry WHERE run_id = ' + quote(run)];
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
  }
  const instance = readFileSync(join(data, 'keys', 'instance-id'), 'utf8').trim();
  const { privateKey } = generateKeyPairSync('ed25519');
  const text = sealCheckpoint(privateKey, instance, head);
  await spoil(
    data,
    ...statements,
    `DELETE FROM checkpoint WHERE run_id = ${quote(run)}`,
    `INSERT INTO checkpoint(run_id, size, text) VALUES (${quote(run)}, ${String(head.seq)}, ${quote(text)})`,
    `UPDATE run SET head_seq = ${String(head.seq)}, head_hash = ${quote(head.hash)}, frontier = ${quote(
      JSON.stringify(head.frontier),
    )} WHERE id = ${quote(run)}`,
  );
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
