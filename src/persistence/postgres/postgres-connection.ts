import { DataSource, type QueryRunner } from 'typeorm';
import { InvariantError, RequestError } from '../../core/errors.js';
import { refuseNewer, type Connection, type Soundness } from '../connection.js';
import { postgresOptions } from '../data-source.options.js';
import type { Reader } from '../snapshot.js';
import { storeError } from '../store-errors.js';
import { inPostgres } from './statements.js';

/** Migrations of several programs on one database run one after the other. The number means nothing, it is only ours. */
const MIGRATING = 7305782;

/** One PostgreSQL database, migrated, behind a pool of connections. */
export class PostgresConnection implements Connection {
  private constructor(
    readonly place: string,
    private readonly source: DataSource,
  ) {}

  /**
   * Opens the database at `url` and runs the migrations.
   * @param known whether the data folder has worked with a database before: an empty one is then a loss
   * @throws RequestError store.address | store.unreachable | store.newer | store.locked, InvariantError store.corrupt
   */
  static async open(url: string, known: boolean): Promise<PostgresConnection> {
    const place = placeOf(url);
    const source = new DataSource(postgresOptions(url));
    try {
      await source.initialize();
      const connection = new PostgresConnection(place, source);
      await connection.prepare(known);
      return connection;
    } catch (error) {
      if (source.isInitialized) await source.destroy();
      throw storeError(error, place);
    }
  }

  private async prepare(known: boolean): Promise<void> {
    await this.onOneConnection(async (runner) => {
      await runner.query(`SELECT pg_advisory_lock(${MIGRATING})`);
      try {
        const stored = await migratedOn(runner);
        refuseNewer(stored, this.place);
        if (known && stored.length === 0) throw lost(this.place);
        await this.source.runMigrations();
      } finally {
        await runner.query(`SELECT pg_advisory_unlock(${MIGRATING})`);
      }
    });
  }

  async query<R>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> {
    try {
      return await this.source.query<R[]>(inPostgres(sql), [...parameters]);
    } catch (error) {
      throw storeError(error, this.place);
    }
  }

  /** A statement outside any transaction is one: PostgreSQL answers once it is flushed (`synchronous_commit`). */
  async writeBatch(body: string): Promise<void> {
    await this.source.query('INSERT INTO write_batch(body) VALUES ($1)', [body]);
  }

  async write(sql: string, parameters: readonly unknown[]): Promise<void> {
    await this.source.query(inPostgres(sql), [...parameters]);
  }

  async snapshot<T>(read: (reader: Reader) => Promise<T>): Promise<T> {
    return this.onOneConnection(async (runner) => {
      const query = <R>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> =>
        (runner.query(inPostgres(sql), [...parameters]) as Promise<R[]>).catch((error: unknown) => {
          throw storeError(error, this.place);
        });
      await query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      try {
        return await read({ query });
      } finally {
        await query('ROLLBACK'); // it only read
      }
    });
  }

  copyTo(): Promise<void> {
    return Promise.reject(
      new RequestError('store.elsewhere', {
        de: `Die Datenbank liegt auf einem Server (${this.place}): Sichern Sie sie dort mit pg_dump, und den Datenordner dazu.`,
        en: `The database is on a server (${this.place}): back it up there with pg_dump, and the data folder with it.`,
      }),
    );
  }

  /** Rewrites the tables without what was deleted in them; copies and archives of the server's log are its operator's. */
  async compact(): Promise<void> {
    await this.query('VACUUM (FULL)');
  }

  /** Foreign keys cannot dangle here; what the server found of pages that are not what was written, it counts. */
  async soundness(): Promise<Soundness> {
    const [row] = await this.query<{ failures: number | null }>(
      'SELECT checksum_failures AS failures FROM pg_stat_database WHERE datname = current_database()',
    );
    const failures = row?.failures ?? 0;
    return {
      damage: failures === 0 ? [] : [`checksum_failures = ${String(failures)}`],
      dangling: [],
    };
  }

  requireWritable(): void {
    // a server that cannot write says so at each command
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  private async onOneConnection<T>(work: (runner: QueryRunner) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      return await work(runner);
    } catch (error) {
      throw storeError(error, this.place);
    } finally {
      await runner.release();
    }
  }
}

async function migratedOn(runner: QueryRunner): Promise<string[]> {
  const [there] = (await runner.query(`SELECT to_regclass('migrations') AS name`)) as {
    name: unknown;
  }[];
  if (!there?.name) return [];
  const stored = (await runner.query('SELECT name FROM migrations')) as { name: string }[];
  return stored.map((row) => row.name);
}

/** The address without user and password. @throws RequestError store.address */
function placeOf(url: string): string {
  const found = URL.canParse(url) ? new URL(url) : undefined;
  if (found && /^postgres(ql)?:$/.test(found.protocol) && found.pathname.length > 1)
    return `postgres://${found.host}${found.pathname}`;
  throw new RequestError('store.address', {
    de: 'DATABASE_URL nennt keine PostgreSQL-Datenbank. Erwartet wird postgres://benutzer:kennwort@server:5432/datenbank; ohne DATABASE_URL nimmt Umstieg die SQLite-Datei im Datenordner.',
    en: 'DATABASE_URL names no PostgreSQL database. Expected is postgres://user:password@server:5432/database; without DATABASE_URL Umstieg uses the SQLite file in the data folder.',
  });
}

function lost(place: string): InvariantError {
  return new InvariantError(
    'store.corrupt',
    {
      de: 'Die Datenbank an dieser Adresse ist leer, der Datenordner hat aber schon Schlüssel. Prüfen Sie DATABASE_URL oder stellen Sie die Datenbank wieder her. Für einen neuen Anfang nehmen Sie einen anderen Ordner.',
      en: 'The database at this address is empty while the data folder has keys already. Check DATABASE_URL or restore the database. To begin anew, use another folder.',
    },
    { place: { file: place } },
  );
}
