import sqlite3 from 'sqlite3';

/** How long a connection waits for another one that writes. */
export const BUSY_TIMEOUT_MS = 5_000;

/** `busy_timeout` first: TypeORM sets it only after `journal_mode`, which may have to wait already. */
const PRAGMAS = [
  `busy_timeout = ${String(BUSY_TIMEOUT_MS)}`,
  'synchronous = FULL',
  'trusted_schema = OFF',
  'secure_delete = ON',
  // a checkpoint flushes WAL and database: four times the default is a quarter of these flushes, for 16 MB of WAL at most times
  'wal_autocheckpoint = 4000',
];

/**
 * The `driver` option of TypeORM's `sqlite` type. It does what the type has no option for:
 * keeps sqlite3's verbose() off (it writes bound values into error stacks: personal data in logs), runs pragmas on every
 * connection (`synchronous` is set, not assumed), and opens each transaction as BEGIN IMMEDIATE, so that a second process
 * waits `busyTimeout` at BEGIN and cannot fail later when a read turns into a write. Only migrations open transactions.
 */
export function sqliteDriver(
  pragmas: readonly string[] = PRAGMAS,
  opened: (connection: sqlite3.Database) => void = () => undefined,
  refused: (error: Error) => void = () => undefined,
): typeof sqlite3 {
  class Database extends sqlite3.Database {
    constructor(file: string, ...rest: never[]) {
      super(file, ...rest);
      this.once('open', () => {
        opened(this);
      });
      this.serialize(() => {
        for (const pragma of pragmas)
          this.run(`PRAGMA ${pragma}`, (error) => {
            if (error) refused(error);
          });
      });
    }
    override all(sql: string, ...rest: never[]): this {
      return super.all(sql === 'BEGIN TRANSACTION' ? 'BEGIN IMMEDIATE TRANSACTION' : sql, ...rest);
    }
  }
  const driver: typeof sqlite3 = { ...sqlite3, Database, verbose: () => driver } as typeof sqlite3;
  return driver;
}
