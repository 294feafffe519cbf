import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InvariantError } from '../core/errors.js';
import type { Connection, Soundness } from './connection.js';
import { makeFolder, makeOwnerOnly } from './owner-only.js';
import { PostgresConnection } from './postgres/postgres-connection.js';
import type { Reader } from './snapshot.js';
import { SqliteConnection } from './sqlite-connection.js';
import { storeError } from './store-errors.js';

/**
 * The database of a data folder: the SQLite file in it, or the PostgreSQL database that `DATABASE_URL` names (ADR 0040).
 * Keys, evidence and work folders lie in the data folder in both cases.
 */
export class Database {
  /** Paths of the data folder that others may read and we cannot close: they are shared, or belong to somebody else. */
  openToOthers: readonly string[] = [];

  private constructor(
    readonly folder: string,
    private readonly connection: Connection,
  ) {}

  /**
   * Opens `folder/umstieg.sqlite`, or the database at `url`; makes what is missing, runs the migrations.
   * @throws RequestError store.newer | store.locked | store.read-only | store.address, InvariantError store.corrupt
   */
  static async open(folder: string, url = process.env['DATABASE_URL'] ?? ''): Promise<Database> {
    const root = resolve(folder);
    const file = join(root, 'umstieg.sqlite');
    try {
      makeFolder(root);
      if (url === '') refuseLost(root, file);
      makeOwnerOnly(root);
      const connection = await (url === ''
        ? SqliteConnection.open(file)
        : PostgresConnection.open(url, hasKeys(root)));
      const database = new Database(root, connection);
      database.openToOthers = makeOwnerOnly(root);
      return database;
    } catch (error) {
      throw storeError(error, file);
    }
  }

  /** The file or the address, for messages. */
  get file(): string {
    return this.connection.place;
  }

  /** Read statement. Nothing of ours ever leaves a transaction open, so it sees committed rows only. */
  query<R>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> {
    return this.connection.query(sql, parameters);
  }

  /** The newest entry of all chains: differs when any run changed, by this process or another. Costs one step in the table. */
  async newestEntry(): Promise<number> {
    const [row] = await this.query<{ newest: number | null }>(
      'SELECT max(rowid) AS newest FROM audit_entry',
    );
    return row?.newest ?? 0;
  }

  /** Reads that belong together: all of one moment, whatever this and other processes write meanwhile. */
  snapshot<T>(read: (reader: Reader) => Promise<T>): Promise<T> {
    return this.connection.snapshot(read);
  }

  /**
   * A copy of this moment as a new SQLite file, for its owner only where the folder is.
   * @throws RequestError store.elsewhere where the database is no file
   */
  copyTo(target: string): Promise<void> {
    return this.connection.copyTo(target);
  }

  /** One durable transaction: see WRITE_BATCH_DDL. Errors come as the database gives them. */
  writeBatch(body: string): Promise<void> {
    return this.connection.writeBatch(body);
  }

  /** One durable statement that writes. Errors come as the database gives them. */
  write(sql: string, parameters: readonly unknown[]): Promise<void> {
    return this.connection.write(sql, parameters);
  }

  /** What was deleted is no longer in the database's files. @throws RequestError store.locked, store.full */
  compact(): Promise<void> {
    return this.connection.compact();
  }

  soundness(): Promise<Soundness> {
    return this.connection.soundness();
  }

  /** @throws RequestError store.read-only while nothing can be taken */
  requireWritable(): void {
    this.connection.requireWritable();
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}

/** Keys are made after the database: where they are, an empty or missing database is a loss and no fresh start. */
function hasKeys(folder: string): boolean {
  return existsSync(join(folder, 'keys', 'instance-id'));
}

function refuseLost(folder: string, file: string): void {
  if (!hasKeys(folder)) return;
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
