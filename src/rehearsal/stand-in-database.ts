import { DataSource, type EntityManager } from 'typeorm';
import { BUSY_TIMEOUT_MS, sqliteDriver } from '../persistence/sqlite-driver.js';
import { storeError } from '../persistence/store-errors.js';
import type { ConnectState } from '../connect/model/state.js';
import type { LedgerRow } from '../connect/rehearsal/document.js';
import { StandInTables1764100000000 } from './stand-in-tables.js';

/** A file a user or a group of settings has. `action` is the run that wrote it; null: made by hand. */
export interface HeldFile {
  readonly path: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly action: number | null;
}

/** What was done to the stand-in, in order. */
export interface ActionRow {
  readonly number: number;
  /** The same key acts once. */
  readonly key: string;
  readonly kind: ActionKind;
}
export type ActionKind =
  | 'installed'
  | 'safety-export-settings'
  | 'safety-export-user-data'
  | 'settings-import'
  | 'settings-by-hand'
  | 'connector'
  | 'recording'
  | 'user-data-import';

/** The SQLite file of a stand-in: WAL, `synchronous=FULL`. */
export class StandInDatabase {
  private constructor(
    private readonly file: string,
    private readonly source: DataSource,
  ) {}

  /** @throws RequestError store.locked | store.read-only, InvariantError store.corrupt */
  static async open(file: string): Promise<StandInDatabase> {
    const source = new DataSource({
      type: 'sqlite',
      database: file,
      enableWAL: true,
      busyTimeout: BUSY_TIMEOUT_MS,
      driver: sqliteDriver(),
      migrations: [StandInTables1764100000000],
      migrationsRun: true,
      migrationsTransactionMode: 'all',
      synchronize: false,
      logging: false,
    });
    try {
      return new StandInDatabase(file, await source.initialize());
    } catch (error) {
      throw storeError(error, file);
    }
  }

  /** Reads and writes in one transaction that stands on the disk when this returns. */
  async transaction<T>(work: (tables: StandInRows) => Promise<T>): Promise<T> {
    try {
      return await this.source.transaction((manager) => work(new StandInRows(manager)));
    } catch (error) {
      throw (error as { driverError?: unknown }).driverError ? storeError(error, this.file) : error;
    }
  }

  close(): Promise<void> {
    return this.source.destroy();
  }
}

/** The rows of a stand-in inside a transaction. */
export class StandInRows {
  constructor(private readonly manager: EntityManager) {}

  async about(name: string): Promise<unknown> {
    const [row] = await this.all<{ value: string }>('SELECT value FROM about WHERE name = ?', name);
    return row === undefined ? undefined : JSON.parse(row.value);
  }

  async setAbout(name: string, value: unknown): Promise<void> {
    await this.all('INSERT INTO about(name, value) VALUES (?, ?)', name, JSON.stringify(value));
  }

  async state(): Promise<ConnectState> {
    const [row] = await this.all<{ body: string }>('SELECT body FROM state');
    return JSON.parse(row?.body ?? 'null') as ConnectState;
  }

  async setState(state: ConnectState): Promise<void> {
    await this.all('INSERT OR REPLACE INTO state(one, body) VALUES (1, ?)', JSON.stringify(state));
  }

  actions(): Promise<ActionRow[]> {
    return this.all('SELECT number, key, kind FROM action ORDER BY number');
  }

  async resultOf(key: string): Promise<unknown> {
    const [row] = await this.all<{ result: string }>(
      'SELECT result FROM action WHERE key = ?',
      key,
    );
    return row === undefined ? undefined : JSON.parse(row.result);
  }

  async addAction({ number, key, kind }: ActionRow, result: unknown): Promise<void> {
    const values = [number, key, kind, JSON.stringify(result)];
    await this.all('INSERT INTO action(number, key, kind, result) VALUES (?, ?, ?, ?)', ...values);
  }

  /** Files of one owner (`setting:Pbx`, `user:12`), by path. */
  filesOf(owner: string): Promise<HeldFile[]> {
    const columns = 'path, sha256, size, action';
    return this.all(`SELECT ${columns} FROM file WHERE owner = ? ORDER BY path`, owner);
  }

  /** Files of all owners whose name begins with `prefix`. */
  filesBelow(prefix: string): Promise<(HeldFile & { readonly owner: string })[]> {
    return this.all(
      'SELECT owner, path, sha256, size, action FROM file WHERE substr(owner, 1, ?) = ? ORDER BY owner, path',
      prefix.length,
      prefix,
    );
  }

  /** The owner has these files now and no others. */
  async replaceFiles(owner: string, files: readonly HeldFile[]): Promise<void> {
    await this.all('DELETE FROM file WHERE owner = ?', owner);
    for (const { path, sha256, size, action } of files) {
      const values = [owner, path, sha256, size, action];
      const columns = 'owner, path, sha256, size, action';
      await this.all(`INSERT INTO file(${columns}) VALUES (?, ?, ?, ?, ?)`, ...values);
    }
  }

  ledger(): Promise<LedgerRow[]> {
    return this.all(
      `SELECT action, owner, name, path, before, before_action AS "beforeAction", after
       FROM ledger ORDER BY action, owner, path`,
    );
  }

  async addLedger(row: LedgerRow): Promise<void> {
    const { action, owner, name, path, before, beforeAction, after } = row;
    await this.all(
      'INSERT INTO ledger(action, owner, name, path, before, before_action, after) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...[action, owner, name, path, before, beforeAction, after],
    );
  }

  private all<R>(sql: string, ...values: readonly unknown[]): Promise<R[]> {
    return this.manager.query<R[]>(sql, [...values]);
  }
}
