import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type sqlite3 from 'sqlite3';
import { DataSource } from 'typeorm';
import { InvariantError, RequestError } from '../core/errors.js';
import { dataSourceOptions } from './data-source.options.js';
import { MIGRATIONS } from './migrations/index.js';
import { FailingDisk } from './failing-disk.js';
import { OpenFiles } from './open-files.js';
import { makeFolder, makeOwnerOnly } from './owner-only.js';
import { copyOf, snapshotOf, type Reader } from './snapshot.js';
import { storeError } from './store-errors.js';

/** The one SQLite file of a data folder, opened and migrated, with its prepared write statement. */
export class Database {
  private insertBatch: sqlite3.Statement | undefined;
  /** Paths of the data folder that others may read and we cannot close: they are shared, or belong to somebody else. */
  openToOthers: readonly string[] = [];
  private readonly openFiles: OpenFiles;
  private readonly disk: FailingDisk;

  private constructor(
    readonly folder: string,
    readonly file: string,
    private readonly source: DataSource,
  ) {
    this.openFiles = new OpenFiles(file);
    this.disk = new FailingDisk(file);
  }

  /**
   * Opens `folder/umstieg.sqlite`, makes it when missing, runs the migrations.
   * @throws RequestError store.newer | store.locked | store.read-only, InvariantError store.corrupt
   */
  static async open(folder: string): Promise<Database> {
    const root = resolve(folder);
    const file = join(root, 'umstieg.sqlite');
    const connections: sqlite3.Database[] = [];
    const refused: Error[] = [];
    try {
      makeFolder(root);
      refuseLost(root, file);
      const opened = (connection: sqlite3.Database) => void connections.push(connection);
      const options = dataSourceOptions(file, opened, (error) => void refused.push(error));
      makeOwnerOnly(root);
      const database = new Database(root, file, await new DataSource(options).initialize());
      // where `synchronous = FULL` could not be set, nothing may be acknowledged
      if (refused[0]) throw refused[0];
      await database.prepare();
      database.openToOthers = makeOwnerOnly(root);
      return database;
    } catch (error) {
      // sqlite3 never answers the closing of a file that did not open
      for (const connection of connections.filter(isOpen))
        await new Promise((done) => connection.close(done));
      throw storeError(error, file);
    }
  }

  static exists(folder: string): boolean {
    return existsSync(join(resolve(folder), 'umstieg.sqlite'));
  }

  private async prepare(): Promise<void> {
    await this.refuseNewer();
    for (let tries = 0; ; tries++) {
      try {
        await this.source.runMigrations();
        break;
      } catch (error) {
        if (tries >= 3) throw error; // another process may be migrating: it is then done at the next look
        await new Promise((done) => setTimeout(done, 200));
      }
    }
    // parsed once: the trigger reads the document for every table, and text would be parsed for each
    this.insertBatch = await this.statement('INSERT INTO write_batch(body) VALUES (jsonb(?))');
  }

  private async refuseNewer(): Promise<void> {
    const [table] = await this.query<{ name: string }>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migrations'`,
    );
    if (!table) return;
    const known = new Set(MIGRATIONS.map((migration) => migration.name));
    const stored = await this.query<{ name: string }>('SELECT name FROM migrations');
    const unknown = stored.filter((row) => !known.has(row.name)).map((row) => row.name);
    if (unknown.length === 0) return;
    throw new RequestError(
      'store.newer',
      {
        de: `Diese Datenbank wurde von einer neueren Version geschrieben (${unknown.join(', ')}). Verwenden Sie diese Version.`,
        en: `This database was written by a newer version (${unknown.join(', ')}). Use that version.`,
      },
      { place: { file: this.file } },
    );
  }

  /** Read statement. Nothing of ours ever leaves a transaction open, so it sees committed rows only. */
  async query<R>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> {
    try {
      return await this.source.query<R[]>(sql, [...parameters]);
    } catch (error) {
      throw storeError(error, this.file);
    }
  }

  /** The newest entry of all chains: differs when any run changed, by this process or another. Costs one step in the table. */
  async newestEntry(): Promise<number> {
    const [row] = await this.query<{ newest: number | null }>(
      'SELECT max(rowid) AS newest FROM audit_entry',
    );
    return row?.newest ?? 0;
  }

  /** Reads that belong together: all of one moment (see {@link snapshotOf}). */
  snapshot<T>(read: (reader: Reader) => Promise<T>): Promise<T> {
    return snapshotOf(this.file, read);
  }

  /** A copy of this moment as a new file, for its owner only where the folder is (see {@link copyOf}). */
  copyTo(target: string): Promise<void> {
    return copyOf(this.file, target);
  }

  /** One durable transaction: see WRITE_BATCH_DDL. Errors come as SQLite gives them. */
  writeBatch(body: string): Promise<void> {
    const statement = this.insertBatch;
    if (!statement) return Promise.reject(new Error('database is closed'));
    return this.whileThere(
      () =>
        new Promise((done, fail) => {
          statement.run([body], (error: Error | null) => {
            if (error) fail(error);
            else done();
          });
        }),
    );
  }

  /** One durable statement that writes. Errors come as SQLite gives them. */
  async write(sql: string, parameters: readonly unknown[]): Promise<void> {
    await this.whileThere(() => this.source.query(sql, [...parameters]));
  }

  /**
   * Rewrites the file without what was deleted in it, and empties the WAL: `secure_delete` alone leaves copies in moved pages
   * (https://www.sqlite.org/pragma.html#pragma_secure_delete). Others may have the file open; nobody may write or read for long.
   * @throws RequestError store.locked, store.full
   */
  async compact(): Promise<void> {
    await this.query('VACUUM');
    for (let tries = 1; ; tries++) {
      const [done] = await this.query<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)');
      if (done?.busy === 0) return;
      if (tries >= 5)
        throw storeError(
          Object.assign(new Error('SQLITE_BUSY'), { code: 'SQLITE_BUSY' }),
          this.file,
        );
    }
  }

  /** What was written counts only when the file is still the one that a later start will find. */
  private async whileThere(write: () => Promise<void>): Promise<void> {
    this.openFiles.requireThere();
    await this.disk.write(write);
    this.openFiles.requireThere();
  }

  /** @throws RequestError store.read-only while a disk that failed again and again is left alone */
  requireWritable(): void {
    this.disk.requireWritable();
  }

  private statement(sql: string): Promise<sqlite3.Statement> {
    const connection = (this.source.driver as unknown as { databaseConnection: sqlite3.Database })
      .databaseConnection;
    return new Promise((done, fail) => {
      const statement: sqlite3.Statement = connection.prepare(sql, (error: Error | null) => {
        if (error) fail(error);
        else done(statement);
      });
    });
  }

  async close(): Promise<void> {
    const statement = this.insertBatch;
    this.insertBatch = undefined;
    if (statement) await new Promise<void>((done) => statement.finalize(() => done()));
    if (this.source.isInitialized) await this.source.destroy();
  }
}

/** Keys are made after the database: where they are, an empty or missing file is a loss and no fresh start. */
function refuseLost(folder: string, file: string): void {
  if (!existsSync(join(folder, 'keys', 'instance-id'))) return;
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 0) return;
  throw new InvariantError(
    'store.corrupt',
    {
      de: 'Die Datenbank dieses Ordners ist weg oder leer, seine Schlüssel sind noch da. Stellen Sie die letzte Sicherung wieder her. Für einen neuen Anfang nehmen Sie einen anderen Ordner.',
      en: 'The database of this folder is gone or empty while its keys are still there. Restore the last backup. To begin anew, use another folder.',
    },
    { place: { file } },
  );
}

function isOpen(connection: sqlite3.Database): boolean {
  return (connection as unknown as { readonly open: boolean }).open;
}
