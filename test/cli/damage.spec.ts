import { chmodSync, copyFileSync, cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sqlite3 from 'sqlite3';
import { documentOf, errorOf, Folder, umstieg, withEngine, type Ended } from './command-line.js';

/** A data folder that somebody tampered with, or that others hold, and the built program on a healthy one. */
const folder = new Folder();
const data = join(folder.path, 'data');
let run: string;
let here: Awaited<ReturnType<typeof withEngine>>;

beforeAll(async () => {
  here = await withEngine();
  const call = (...args: string[]) => here(...args, '--data', data, '--json');
  const made = await call('project', 'new', '--customer', 'M', '--kind', 'drill', '--as', 'Anna');
  run = (documentOf(made) as { id: string }).id;
  const fields = ['customer=M', 'partner=P', 'contacts=a@x.example', 'sourceProduct=uc-v4'];
  const set = [...fields, 'sourceVersion=4.5.5', 'targetVersion=V9 SR1'].flatMap((f) => [
    '--set',
    f,
  ]);
  const evidence = ['--evidence', folder.file('info.png', 'picture')];
  const done = await call('task', 'do', run, 'R-101', ...set, ...evidence, '--as', 'Anna');
  expect(done).toMatchObject({ code: 0 });
  await call('bundle', 'export', run, '-o', join(folder.path, 'bundle.zip'), '--as', 'Anna');
});
afterAll(() => {
  folder.remove();
});

/** A copy of the data folder, changed by these statements. */
async function damaged(...statements: string[]): Promise<string> {
  const copy = new Folder().path;
  cpSync(data, copy, { recursive: true });
  await sql(copy, ...statements);
  return copy;
}

async function sql(where: string, ...statements: string[]): Promise<void> {
  const database = new sqlite3.Database(join(where, 'umstieg.sqlite'));
  try {
    await new Promise<void>((done, fail) => {
      database.exec(statements.join(';'), (error) => (error ? fail(error) : done()));
    });
  } finally {
    await new Promise<void>((done) => database.close(() => done()));
  }
}

/** The built program in a process of its own. */
const start = (where: string, ...args: string[]): Ended =>
  umstieg([...args, '--data', where, '--json']);
const at = (where: string, ...args: string[]): Promise<Ended> =>
  here(...args, '--data', where, '--json');

describe('doctor', () => {
  it('finds an entry of the log of people that was made up', async () => {
    const made = `INSERT INTO access_entry VALUES (1, '{"event":"account.created"}', 'x')`;
    const where = await damaged(made);
    const ended = await at(where, 'doctor');
    expect(ended.code).toBe(5);
    expect(documentOf(ended)).toMatchObject({
      ok: false,
      findings: [{ code: 'doctor.people-log' }],
    });
    expect(ended.stdout).toContain('from entry 1 on');
  });

  it('says that others can read a folder which holds other things too', async () => {
    const where = await damaged();
    writeFileSync(join(where, 'offer.txt'), 'of somebody else');
    chmodSync(where, 0o755);
    const ended = await at(where, 'doctor');
    const findings = [{ code: 'doctor.open-to-others' }];
    expect([ended.code, documentOf(ended)]).toMatchObject([5, { ok: false, findings }]);
  });
});

describe('a healthy data folder', () => {
  it('is verified, examined and shown by the built program, exit 0', () => {
    expect(documentOf(start(data, 'doctor'))).toMatchObject({ ok: true, runs: 1, findings: [] });
    const verified = start(data, 'audit', 'verify', run);
    expect(verified.code).toBe(0);
    expect(documentOf(verified)).toMatchObject({ ok: true, findings: [] });
    const shown = umstieg(['project', 'show', run], { env: { UMSTIEG_DATA: data } });
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    expect(shown.stdout).toContain('umstieg task show');
    expect(shown.stdout).not.toContain(String.fromCharCode(27));
  });

  it('hands over a bundle that others can verify', () => {
    const file = join(folder.path, 'bundle.zip');
    const plain = umstieg(['bundle', 'verify', file, '--json']);
    expect(plain.code).toBe(0);
    const { signer, status } = documentOf(plain) as { signer: string; status: string };
    expect(status).toBe('consistent-signer-unverified');
    const known = umstieg(['bundle', 'verify', file, '--key', signer, '--json']);
    expect(documentOf(known)).toMatchObject({ status: 'verified' });
    const wrong = umstieg(['audit', 'verify', file, '--key', 'ab'.repeat(32), '--json']);
    expect(wrong.code).toBe(5);
    writeFileSync(file, 'PK no archive');
    expect(umstieg(['bundle', 'verify', file]).code).toBe(5);
    expect(umstieg(['bundle', 'verify', join(folder.path, 'none.zip')]).code).toBe(2);
  });
});

describe('a data folder somebody changed', () => {
  it('names the first entry that was edited', async () => {
    const unguarded = await withoutGuards();
    const where = await damaged(
      ...unguarded,
      `UPDATE audit_entry SET body = replace(body, 'R-101', 'R-102') WHERE run_id = '${run}' AND seq = 2`,
    );
    const ended = await at(where, 'audit', 'verify', run);
    expect(ended.code).toBe(5);
    expect(ended.stdout).toMatch(/Eintrag 2/);
    const examined = await at(where, 'doctor');
    expect(examined.code).toBe(5);
    expect(examined.stdout).toContain(run);
  });

  it('refuses a run whose state was edited, and says so in verify and doctor', async () => {
    const where = await damaged(
      `UPDATE run SET state = replace(state, '"paused":false', '"paused":true') WHERE id = '${run}'`,
    );
    const shown = await at(where, 'project', 'show', run);
    expect([shown.code, errorOf(shown).code]).toEqual([1, 'snapshot.corrupt']);
    expect((await at(where, 'audit', 'verify', run)).code).toBe(5);
    expect((await at(where, 'doctor')).stdout).toContain('snapshot.corrupt');
  });

  it('finds a stuck attempt and lost evidence', async () => {
    const where = await damaged(
      `UPDATE attempt SET status = 'started', owner = 'gone', lease_until = 1 WHERE run_id = '${run}'`,
    );
    const evidence = join(where, 'evidence');
    for (const name of readdirSync(evidence)) rmSync(join(evidence, name), { recursive: true });
    const ended = await at(where, 'doctor');
    expect(ended.code).toBe(5);
    expect(ended.stdout).toContain('doctor.stuck-attempt');
    expect(ended.stdout).toContain('bundle.evidence-missing');
  });

  it('says how a stuck attempt of a paused run goes on', async () => {
    const where = await damaged();
    const pause = ['project', 'pause', run, '--reason', 'lunch', '--as', 'Anna'];
    expect((await at(where, ...pause)).code).toBe(0);
    await sql(where, `UPDATE attempt SET status = 'started', owner = 'gone', lease_until = 1`);
    const { stdout } = await at(where, 'doctor');
    expect(stdout).toContain('The run is paused');
    expect(stdout).not.toContain('The next command on this run goes on');
  });
});

describe('a database this program cannot use', () => {
  it('is left alone when a newer version wrote it', async () => {
    const where = await damaged(
      `INSERT INTO migrations(timestamp, name) VALUES (9999999999999, 'Later9999999999999')`,
    );
    const ended = await at(where, 'project', 'list');
    expect([ended.code, errorOf(ended).code]).toEqual([3, 'store.newer']);
    expect(errorOf(ended).message).toContain('Later9999999999999');
  });

  it('says that the database is corrupt', async () => {
    const where = new Folder().path;
    copyFileSync(join(data, 'umstieg.sqlite'), join(where, 'umstieg.sqlite'));
    writeFileSync(join(where, 'umstieg.sqlite'), Buffer.alloc(8192, 0x55));
    const ended = await at(where, 'project', 'list');
    expect([ended.code, errorOf(ended).code]).toEqual([1, 'store.corrupt']);
  });

  it('waits for another program that holds the database, then says so', async () => {
    const where = await damaged('SELECT 1');
    const holder = new sqlite3.Database(join(where, 'umstieg.sqlite'));
    await new Promise<void>((done, fail) => {
      const begin = 'PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE';
      holder.exec(begin, (error) => (error ? fail(error) : done()));
    });
    try {
      const ended = start(where, 'project', 'new', '--customer', 'X', '--as', 'Anna');
      expect([ended.code, errorOf(ended).code]).toEqual([3, 'store.locked']);
    } finally {
      await new Promise<void>((done) => holder.close(() => done()));
    }
  }, 90_000);
});

/** Statements that take away the guards of the append-only tables, as an attacker would. */
async function withoutGuards(): Promise<string[]> {
  const database = new sqlite3.Database(join(data, 'umstieg.sqlite'));
  const rows = await new Promise<{ name: string }[]>((done, fail) => {
    const query = `SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'`;
    database.all(query, (error, found: { name: string }[]) => (error ? fail(error) : done(found)));
  });
  await new Promise<void>((done) => database.close(() => done()));
  expect(rows.length).toBeGreaterThanOrEqual(2);
  return rows.map(({ name }) => `DROP TRIGGER "${name}"`);
}
