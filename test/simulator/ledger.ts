import type { AuditEntry } from '../../src/audit/entry.js';
import { VALUES_ERASED } from '../../src/audit/erased.js';
import { NO_PREDECESSOR, parseEntry } from '../../src/audit/entry.js';
import { leafHash } from '../../src/audit/merkle.js';
import { personKey } from '../../src/connect/person-key.js';
import { parseRunState, type RunState } from '../../src/engine/run-state.js';
import { compileDefinition, type CompiledDefinition } from '../../src/engine/compile-definition.js';
import { AuditStore } from '../../src/persistence/audit.store.js';
import { RowStore } from '../../src/persistence/row.store.js';
import { RunStore } from '../../src/persistence/run.store.js';
import type { Reader } from '../../src/persistence/snapshot.js';
import type { AttemptRow } from '../../src/persistence/write-batch.js';
import { reopenedByItself, strays, unreadable } from '../engine/run-invariants.js';
import { FourEyes } from './four-eyes.js';
import type { Field } from './ground.js';

/** What is known of one run: as it was stored after the last write. */
export interface Known {
  readonly id: string;
  readonly seq: number;
  readonly hash: string;
  readonly revision: number;
  readonly status: string;
  readonly state: RunState;
  readonly definition: CompiledDefinition;
  readonly attempts: ReadonlyMap<string, AttemptRow>;
  /** Attempts that were canceled: their owner may still be at the work, and holds a lease as long as it is. */
  readonly canceled: readonly AttemptRow[];
  readonly eyes: FourEyes;
}

interface Watching {
  readonly reader: () => Reader;
  readonly field: Field;
  readonly now: () => number;
  readonly note: (line: string) => void;
  readonly tookOver: (attempt: AttemptRow) => void;
  readonly violated: (what: string) => void;
}

/** Reads what is stored after every write, beside the program, and says what must not be. */
export class Ledger {
  readonly runs = new Map<string, Known>();
  /** Entry of each accepted command: `run key` → its number and revision. */
  readonly accepted = new Map<string, { readonly seq: number; readonly revision: number }>();
  private readonly definitions: ReadonlyMap<string, CompiledDefinition>;

  /** Attempts whose lease once ended before it was renewed: whoever saw that may take them over. */
  readonly lapsed = new Set<string>();
  /** Work of canceled attempts whose lease once ended before it was renewed or given back. */
  private readonly lapsedWork = new Set<string>();

  constructor(private readonly o: Watching) {
    const all = o.field.definitions.map((json) => compileDefinition(json));
    this.definitions = new Map(all.map((d) => [d.hash, d]));
  }

  /** Everything there is, as after a start: what was known before must still be there. */
  async look(): Promise<void> {
    const heads = await this.o
      .reader()
      .query<{ id: string; seq: number; hash: string }>(
        `SELECT id, head_seq AS seq, head_hash AS hash FROM run WHERE kind <> 'instance'`,
      );
    const gone = [...this.runs.keys()].find((id) => !heads.some((head) => head.id === id));
    if (gone !== undefined) this.o.violated(`the run ${gone} is gone`);
    for (const { id, seq, hash } of heads) {
      const before = this.runs.get(id);
      if (before?.hash === hash) continue;
      if (before && seq <= before.seq)
        this.o.violated(`the chain of ${id} went back from ${before.seq} to ${seq}`);
      this.runs.set(id, await this.learn(id, before));
    }
  }

  /** Leases are moved without an entry. */
  async leases(): Promise<void> {
    for (const [id, run] of this.runs) {
      for (const { id: attempt, leaseUntil } of run.attempts.values())
        if (leaseUntil <= this.o.now()) this.lapsed.add(attempt);
      for (const work of this.leftWork(run)) this.lapsedWork.add(work);
      this.runs.set(id, { ...run, ...(await this.tries(id)) });
    }
  }

  /** Whether nobody held this work any more, at some time, though a canceled attempt may still be at it. */
  isLeft(workKey: string): boolean {
    const left = [...this.runs.values()].flatMap((run) => this.leftWork(run));
    return this.lapsedWork.has(workKey) || left.includes(workKey);
  }

  /** A lease of 0 was given back: the work had ended. */
  private leftWork({ canceled }: Known): string[] {
    return canceled
      .filter(({ leaseUntil }) => leaseUntil > 0 && leaseUntil <= this.o.now())
      .map(({ workKey }) => workKey);
  }

  private async tries(runId: string): Promise<Pick<Known, 'attempts' | 'canceled'>> {
    const store = new RunStore(this.o.reader());
    const started = await store.attempts({ runId, status: 'started' });
    const canceled = await store.attempts({ runId, status: 'canceled' });
    return { attempts: new Map(started.map((a) => [a.id, a])), canceled };
  }

  private async learn(id: string, before: Known | undefined): Promise<Known> {
    const reader = this.o.reader();
    const [loaded, tries, dues] = await Promise.all([
      new RunStore(reader).load([id]),
      this.tries(id),
      new RowStore(reader).timers(id),
    ]);
    const stored = loaded.get(id);
    if (!stored) throw new Error(`the run ${id} cannot be read`);
    const { row, people } = stored;
    const definition = this.definitions.get(row.definition);
    if (!definition) throw new Error(`${id} follows a definition nobody knows`);
    const names = new Map([...people].map(([name, reference]) => [reference, personKey(name)]));
    const eyes =
      before?.eyes ?? new FourEyes((step) => this.o.field.ground.specs.get(step)?.reads ?? []);
    const known: Known = {
      ...{ id, seq: row.headSeq, hash: row.headHash, revision: row.revision, status: row.status },
      ...{ state: parseRunState(id, row.state), definition, eyes },
      ...tries,
    };
    const entries = await this.entries(id, before, known);
    for (const entry of entries) this.violations(id, eyes.see(entry, names.get(entry.actor ?? '')));
    for (const e of entries)
      this.o.note(
        `  ${id} ${e.seq} ${e.kind} ${e.event} ${e.moves.map((m) => `${m.machine}:${m.from}>${m.to}`).join(' ')}`,
      );
    this.violations(id, this.o.field.broken(known.state));
    this.violations(id, unreadable(known.state, definition));
    const timers = new Map(dues.map(({ name, dueAt }) => [name, dueAt]));
    this.violations(id, strays({ state: known.state, attempts: known.attempts, timers }));
    if (before) this.violations(id, byItself(before, known, entries));
    return known;
  }

  private async entries(id: string, before: Known | undefined, now: Known): Promise<AuditEntry[]> {
    let { seq, hash, revision } = before ?? { seq: 0, hash: NO_PREDECESSOR, revision: 0 };
    const entries: AuditEntry[] = [];
    for await (const row of new AuditStore(this.o.reader()).entries(id, now.seq, seq)) {
      const entry = parseEntry(Buffer.from(row.body, 'utf8'), row.seq);
      seq++;
      if (entry.seq !== seq || entry.prev !== hash)
        this.o.violated(`the chain of ${id} is broken at entry ${entry.seq}`);
      hash = row.hash;
      if (leafHash(Buffer.from(row.body, 'utf8')) !== hash)
        this.o.violated(`the hash of entry ${seq} of ${id} is not that of its body`);
      const grows = !['refused', 'sealed'].includes(entry.kind) && entry.event !== VALUES_ERASED;
      if (entry.revision !== revision + (grows ? 1 : 0))
        this.o.violated(
          `entry ${seq} (${entry.event}) makes revision ${entry.revision} of ${revision}`,
        );
      revision = entry.revision;
      this.take(id, before, entry);
      entries.push(entry);
    }
    if (seq !== now.seq || hash !== now.hash || revision !== now.revision)
      this.o.violated(`the run ${id} does not stand where its chain ends`);
    return entries;
  }

  private take(id: string, before: Known | undefined, entry: AuditEntry): void {
    if (entry.event.endsWith('.interrupted')) {
      const attempt = before?.state.tasks[entry.step ?? '']?.attempt?.id ?? '';
      const row = before?.attempts.get(attempt);
      if (row) this.o.tookOver(row);
    }
    if (entry.command === null || entry.kind === 'refused') return;
    const key = `${id} ${entry.command}`;
    if (this.accepted.has(key)) this.o.violated(`the command ${key} was carried out twice`);
    this.accepted.set(key, { seq: entry.seq, revision: entry.revision });
  }

  private violations(id: string, found: readonly string[]): void {
    for (const what of found) this.o.violated(`${id}: ${what}`);
  }
}

/** Rows that reopened without an approved redo, over everything one write holds. */
function byItself(before: Known, now: Known, entries: readonly AuditEntry[]): readonly string[] {
  if (entries.some((e) => e.event.startsWith('run.migrat'))) return [];
  const approved = entries.filter((e) => e.kind === 'event' && /\.approve(-\w+)?$/.test(e.event));
  const each = (redone?: string) =>
    reopenedByItself(before.state, now.state, redone, now.definition);
  return approved.reduce<readonly string[]>((left, { step }) => {
    const found = each(step ?? undefined);
    return left.filter((what) => found.includes(what));
  }, each());
}
