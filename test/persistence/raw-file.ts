import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sqlite3 from 'sqlite3';

type Value = string | number | Buffer | null;

/** A database file seen by another program: plain SQLite, none of our code. */
export class RawFile {
  private constructor(private readonly database: sqlite3.Database) {}

  static open(file: string): Promise<RawFile> {
    return new Promise((done, fail) => {
      const database = new sqlite3.Database(file, (error) => {
        if (error) fail(error);
        else done(new RawFile(database));
      });
    });
  }

  /** Opens, does one thing and closes. */
  static async use<T>(file: string, work: (raw: RawFile) => Promise<T>): Promise<T> {
    const raw = await RawFile.open(file);
    try {
      return await work(raw);
    } finally {
      await raw.close();
    }
  }

  all<R>(sql: string, values: readonly Value[] = []): Promise<R[]> {
    return new Promise((done, fail) => {
      this.database.all<R>(sql, [...values], (error, rows) => {
        if (error) fail(error);
        else done(rows);
      });
    });
  }

  async one<R>(sql: string, values: readonly Value[] = []): Promise<R> {
    const [row] = await this.all<R>(sql, values);
    if (row === undefined) throw new Error(`no row: ${sql}`);
    return row;
  }

  exec(sql: string): Promise<void> {
    return new Promise((done, fail) => {
      this.database.exec(sql, (error) => {
        if (error) fail(error);
        else done();
      });
    });
  }

  close(): Promise<void> {
    return new Promise((done, fail) => {
      this.database.close((error) => {
        if (error) fail(error);
        else done();
      });
    });
  }
}

export function databaseIn(folder: string): string {
  return join(folder, 'umstieg.sqlite');
}

/** What an attacker or a broken disk does first: the triggers that refuse changes are gone. */
export const WITHOUT_GUARDS = [
  'audit_entry_no_update',
  'audit_entry_no_delete',
  'checkpoint_no_update',
  'checkpoint_no_delete',
]
  .map((name) => `DROP TRIGGER IF EXISTS "${name}";`)
  .join(' ');

/** SHA-256 of a database and of what lies beside it; the same before and after when nothing was written. */
export function bytesOnDisk(file: string): Record<string, string> {
  const files = [file, `${file}-wal`].filter((path) => existsSync(path));
  return Object.fromEntries(
    files
      .map((path) => [path, readFileSync(path)] as const)
      .filter(([path, bytes]) => path === file || bytes.length > 0)
      .map(([path, bytes]) => [path, createHash('sha256').update(bytes).digest('hex')]),
  );
}
