import { createRequire } from 'node:module';
import type ColumnsJson from './columns.json';
import type LayoutJson from './export-layout.json';

/**
 * The two tables that ship as data beside this file. `require` reads them, because importing JSON prints a warning on
 * Node 20; the type imports make the compiler copy them.
 */
const require = createRequire(import.meta.url);

export const columnsJson = require('./columns.json') as typeof ColumnsJson;
export const layoutJson = require('./export-layout.json') as typeof LayoutJson;
