import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Database } from './database.js';
import { commandId, type RunStore, type StoredCommand, type StoredRun } from './run.store.js';
import { isBusy, isConflict, isUnreachable, storeError } from './store-errors.js';
import { emptyAddition, type Addition, type RunChange, type WriteBatch } from './write-batch.js';

/** What one command makes of a run. `settle` gives the caller's answer, or throws the refusal, once all is durable. */
export interface Turn<T> {
  readonly next?: StoredRun;
  readonly addition?: Addition;
  readonly settle: () => T;
}

export interface Command<T> {
  readonly runId: string;
  /** Idempotency key given by the caller; null when the caller made a fresh one (nothing to look up). */
  readonly lookupKey: string | null;
  /** Pure and repeatable: called again after a conflict with another process. */
  decide(run: StoredRun | undefined, previous: StoredCommand | undefined): Turn<T>;
}

interface Waiting {
  readonly command: Command<unknown>;
  readonly done: (value: unknown) => void;
  readonly fail: (error: unknown) => void;
}

interface Planned {
  readonly waiting: Waiting;
  readonly turn: Turn<unknown>;
}

const BATCH_LIMIT = 500;
const KEPT_BYTES = 32 * 1024 * 1024;
/** Bytes in memory for each character of a run's row: text, parsed state, names. */
const HELD_FOR_TEXT = 5;
const CONFLICT_TRIES = 200;
/** Shorter than SQLite's own waiting: a lock that outlasted it is not waited for twice. */
const BUSY_MS = 2_000;

/**
 * The only way to write. All commands waiting at the same moment are decided in memory, first in first out, against
 * the batch's own revisions, and written by one statement: one fsync serves many. When another process was faster the
 * batch is decided again on what is stored now; when the database refuses, the commands are replayed one by one.
 */
export class UnitOfWork {
  private waiting: Waiting[] = [];
  private pumping = false;
  private readonly cache: LRUCache<string, StoredRun>;

  constructor(
    private readonly database: Database,
    private readonly store: RunStore,
    keptBytes = KEPT_BYTES,
  ) {
    this.cache = new LRUCache({
      maxSize: keptBytes,
      sizeCalculation: ({ row, people }) =>
        HELD_FOR_TEXT * (row.state.length + row.frontier.length + 100 * (2 + people.size)),
    });
  }

  submit<T>(command: Command<T>): Promise<T> {
    return new Promise<T>((done, fail) => {
      this.waiting.push({ command, done: done as (value: unknown) => void, fail });
      if (!this.pumping) {
        this.pumping = true;
        setImmediate(() => void this.pump());
      }
    });
  }

  /** The run as this process wrote or read it last; undefined when it never did. */
  known(runId: string): StoredRun | undefined {
    return this.cache.get(runId);
  }

  /** The run as this process knows it, or as stored. May be behind another process until the next command. */
  async read(runId: string): Promise<StoredRun | undefined> {
    const stored = (await this.store.load([runId])).get(runId);
    const known = this.cache.get(runId);
    return known && known.row.headHash === stored?.row.headHash ? known : stored;
  }

  private async pump(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH_LIMIT);
      await this.write(batch).catch((error: unknown) => {
        for (const w of batch) w.fail(error);
      });
      await nextTurn(); // whoever goes on at once after their answer shares the next flush
    }
    this.pumping = false;
  }

  private async write(batch: readonly Waiting[]): Promise<void> {
    const began = performance.now();
    for (let tries = 1; ; tries++) {
      const { planned, idle, body, touched } = await this.plan(batch);
      if (await this.wasBehind(idle)) continue;
      if (body === undefined) {
        settleAll(planned);
        return;
      }
      try {
        await this.database.writeBatch(body);
        this.remember(touched);
        settleAll(planned);
        return;
      } catch (error) {
        for (const id of touched.keys()) this.cache.delete(id);
        if (isConflict(error) && tries < CONFLICT_TRIES) {
          if (tries > 2) await delay(Math.random() * Math.min(50, tries * 2));
          continue;
        }
        if (isBusy(error)) {
          // SQLite waited already, or could not wait: then at once again. One by one would wait for each.
          if (performance.now() - began > BUSY_MS) throw storeError(error, this.database.file);
          await delay(Math.random() * 50);
          continue;
        }
        if (batch.length === 1 || isUnreachable(error)) throw storeError(error, this.database.file);
        return this.oneByOne(batch);
      }
    }
  }

  /**
   * A decision to write nothing is compared with no head: whether another process has gone on since is looked up. Then
   * everything is decided again.
   */
  private async wasBehind(idle: ReadonlyMap<string, StoredRun>): Promise<boolean> {
    if (idle.size === 0) return false;
    // what cannot be read stops nobody here: it is named where it is read
    const stored = await this.store
      .load([...idle.keys()])
      .catch(() => new Map<string, StoredRun>());
    const news = [...stored].filter(([id, run]) => run.row.headHash !== idle.get(id)?.row.headHash);
    this.remember(new Map(news));
    return news.length > 0;
  }

  private async oneByOne(batch: readonly Waiting[]): Promise<void> {
    for (const waiting of batch) {
      await this.write([waiting]).catch((error: unknown) => waiting.fail(error));
    }
  }

  private async plan(batch: readonly Waiting[]) {
    const { known, damaged } = await this.load(batch);
    const previous = await this.store.commands(
      batch.flatMap(({ command: c }) =>
        c.lookupKey === null ? [] : [{ runId: c.runId, key: c.lookupKey }],
      ),
    );
    const touched = new Map<string, StoredRun>();
    const expected = new Map<string, number>();
    const all: Addition = emptyAddition();
    const planned: Planned[] = [];
    for (const waiting of batch) {
      const { runId, lookupKey } = waiting.command;
      if (damaged.has(runId)) {
        waiting.fail(damaged.get(runId));
        continue;
      }
      const current = touched.get(runId) ?? known.get(runId);
      try {
        const earlier = lookupKey === null ? undefined : previous.get(commandId(runId, lookupKey));
        const turn = waiting.command.decide(current, earlier);
        if (turn.next) {
          if (!expected.has(runId)) expected.set(runId, current?.row.headSeq ?? 0);
          touched.set(runId, turn.next);
          if (turn.addition) {
            if (turn.addition.rewritten) all.tasks = all.tasks?.filter((t) => t.runId !== runId);
            append(all, turn.addition);
            for (const c of turn.addition.commands) previous.set(commandId(c.runId, c.key), c);
          }
        }
        planned.push({ waiting, turn });
      } catch (error) {
        waiting.fail(error);
      }
    }
    const runs: RunChange[] = [...touched].map(([id, run]) => ({
      ...run.row,
      state: run.frame ?? run.row.state,
      expectedSeq: expected.get(id) ?? 0,
    }));
    const write: WriteBatch = { ...all, runs };
    const ids = new Set(planned.map(({ waiting }) => waiting.command.runId));
    const idle = new Map([...known].filter(([id]) => !touched.has(id) && ids.has(id)));
    return { planned, idle, touched, body: runs.length > 0 ? JSON.stringify(write) : undefined };
  }

  /**
   * The runs of a batch: all of them at once, also when there is not room to keep them all. Those that cannot be read must
   * not stop the others.
   */
  private async load(batch: readonly Waiting[]) {
    const known = new Map<string, StoredRun>();
    const damaged = new Map<string, unknown>();
    const missing = new Set<string>();
    for (const { command } of batch) {
      const kept = this.cache.get(command.runId);
      if (kept) known.set(command.runId, kept);
      else missing.add(command.runId);
    }
    if (missing.size === 0) return { known, damaged };
    const take = async (ids: readonly string[]) => {
      for (const [id, run] of await this.store.load(ids)) known.set(id, run);
    };
    await take([...missing]).catch(async () => {
      for (const id of missing)
        await take([id]).catch((error: unknown) => void damaged.set(id, error));
    });
    this.remember(known);
    return { known, damaged };
  }

  private remember(runs: ReadonlyMap<string, StoredRun>): void {
    for (const [id, run] of runs) this.cache.set(id, run);
  }
}

function settleAll(planned: readonly Planned[]): void {
  for (const { waiting, turn } of planned) {
    try {
      waiting.done(turn.settle());
    } catch (error) {
      waiting.fail(error);
    }
  }
}

function append(all: Addition, more: Addition): void {
  for (const key of Object.keys(more) as (keyof Addition)[]) {
    const list = (all[key] ??= []) as unknown[];
    list.push(...(more[key] ?? []));
  }
}
