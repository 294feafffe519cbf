import { parse } from 'csv-parse/sync';
import type { PulledList } from '../../src/directory/pull-users.js';

/** The rows of a pulled list by account, read by csv-parse and not by our own reader. */
export function rowsOf({ csv }: PulledList): Map<string, Record<string, string>> {
  const rows = parse(csv, { columns: true }) as unknown as Record<string, string>[];
  return new Map(rows.map((row) => [row['account'] ?? '', row]));
}
