import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source.options.js';

/** For the TypeORM command line only (`npm run schema:check`). The program opens its own, see database.ts. */
export default new DataSource(
  dataSourceOptions(process.env['UMSTIEG_DB'] ?? 'umstieg-data/umstieg.sqlite'),
);
