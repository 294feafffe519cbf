import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import type { Database } from './database.js';
import { commandId, type RunStore, type StoredCommand, type StoredRun } from './run.store.js';
import { isBusy, isConflict, storeError } from './store-errors.js';
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
const CACHE_LIMIT = 5_000;
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
  private readonly cache = new Map<string, StoredRun>();

  constructor(
    private readonly database: Database,
    private readonly store: RunStore,
  ) {}

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
      const { planned, body, touched } = await this.plan(batch);
      if (await this.wasBehind(planned, touched)) continue;
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
        if (batch.length === 1) throw storeError(error, this.database.file);
        return this.oneByOne(batch);
      }
    }
  }

  /**
   * A decision to write nothing is compared with no head: whether another process has gone on since is looked up. Then
   * everything is decided again.
   */
  private async wasBehind(
    planned: readonly Planned[],
    touched: ReadonlyMap<string, StoredRun>,
  ): Promise<boolean> {
    const ids = new Set(planned.map(({ waiting }) => waiting.command.runId));
    const idle = [...ids].filter((id) => !touched.has(id) && this.cache.has(id));
    if (idle.length === 0) return false;
    // what cannot be read stops nobody here: it is named where it is read
    const stored = await this.store.load(idle).catch(() => new Map<string, StoredRun>());
    const news = [...stored].filter(
      ([id, run]) => run.row.headHash !== this.cache.get(id)?.row.headHash,
    );
    this.remember(new Map(news));
    return news.length > 0;
  }

  private async oneByOne(batch: readonly Waiting[]): Promise<void> {
    for (const waiting of batch) {
      await this.write([waiting]).catch((error: unknown) => waiting.fail(error));
    }
  }

  private async plan(batch: readonly Waiting[]) {
    const damaged = await this.loadMissing(batch);
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
      const current = touched.get(runId) ?? this.cache.get(runId);
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
    return { planned, touched, body: runs.length > 0 ? JSON.stringify(write) : undefined };
  }

  /** Reads the runs that are not known yet; returns those that cannot be read: they must not stop the others. */
  private async loadMissing(batch: readonly Waiting[]): Promise<ReadonlyMap<string, unknown>> {
    const damaged = new Map<string, unknown>();
    const ids = [...new Set(batch.map((w) => w.command.runId))].filter((id) => !this.cache.has(id));
    if (ids.length === 0) return damaged;
    const found = new Map<string, StoredRun>();
    try {
      for (const [id, run] of await this.store.load(ids)) found.set(id, run);
    } catch {
      for (const id of ids) {
        try {
          for (const [key, run] of await this.store.load([id])) found.set(key, run);
        } catch (error) {
          damaged.set(id, error);
        }
      }
    }
    this.remember(found);
    return damaged;
  }

  private remember(runs: ReadonlyMap<string, StoredRun>): void {
    for (const [id, run] of runs) {
      this.cache.delete(id);
      this.cache.set(id, run);
    }
    for (const id of this.cache.keys()) {
      if (this.cache.size <= CACHE_LIMIT) break;
      this.cache.delete(id);
    }
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
