import sqlite3 from 'sqlite3';
import { here } from './fake-host.js';
import { logSize, mounted } from './disk.js';
import { sqliteError } from './faults.js';
import type { Reader } from '../../src/persistence/snapshot.js';
import type { Life } from './scheduler.js';

type Answer = (this: unknown, error: Error | null, rows?: unknown) => void;
type Native = (answer: Answer) => void;
interface Statement {
  run(parameters: unknown, answer: Answer): void;
  finalize(answer: () => void): void;
}

const Real = sqlite3.Database;
type Loose = Record<'run' | 'all' | 'get', (...args: unknown[]) => unknown>;
const real = Real.prototype as unknown as Loose;
const nothing = () => undefined;

/** Open connections by the process they belong to: closed when it dies. */
const connections = new Map<Life, Set<sqlite3.Database>>();
/** Prepared statements: a connection does not close before they are gone. */
const statements = new Map<Life, Set<Statement>>();

export async function closeConnectionsOf(life: Life): Promise<void> {
  for (const statement of statements.get(life) ?? [])
    await new Promise<void>((done) => statement.finalize(done));
  statements.delete(life);
  for (const connection of connections.get(life) ?? []) {
    const error = await new Promise<Error | null>((done) =>
      Real.prototype.close.call(connection, done),
    );
    if (error) throw error;
  }
  connections.delete(life);
}

const isWrite = (sql: string) => /^(INSERT|UPDATE|DELETE|VACUUM|PRAGMA wal_checkpoint)/.test(sql);

/**
 * The real SQLite on a real file behind a layer that may fail at any call. Call and answer are two events of the scheduler:
 * between them others go on, or the process dies, which is the ambiguous commit.
 */
function call(sql: string, native: Native, answer: Answer): void {
  const at = here();
  if (!at) return native(answer);
  const { life, scheduler } = at;
  const { faults } = mounted();
  const label = sql.slice(0, 40).replace(/\s+/g, ' ');
  const reply = (self: unknown, error: Error | null, rows?: unknown) =>
    scheduler.soon(life, `answer ${label}`, () => answer.call(self, error, rows));
  scheduler.soon(life, `call ${label}`, async () => {
    const fate = faults.fate(isWrite(sql) ? 'write' : 'read', life, label);
    if (fate === 'death-before') return mounted().kill(life);
    if (fate === 'busy' || fate === 'error' || fate === 'full')
      return reply(undefined, sqliteError(fate));
    const disk = mounted();
    const before = Math.min(disk.flushed, logSize(disk.folder));
    const [self, error, rows] = await carriedOut(native);
    const after = logSize(disk.folder);
    if (fate === 'power') return disk.powerCut(before + scheduler.chance.below(after - before + 1));
    if (isWrite(sql) && !error) {
      if (synchronous === 'FULL') disk.flushed = after;
      await disk.wrote(life, label);
    }
    if (fate === 'death-after') return disk.kill(life);
    if (fate === 'lost-answer') return reply(undefined, sqliteError(fate));
    reply(self, error, rows);
  });
}

function carriedOut(native: Native): Promise<[unknown, Error | null, unknown]> {
  return new Promise((done) => {
    native(function (this: unknown, error, rows) {
      done([this, error, rows]);
    });
  });
}

/** What the program asked of the disk at its commits: only what it asks for is flushed. */
let synchronous = '';
function heedFlushing(sql: string): void {
  const mode = /^PRAGMA synchronous\s*=\s*(\w+)/i.exec(sql)?.[1];
  if (mode !== undefined) synchronous = mode.toUpperCase();
}

class FakeDatabase extends Real {
  private direct = false;

  constructor(file: string, ...rest: unknown[]) {
    const at = here();
    const opened = rest.at(-1) as Answer;
    let done: (error: Error | null) => void = nothing;
    const native = new Promise<Error | null>((resolve) => (done = resolve));
    const whenOpen = at ? (error: Error | null) => done(error) : opened;
    super(file, ...(rest.slice(0, -1) as []), whenOpen);
    if (!at) return;
    const mine = connections.get(at.life) ?? new Set();
    connections.set(at.life, mine.add(this));
    at.scheduler.soon(at.life, 'open', async () => opened.call(this, await native));
  }

  /** Pragmas of the driver: carried out first and at once, as SQLite does it. */
  override serialize(set?: () => void): void {
    this.direct = true;
    super.serialize(set);
    this.direct = false;
  }

  override run(sql: string, ...rest: unknown[]): this {
    if (this.direct) {
      heedFlushing(sql);
      real.run.call(this, sql, ...rest);
    } else this.asked('run', sql, rest);
    return this;
  }

  override all(sql: string, ...rest: unknown[]): this {
    this.asked('all', sql, rest);
    return this;
  }

  private asked(how: 'run' | 'all', sql: string, rest: unknown[]): void {
    const answer = rest.at(-1) as Answer;
    heedFlushing(sql);
    call(sql, (reply) => void real[how].call(this, sql, ...rest.slice(0, -1), reply), answer);
  }

  override prepare(sql: string, ...rest: unknown[]): sqlite3.Statement {
    const answer = rest.at(-1) as Answer;
    const at = here();
    if (!at) return super.prepare(sql, answer);
    let statement: Statement | undefined;
    const mine = statements.get(at.life) ?? new Set();
    statements.set(at.life, mine);
    const native: Native = (reply) => {
      const made = Real.prototype.prepare.call(this, sql, reply as () => void);
      statement = made;
      mine.add(statement);
    };
    call(`prepare ${sql}`, native, answer);
    const fake: Statement = {
      run: (parameters, reply) => call(sql, (done) => statement?.run(parameters, done), reply),
      finalize: (reply) => {
        const native: Native = (done) => {
          if (statement) mine.delete(statement); // where a fault keeps it from that, the end of the process does it
          statement?.finalize(done as () => void);
        };
        call('finalize', native, reply);
      },
    };
    return fake as unknown as sqlite3.Statement;
  }

  override close(answer?: (error: Error | null) => void): void {
    const at = here();
    if (!at) return super.close(answer);
    call(
      'close',
      (reply) =>
        super.close((error) => {
          if (!error) connections.get(at.life)?.delete(this); // what a statement keeps open is closed when its process ends
          reply.call(this, error);
        }),
      answer ?? nothing,
    );
  }
}

export function replaceSqlite(): void {
  sqlite3.Database = FakeDatabase;
}

/** A connection of the watchers, beside every simulated process. */
export function openBeside(file: string): Promise<sqlite3.Database> {
  return new Promise((done, fail) => {
    const made: sqlite3.Database = new Real(file, (error) => {
      if (error) fail(error);
      else done(made);
    });
  });
}

/** Reads beside the simulated processes: never fails, moves no event. */
export function readerOf(connection: sqlite3.Database | undefined): Reader {
  return {
    query: <R>(sql: string, parameters: readonly unknown[] = []) =>
      new Promise<R[]>((done, fail) => {
        if (!connection) throw new Error('nobody reads while the power is off');
        real.all.call(connection, sql, [...parameters], (error: Error | null, rows: R[]) => {
          if (error) fail(error);
          else done(rows);
        });
      }),
  };
}
