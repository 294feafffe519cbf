import sqlite3 from 'sqlite3';
import { BUSY_TIMEOUT_MS } from './sqlite-driver.js';
import { storeError } from './store-errors.js';

/** What stores read through: the one connection of the program, or a snapshot of its own. */
export interface Reader {
  query<R>(sql: string, parameters?: readonly unknown[]): Promise<R[]>;
}

/**
 * Everything `read` asks for is of one moment, whatever this and other processes write meanwhile: a read transaction (WAL
 * snapshot) on a connection of its own. Writers do not wait for it.
 * @throws RequestError store.locked | store.read-only, InvariantError store.corrupt
 */
export async function snapshotOf<T>(
  file: string,
  read: (reader: Reader) => Promise<T>,
): Promise<T> {
  const connection = await open(file);
  const query = <R>(sql: string, parameters: readonly unknown[] = []) =>
    new Promise<R[]>((done, fail) => {
      connection.all<R>(sql, [...parameters], (error, rows) => {
        if (error) fail(storeError(error, file));
        else done(rows);
      });
    });
  try {
    await query(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    await query('BEGIN');
    await query('SELECT count(*) FROM sqlite_master'); // the first read fixes the moment
    return await read({ query });
  } finally {
    await new Promise((done) => connection.close(done));
  }
}

/**
 * A copy of one moment as a new file, while others read and write: `VACUUM INTO` leaves free pages behind, so nothing that was
 * deleted is in it (https://www.sqlite.org/lang_vacuum.html). It is not flushed to disk.
 * @throws RequestError store.locked | store.full, InvariantError store.corrupt
 */
export async function copyOf(file: string, target: string): Promise<void> {
  const connection = await open(file);
  const run = (sql: string, parameters: readonly unknown[] = []) =>
    new Promise<void>((done, fail) => {
      connection.run(sql, parameters, (error: Error | null) => {
        if (error) fail(storeError(error, file));
        else done();
      });
    });
  try {
    await run(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    await run('VACUUM INTO ?', [target]);
  } finally {
    await new Promise((done) => connection.close(done));
  }
}

function open(file: string): Promise<sqlite3.Database> {
  return new Promise((done, fail) => {
    const connection = new sqlite3.Database(file, sqlite3.OPEN_READONLY, (error) => {
      if (error) fail(storeError(error, file));
      else done(connection);
    });
  });
}
