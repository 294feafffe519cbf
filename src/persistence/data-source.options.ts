import type sqlite3 from 'sqlite3';
import type { DataSourceOptions, Logger } from 'typeorm';
import { ENTITIES } from './entities/index.js';
import { MIGRATIONS } from './migrations/index.js';
import { BUSY_TIMEOUT_MS, sqliteDriver } from './sqlite-driver.js';

/** `logging: false` still lets TypeORM write of a failed migration to stdout, where answers of the command line stand. */
const SILENT: Logger = {
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
};

/** Options for the one SQLite file. WAL and FULL are set on every connection; schema changes are migrations only. */
export function dataSourceOptions(
  file: string,
  opened?: (connection: sqlite3.Database) => void,
  refused?: (error: Error) => void,
): DataSourceOptions {
  return {
    type: 'sqlite',
    database: file,
    enableWAL: true,
    busyTimeout: BUSY_TIMEOUT_MS,
    driver: sqliteDriver(undefined, opened, refused),
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTransactionMode: 'all',
    synchronize: false,
    logging: false,
    logger: SILENT,
  };
}

/**
 * Options for one PostgreSQL database. What durability and compare-and-set rest on is set on every connection, not assumed; a lock
 * is waited for as long as SQLite's.
 */
export function postgresOptions(url: string): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    applicationName: 'umstieg',
    connectTimeoutMS: BUSY_TIMEOUT_MS,
    poolSize: 10,
    parseInt8: true,
    installExtensions: false,
    extra: {
      options: `-c synchronous_commit=on -c default_transaction_isolation=read\\ committed -c lock_timeout=${String(BUSY_TIMEOUT_MS)}`,
    },
    poolErrorHandler: () => undefined, // of an idle connection; whoever asks next is told
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTransactionMode: 'all',
    synchronize: false,
    logging: false,
    logger: SILENT,
  };
}
