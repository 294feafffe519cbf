import type sqlite3 from 'sqlite3';
import { DataSource } from 'typeorm';
import { refuseNewer, type Connection, type Soundness } from './connection.js';
import { dataSourceOptions } from './data-source.options.js';
import { FailingDisk } from './failing-disk.js';
import { OpenFiles } from './open-files.js';
import { copyOf, snapshotOf, type Reader } from './snapshot.js';
import { storeError } from './store-errors.js';

/** One SQLite file, opened and migrated, with its prepared write statement. */
export class SqliteConnection implements Connection {
  private insertBatch: sqlite3.Statement | undefined;
  private readonly openFiles: OpenFiles;
  private readonly disk: FailingDisk;

  private constructor(
    readonly place: string,
    private readonly source: DataSource,
  ) {
    this.openFiles = new OpenFiles(place);
    this.disk = new FailingDisk(place);
  }

  /**
   * Opens the file, makes it when missing, runs the migrations.
   * @throws RequestError store.newer | store.locked | store.read-only, InvariantError store.corrupt
   */
  static async open(file: string): Promise<SqliteConnection> {
    const connections: sqlite3.Database[] = [];
    const refused: Error[] = [];
    try {
      const opened = (connection: sqlite3.Database) => void connections.push(connection);
      const options = dataSourceOptions(file, opened, (error) => void refused.push(error));
      const source = await new DataSource(options).initialize();
      const connection = new SqliteConnection(file, source);
      // where `synchronous = FULL` could not be set, nothing may be acknowledged
      if (refused[0]) throw refused[0];
      await connection.prepare();
      return connection;
    } catch (error) {
      // sqlite3 never answers the closing of a file that did not open
      for (const connection of connections.filter(isOpen))
        await new Promise((done) => connection.close(done));
      throw storeError(error, file);
    }
  }

  private async prepare(): Promise<void> {
    refuseNewer(await this.migrated(), this.place);
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

  private async migrated(): Promise<string[]> {
    const [table] = await this.query<{ name: string }>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migrations'`,
    );
    if (!table) return [];
    const stored = await this.query<{ name: string }>('SELECT name FROM migrations');
    return stored.map((row) => row.name);
  }

  async query<R>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> {
    try {
      return await this.source.query<R[]>(sql, [...parameters]);
    } catch (error) {
      throw storeError(error, this.place);
    }
  }

  snapshot<T>(read: (reader: Reader) => Promise<T>): Promise<T> {
    return snapshotOf(this.place, read);
  }

  copyTo(target: string): Promise<void> {
    return copyOf(this.place, target);
  }

  /** See WRITE_BATCH_DDL. */
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
          this.place,
        );
    }
  }

  async soundness(): Promise<Soundness> {
    const said = await this.query<{ integrity_check: string }>('PRAGMA integrity_check(20)');
    const damage = said.map((row) => row.integrity_check).filter((line) => line !== 'ok');
    const dangling = await this.query<{ table: string }>('PRAGMA foreign_key_check');
    return { damage, dangling: [...new Set(dangling.map((row) => row.table))] };
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

function isOpen(connection: sqlite3.Database): boolean {
  return (connection as unknown as { readonly open: boolean }).open;
}
