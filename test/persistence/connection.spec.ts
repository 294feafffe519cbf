import { jest } from '@jest/globals';
import sqlite3 from 'sqlite3';
import { DataSource } from 'typeorm';
import { Database } from '../../src/persistence/database.js';
import { dataSourceOptions } from '../../src/persistence/data-source.options.js';
import { Ledger, newFolder, removeNewFolders } from './ledger.js';
import { databaseIn } from './raw-file.js';

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(removeNewFolders);

const pragma = async (database: Database, name: string) => {
  const [row] = await database.query<Record<string, unknown>>(`PRAGMA ${name}`);
  return Object.values(row ?? {})[0];
};

describe('every connection', () => {
  it('writes ahead, waits for others, checks references and trusts no schema', async () => {
    const [first, second] = [await Database.open(folder), await Database.open(folder)];
    for (const database of [first, second]) {
      expect(await pragma(database, 'journal_mode')).toBe('wal');
      expect(await pragma(database, 'synchronous')).toBe(2);
      expect(await pragma(database, 'foreign_keys')).toBe(1);
      expect(await pragma(database, 'busy_timeout')).toBe(5_000);
      expect(await pragma(database, 'trusted_schema')).toBe(0);
      expect(await pragma(database, 'secure_delete')).toBe(1);
      await database.close();
    }
  });

  it('is told to flush every commit: what the pragma answers by itself may not be true', async () => {
    const said = jest.spyOn(sqlite3.Database.prototype, 'run');
    try {
      for (const round of [1, 2]) {
        await (await Database.open(folder)).close();
        const full = said.mock.calls.filter(([sql]) => sql === 'PRAGMA synchronous = FULL');
        expect(full).toHaveLength(round);
      }
    } finally {
      said.mockRestore();
    }
  });
});

describe('what is written once', () => {
  it.each(['audit_entry', 'checkpoint'])('%s refuses to be changed or deleted', async (table) => {
    const ledger = await Ledger.open(folder);
    const { database } = ledger;
    await ledger.begin('r-1');
    await database.query(`INSERT INTO checkpoint(run_id, size, text) VALUES ('r-1', 1, 'note')`);
    const content = () => database.query(`SELECT * FROM ${table}`);
    const before = await content();
    for (const sql of [
      `UPDATE ${table} SET run_id = run_id`,
      `DELETE FROM ${table}`,
      `DELETE FROM ${table} WHERE run_id = 'r-1'`,
    ]) {
      await expect(database.query(sql)).rejects.toMatchObject({
        code: 'store.failed',
        message: expect.stringContaining('append-only') as unknown,
      });
    }
    expect(before).toHaveLength(1);
    expect(await content()).toEqual(before);
    await database.close();
  });
});

describe('the schema', () => {
  it('that the migrations make is the one the entities describe', async () => {
    await (await Database.open(folder)).close();
    const source = await new DataSource(dataSourceOptions(databaseIn(folder))).initialize();
    try {
      const { upQueries } = await source.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
    } finally {
      await source.destroy();
    }
  });

  it('that lacks a column is noticed by the same check', async () => {
    await (await Database.open(folder)).close();
    const source = await new DataSource(dataSourceOptions(databaseIn(folder))).initialize();
    try {
      await source.query('ALTER TABLE timer ADD COLUMN odd text');
      const { upQueries } = await source.driver.createSchemaBuilder().log();
      expect(upQueries.length).toBeGreaterThan(0);
    } finally {
      await source.destroy();
    }
  });
});
