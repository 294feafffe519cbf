import sqlite3 from 'sqlite3';

/** One row of a stored comparison, as `match --json` writes it. */
export interface StoredMatchRow {
  readonly row: number;
  readonly email: string;
  readonly sid: string | null;
  readonly outcome: string;
  readonly import: string;
  readonly targetRow: number | null;
  readonly targetEmail: string | null;
}

/** Which rows are wanted; what is absent does not matter. */
export interface MatchFilter {
  readonly outcomes?: readonly string[] | undefined;
  readonly imports?: readonly string[] | undefined;
  /** Part of either address, letter case does not count. */
  readonly q?: string | undefined;
}

const TABLES = `
  CREATE TABLE document(body TEXT);
  CREATE TABLE match_row(at INTEGER PRIMARY KEY, row INTEGER, email TEXT, sid TEXT, outcome TEXT, import TEXT,
    target_row INTEGER, target_email TEXT, words TEXT);
  CREATE TABLE free_row(at INTEGER PRIMARY KEY, row INTEGER, email TEXT, words TEXT);
`;
const FILL = `
  INSERT INTO match_row SELECT j.key, j.value->>'row', j.value->>'email', j.value->>'sid', j.value->>'outcome',
    j.value->>'import', j.value->>'$.target.row', j.value->>'$.target.email',
    lower((j.value->>'email') || char(10) || coalesce(j.value->>'$.target.email', ''))
    FROM document, json_each(document.body, '$.rows') j;
  INSERT INTO free_row SELECT j.key, j.value->>'row', j.value->>'email', lower(j.value->>'email')
    FROM document, json_each(document.body, '$.targetWithoutSource') j;
  UPDATE document SET body = json_remove(body, '$.rows', '$.targetWithoutSource');
  CREATE INDEX ix_outcome ON match_row(outcome, at);
  CREATE INDEX ix_import ON match_row(import, at);
`;

/**
 * A stored comparison as a table in memory, so that a window of 100,000 rows costs no look at the others. SQLite reads the
 * document in a thread of its own. Nothing of it is written to disk: what is erased there is not kept alive here.
 */
export class MatchTable {
  private constructor(
    private readonly connection: sqlite3.Database,
    /** Totals and findings: the document without its rows. */
    readonly rest: Readonly<Record<string, unknown>>,
  ) {}

  /** @param document what `match --json` writes */
  static async of(document: string): Promise<MatchTable> {
    const connection = await opened();
    await script(connection, TABLES);
    await all(connection, 'INSERT INTO document VALUES (?)', [document]);
    await script(connection, FILL);
    const [row] = await all<{ body: string }>(connection, 'SELECT body FROM document');
    return new MatchTable(connection, JSON.parse(row?.body ?? '{}') as Record<string, unknown>);
  }

  /** Rows of the source from the `offset`-th on, in the order of the list. */
  rows(filter: MatchFilter, offset: number, limit: number): Promise<StoredMatchRow[]> {
    const { where, values } = conditions(filter);
    return all(
      this.connection,
      `SELECT row, email, sid, outcome, import, target_row AS targetRow, target_email AS targetEmail
       FROM match_row WHERE ${where} ORDER BY at LIMIT ? OFFSET ?`,
      [...values, limit, offset],
    );
  }

  /** How many rows of the source there are. */
  async count(filter: MatchFilter): Promise<number> {
    const { where, values } = conditions(filter);
    const sql = `SELECT count(*) AS n FROM match_row WHERE ${where}`;
    return (await all<{ n: number }>(this.connection, sql, values))[0]?.n ?? 0;
  }

  /** Rows of the target that no source row names. */
  async free(
    q: string | undefined,
    offset: number,
    limit: number,
  ): Promise<{ total: number; rows: { row: number; email: string }[] }> {
    const where = q === undefined ? '1 = 1' : 'instr(words, ?) > 0';
    const values = q === undefined ? [] : [q.toLowerCase()];
    const [counted] = await all<{ n: number }>(
      this.connection,
      `SELECT count(*) AS n FROM free_row WHERE ${where}`,
      values,
    );
    const rows = await all<{ row: number; email: string }>(
      this.connection,
      `SELECT row, email FROM free_row WHERE ${where} ORDER BY at LIMIT ? OFFSET ?`,
      [...values, limit, offset],
    );
    return { total: counted?.n ?? 0, rows };
  }

  close(): Promise<void> {
    return new Promise((done) => this.connection.close(() => done()));
  }
}

function conditions({ outcomes, imports, q }: MatchFilter) {
  const parts = ['1 = 1'];
  const values: unknown[] = [];
  const among = (column: string, wanted: readonly string[] | undefined) => {
    if (!wanted) return;
    parts.push(`${column} IN (SELECT value FROM json_each(?))`);
    values.push(JSON.stringify(wanted));
  };
  among('outcome', outcomes);
  among('import', imports);
  if (q !== undefined) {
    parts.push('instr(words, ?) > 0');
    values.push(q.toLowerCase());
  }
  return { where: parts.join(' AND '), values };
}

function opened(): Promise<sqlite3.Database> {
  return new Promise((done, fail) => {
    const connection = new sqlite3.Database(':memory:', (error) => {
      if (error) fail(error);
      else done(connection);
    });
  });
}

function script(connection: sqlite3.Database, sql: string): Promise<void> {
  return new Promise((done, fail) => {
    connection.exec(sql, (error) => {
      if (error) fail(error);
      else done();
    });
  });
}

function all<R>(
  connection: sqlite3.Database,
  sql: string,
  values: readonly unknown[] = [],
): Promise<R[]> {
  return new Promise((done, fail) => {
    connection.all<R>(sql, [...values], (error, rows) => {
      if (error) fail(error);
      else done(rows);
    });
  });
}
