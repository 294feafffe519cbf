import type { DataSourceOptions } from 'typeorm';
import { ENTITIES } from './entities/index.js';
import { MIGRATIONS } from './migrations/index.js';
import { sqliteDriver } from './sqlite-driver.js';

/** Options for the one SQLite file. WAL and FULL are set on every connection; schema changes are migrations only. */
export function dataSourceOptions(file: string): DataSourceOptions {
  return {
    type: 'sqlite',
    database: file,
    enableWAL: true,
    busyTimeout: 5_000,
    driver: sqliteDriver(),
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTransactionMode: 'all',
    synchronize: false,
    logging: false,
  };
}
