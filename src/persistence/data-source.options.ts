import type sqlite3 from 'sqlite3';
import type { DataSourceOptions } from 'typeorm';
import { ENTITIES } from './entities/index.js';
import { MIGRATIONS } from './migrations/index.js';
import { BUSY_TIMEOUT_MS, sqliteDriver } from './sqlite-driver.js';

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
  };
}
