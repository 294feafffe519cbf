import { createHash } from 'node:crypto';
import { NO_PREDECESSOR } from '../../src/audit/entry.js';
import { WorkInHand } from '../../src/engine/work-in-hand.js';
import { Database } from '../../src/persistence/database.js';
import { SqliteConnection } from '../../src/persistence/sqlite-connection.js';
import { RunStore } from '../../src/persistence/run.store.js';
import type { WriteBatch } from '../../src/persistence/write-batch.js';
import type { MUTANT_NAMES } from './mutant-names.js';
import { openBeside } from './fake-sqlite.js';

/** An engine that is broken on purpose: the simulator must find each of them. */
export interface Mutant {
  readonly says: string;
  /** Breaks the program; for the rest of this process. */
  readonly install?: () => void;
  /** Breaks a fresh database. */
  readonly database?: (file: string) => Promise<void>;
}

const database = Database.prototype;

interface Opened {
  prepare: () => Promise<void>;
  query: (sql: string) => Promise<unknown>;
}

/** Every write goes through here. */
function rewritten(change: (batch: WriteBatch) => void): void {
  const real = Reflect.get(database, 'writeBatch');
  database.writeBatch = function (this: Database, body: string) {
    const batch = JSON.parse(body) as WriteBatch;
    change(batch);
    return real.call(this, JSON.stringify(batch));
  };
}

async function withoutComparison(file: string): Promise<void> {
  const connection = await openBeside(file);
  const trigger = await new Promise<string>((done) => {
    const sql = `SELECT sql FROM sqlite_master WHERE name = 'write_batch_insert'`;
    connection.get(sql, (_error, row: { sql: string }) => done(row.sql));
  });
  const blind = trigger
    .replace(/SELECT RAISE\(ABORT, 'run\.conflict'\)[^;]*;/, '')
    .replaceAll(/INSERT INTO "(audit_entry|command)"/g, 'INSERT OR REPLACE INTO "$1"');
  if (blind === trigger) throw new Error('there is no comparison to take away');
  await new Promise((done) => {
    connection.exec(`DROP TRIGGER write_batch_insert; ${blind}`, done);
  });
  await new Promise((done) => connection.close(done));
}

export const MUTANTS: Readonly<Record<(typeof MUTANT_NAMES)[number], Mutant>> = {
  'no-cas': { says: 'writes without comparing heads', database: withoutComparison },
  'no-fsync-wait': {
    says: 'acknowledges before the write is done',
    install: () => {
      const real = Reflect.get(database, 'writeBatch');
      database.writeBatch = function (this: Database, body: string) {
        void real.call(this, body).catch(() => undefined);
        return Promise.resolve();
      };
    },
  },
  'no-fsync': {
    says: 'asks for no flush at a commit',
    install: () => {
      const shape = SqliteConnection.prototype as unknown as Opened;
      const real = Reflect.get(shape, 'prepare') as Opened['prepare'] | undefined;
      if (!real) throw new Error('there is no opening to change');
      shape.prepare = async function (this: Opened) {
        await this.query('PRAGMA synchronous = OFF');
        await real.call(this);
      };
    },
  },
  'lost-timer': {
    says: 'stores no timer',
    install: () => rewritten((batch) => (batch.timers = [])),
  },
  'deaf-timer': {
    says: 'never finds a timer due',
    install: () => (RunStore.prototype.dueTimers = () => Promise.resolve([])),
  },
  'double-execute': {
    says: 'does every work twice at once',
    install: () => {
      WorkInHand.prototype.carryOut = async (_attempt, step, input, context) => {
        const work = async () =>
          (await step.check(input, context)) ?? (await step.execute(input, context));
        const [outcome] = await Promise.all([work(), work()]);
        return outcome;
      };
    },
  },
  'unchained-audit': {
    says: 'writes entries that do not name the one before',
    install: () =>
      rewritten((batch) => {
        batch.entries = batch.entries.map((entry) => {
          const body = entry.body.replace(/"prev":"[0-9a-f]{64}"/, `"prev":"${NO_PREDECESSOR}"`);
          const hash = createHash('sha256').update('\0').update(body).digest('hex');
          return { ...entry, body, hash };
        });
        batch.runs = batch.runs.map((run) => {
          const last = batch.entries.findLast(({ runId }) => runId === run.id);
          return last ? { ...run, headHash: last.hash } : run;
        });
      }),
  },
};
