import { Database } from '../../src/persistence/database.js';
import { MIGRATIONS } from '../../src/persistence/migrations/index.js';
import { newFolder, removeNewFolders } from '../persistence/ledger.js';
import { PostgresServer } from './server.js';

let server: PostgresServer;
let sqlite: Database;
let postgres: Database;

beforeAll(async () => {
  server = await PostgresServer.start();
  sqlite = await Database.open(newFolder(), '');
  postgres = await Database.open(newFolder(), await server.newDatabase());
});
afterAll(async () => {
  await sqlite.close();
  await postgres.close();
  await server.stop();
  removeNewFolders();
});

const lines = async (database: Database, sql: string) =>
  (await database.query<{ line: string }>(sql)).map(({ line }) => line).sort();

/** SQLite numbers rows by itself; PostgreSQL has a column for it, and an index where the newest is asked for. */
const WITHOUT_ROWID = (line: string) => !/\browid\b/.test(line);

describe('the schema on PostgreSQL', () => {
  it('has the tables and columns it has on SQLite, with the same types, keys and NOT NULL', async () => {
    const expected = await lines(
      sqlite,
      `SELECT m.name || '.' || c.name || ' ' || replace(lower(c.type), 'integer', 'bigint') || ' ' || c."notnull" || ' key ' || c.pk AS line
       FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name <> 'migrations' AND m.name NOT LIKE 'sqlite_%'`,
    );
    const found = await lines(
      postgres,
      `SELECT t.relname || '.' || c.attname || ' ' || format_type(c.atttypid, NULL) || ' ' || c.attnotnull::int || ' key ' ||
       coalesce(array_position(k.conkey, c.attnum), 0) AS line FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0
       LEFT JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'p'
       WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace AND t.relname <> 'migrations'`,
    );
    expect(expected.length).toBeGreaterThan(100);
    expect(found.filter(WITHOUT_ROWID)).toEqual(expected);
    expect(found.length - expected.length).toBe(new Set(found.map(tableOf)).size - 2); // not where SQLite's number is a column
  });

  it('has the same indexes and unique constraints', async () => {
    const expected = await lines(
      sqlite,
      `SELECT m.name || ' ' || i."unique" || ' ' || (SELECT group_concat(p.name, ',' ORDER BY p.seqno) FROM pragma_index_info(i.name) p) AS line
       FROM sqlite_master m JOIN pragma_index_list(m.name) i WHERE m.type = 'table' AND i.origin <> 'pk' AND m.name <> 'migrations'`,
    );
    const found = await lines(
      postgres,
      `SELECT t.relname || ' ' || i.indisunique::int || ' ' || (SELECT string_agg(c.attname, ',' ORDER BY array_position(i.indkey::int2[], c.attnum))
       FROM pg_attribute c WHERE c.attrelid = t.oid AND c.attnum = ANY (i.indkey)) AS line FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
       WHERE t.relnamespace = 'public'::regnamespace AND NOT i.indisprimary AND t.relname <> 'migrations'`,
    );
    expect(expected.length).toBeGreaterThan(8);
    expect(found.filter(WITHOUT_ROWID)).toEqual(expected);
  });

  it('has the same foreign keys, triggers and views, and lists the same migrations', async () => {
    const expected = await lines(
      sqlite,
      `SELECT m.name || '.' || k."from" || ' -> ' || k."table" || '.' || k."to" AS line
       FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) k WHERE m.type = 'table'
       UNION ALL SELECT type || ' ' || name || ' ' || tbl_name FROM sqlite_master WHERE type IN ('trigger', 'view')
       UNION ALL SELECT 'migration ' || name FROM migrations`,
    );
    const found = await lines(
      postgres,
      `SELECT k.conrelid::regclass || '.' || c.attname || ' -> ' || k.confrelid::regclass || '.' || f.attname AS line FROM pg_constraint k
       JOIN pg_attribute c ON c.attrelid = k.conrelid AND c.attnum = k.conkey[1]
       JOIN pg_attribute f ON f.attrelid = k.confrelid AND f.attnum = k.confkey[1] WHERE k.contype = 'f'
       UNION ALL SELECT 'trigger ' || tgname || ' ' || tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal
       UNION ALL SELECT 'view ' || viewname || ' ' || viewname FROM pg_views WHERE schemaname = 'public'
       UNION ALL SELECT 'migration ' || name FROM migrations`,
    );
    expect(expected.length).toBeGreaterThan(MIGRATIONS.length + 30);
    expect(found).toEqual(expected);
  });

  it('sorts texts by their bytes, whatever the language of the server', async () => {
    const words = ['ä', 'Z', 'a', 'B', '_', '10', '9', '\u{1F600}', '\uFF5E'];
    const sql = (name: string) =>
      `INSERT INTO project(id, customer, created_at) VALUES ('${name}', '', '')`;
    for (const database of [sqlite, postgres])
      for (const word of words) await database.write(sql(word), []);
    const sorted = (database: Database) =>
      lines(database, `SELECT id AS line FROM project ORDER BY id`);
    const order = (database: Database) =>
      database.query<{ id: string }>('SELECT id FROM project ORDER BY id');
    expect(await order(postgres)).toEqual(await order(sqlite));
    expect(await sorted(postgres)).toEqual([...words].sort());
  });
});

describe('entries on PostgreSQL', () => {
  it.each(['audit_entry', 'access_entry', 'checkpoint', 'tree_leaf'])(
    'cannot be changed or deleted in %s',
    async (table) => {
      const guards = await lines(
        postgres,
        `SELECT tgname AS line FROM pg_trigger WHERE tgrelid = '${table}'::regclass AND NOT tgisinternal AND tgname LIKE '%_no_%'`,
      );
      expect(guards).toEqual([`${table}_no_delete`, `${table}_no_update`]);
    },
  );
});

function tableOf(line: string): string {
  return line.slice(0, line.indexOf('.'));
}
