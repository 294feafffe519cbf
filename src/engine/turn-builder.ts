import type { AuditEvent } from '../core/audit-words.js';
import { randomUUID } from 'node:crypto';
import { commit } from '../audit/commitment.js';
import { appendEntry, type AuditEntry, type ChainHead, type NewEntry } from '../audit/entry.js';
import { sealCheckpoint } from '../audit/checkpoint.js';
import type { Json } from '../audit/canonical-json.js';
import { emptyAddition, type Addition, type AttemptRow } from '../persistence/write-batch.js';
import type { InstanceKeys } from '../persistence/key.store.js';
import type { StoredRun } from '../persistence/run.store.js';
import { personKey } from '../connect/person-key.js';
import { bindRows, BINDINGS, boundRow, newSalt } from './bound-rows.js';
import { headOf } from './chain-head.js';
import type { CompiledDefinition } from './compile-definition.js';
import type { Drained } from './drain.js';
import { freshSalt } from './fresh-salt.js';
import { endedAttempt } from './ended-attempt.js';
import { runStatus } from './run-status.js';
import { detailsOf, type RunState } from './run-state.js';
import { stateText, taskChanges } from './state-text.js';
import type { Move } from './state-value.js';
import type { Who } from './who.js';
import { workKey } from './work-key.js';
import { sha256 } from './sha256.js';

/** A run ready to be decided on: what is stored, parsed. */
export interface LoadedRun {
  readonly stored: StoredRun;
  readonly state: RunState;
  readonly definition: CompiledDefinition;
}

/** What decisions need of the world; nothing here is read from a clock or disk while deciding. */
export interface DecisionEnv {
  readonly keys: InstanceKeys;
  readonly owner: string;
  readonly leaseMs: number;
  readonly now: () => Date;
}

export interface AttemptInput {
  readonly input: Readonly<Record<string, unknown>>;
  readonly evidence: readonly { digest: string; size: number; name: string }[];
  readonly actor: string | null;
  /** Folders its paths must lie in, where it came over the network. */
  readonly within?: readonly string[];
  /** Take input and evidence of an earlier attempt (redo --keep, retries). */
  readonly sameAs?: { readonly id: string; readonly bound: string };
}

const NO_INPUT: AttemptInput = { input: {}, evidence: [], actor: null };

export type EntryParts = Partial<
  Pick<AuditEntry, 'verdict' | 'reasons' | 'inputs' | 'evidence' | 'fact' | 'code' | 'note'>
> & {
  readonly kind: AuditEntry['kind'];
  readonly event: AuditEvent;
  readonly step?: string | null;
  readonly command?: string | null;
};

/** Collects what one command changes, `definition` included, and closes it with exactly one audit entry. */
export class TurnBuilder {
  readonly addition: Addition = emptyAddition();
  readonly at: Date;
  private state: RunState;
  private moves: readonly Move[] = [];
  private people: ReadonlyMap<string, string>;

  constructor(
    private readonly env: DecisionEnv,
    private readonly run: LoadedRun,
    private readonly who: Who,
    public definition: CompiledDefinition = run.definition,
  ) {
    this.at = env.now();
    this.state = run.state;
    this.people = run.stored.people;
  }

  /** The run's own time: virtual for drills and rehearsals. */
  get runNow(): Date {
    return this.state.clock === null ? this.at : new Date(this.state.clock);
  }

  get current(): RunState {
    return this.state;
  }

  /** Reference of a person in this run; made at the first mention, the same ever after, erased or not. */
  person(name: string): string {
    const key = this.env.keys.hmac(`person ${this.run.stored.row.id} ${personKey(name)}`);
    const reference = this.state.people?.[key] ?? this.named(name);
    this.state = { ...this.state, people: { ...this.state.people, [key]: reference } };
    return reference;
  }

  /** Reference of whatever has this name: found by its opening, or made with one. */
  private named(name: string): string {
    const same = this.people.get(name);
    if (same !== undefined) return same;
    const key = personKey(name);
    for (const [known, reference] of this.people) if (personKey(known) === key) return reference;
    const reference = this.commit('actor', name);
    this.people = new Map([...this.people, [name, reference]]);
    return reference;
  }

  commit(kind: string, value: unknown): string {
    const { commitment, opening } = commit(value as Json, freshSalt());
    this.addition.openings.push({ ...opening, runId: this.run.stored.row.id, kind });
    return commitment;
  }

  replaceState(state: RunState): void {
    this.state = state;
  }

  /** Takes over what the machines decided, and inserts the attempts they asked for. */
  drained(drained: Drained, inputs: ReadonlyMap<string, AttemptInput> = new Map()): void {
    this.state = drained.state;
    this.moves = [...this.moves, ...drained.moves];
    const runId = this.run.stored.row.id;
    for (const step of drained.stops) {
      const { attempt } = detailsOf(this.run.state, step);
      if (attempt) this.endAttempt(attempt.id, step, 'canceled', null);
    }
    for (const step of drained.starts) this.startAttempt(step, { input: inputs.get(step) });
    for (const name of drained.timersChanged) {
      this.addition.timers.push({ runId, name, dueAt: this.state.timers[name]?.dueAt ?? null });
    }
  }

  /**
   * Inserts an attempt that begins at once in this process. Without `input` it takes that of the attempt before;
   * `sameWork` keeps its work key (a retry, a takeover), else the key is new.
   */
  startAttempt(
    step: string,
    o: { input?: AttemptInput | undefined; sameWork?: boolean; notBefore?: number } = {},
  ): void {
    const details = detailsOf(this.state, step);
    const { attempt: earlier } = details;
    const input: AttemptInput = o.input ?? {
      ...NO_INPUT,
      ...(earlier ? { sameAs: { id: earlier.id, bound: earlier.bound } } : {}),
    };
    const id = randomUUID();
    const number = o.sameWork && earlier ? earlier.number + 1 : 1;
    const key =
      o.sameWork && earlier
        ? earlier.key
        : workKey(this.run.stored.row.id, this.state, step, input);
    const salt = newSalt();
    const row: AttemptRow = {
      id,
      runId: this.run.stored.row.id,
      step,
      number,
      status: 'started',
      owner: this.env.owner,
      leaseUntil: this.at.getTime() + this.env.leaseMs,
      notBefore: o.notBefore ?? 0,
      workKey: key,
      input: JSON.stringify(input),
      startedAt: this.at.toISOString(),
      endedAt: null,
      result: null,
      salt,
    };
    this.addition.attempts.push(row);
    const bound = boundRow('attempt', BINDINGS.attempt, row, salt).commitment;
    const attempt = { id, key, number, bound };
    const tasks = { ...this.state.tasks, [step]: { ...details, attempt } };
    this.state = { ...this.state, tasks };
  }

  endAttempt(id: string, step: string, status: AttemptRow['status'], result: unknown): void {
    const end = { id, runId: this.run.stored.row.id, step, status, endedAt: this.at.toISOString() };
    this.addition.attempts.push(endedAttempt(end, result));
  }

  /** Closes the turn: one entry in the chain, the new head in the run row. */
  finish(parts: EntryParts, o: { changes: boolean; seal?: boolean }): StoredRun {
    const before = this.run.stored.row;
    const actor = this.who.via === 'engine' ? null : this.person(this.who.name);
    const written = o.changes ? stateText(this.state) : undefined;
    const state = written?.whole ?? before.state;
    const revision = o.changes ? before.revision + 1 : before.revision;
    const virtual = this.state.clock !== null;
    const rows = bindRows(this.addition);
    const entry: NewEntry = {
      ...parts,
      at: this.at.toISOString(),
      clock: virtual ? 'virtual' : 'real',
      ...(virtual ? { runAt: this.runNow.toISOString() } : {}),
      actor,
      where: {
        host: this.named(`host ${this.who.host}`),
        user: this.named(`user ${this.who.osUser}`),
        via: this.who.via,
        authenticated: this.who.authenticated,
      },
      command: parts.command ?? null,
      step: parts.step ?? null,
      moves: o.changes ? [...this.moves] : [],
      ...(rows.length > 0 ? { rows } : {}),
      definition: this.definition.hash,
      revision,
      state: sha256(state),
    };
    const appended = appendEntry(headOf(before), entry);
    this.addition.entries.push({
      runId: before.id,
      seq: appended.head.seq,
      body: appended.bytes.toString('utf8'),
      hash: appended.hash,
    });
    if (o.seal) this.seal(appended.head);
    if (written)
      Object.assign(
        this.addition,
        taskChanges(before.id, this.run.stored.frame, this.run.state.tasks, this.state.tasks),
      );
    return {
      ...this.run.stored,
      ...(written ? { frame: written.frame } : {}),
      people: this.people,
      row: {
        ...before,
        status: o.changes ? runStatus(this.definition, this.state) : before.status,
        revision,
        definition: this.definition.hash,
        state,
        headSeq: appended.head.seq,
        headHash: appended.hash,
        frontier: JSON.stringify(appended.head.frontier),
        updatedAt: this.at.toISOString(),
      },
    };
  }

  private seal(head: ChainHead): void {
    const text = sealCheckpoint(this.env.keys.privateKey, this.env.keys.instanceId, head);
    this.addition.checkpoints.push({ runId: head.run, size: head.seq, text });
  }
}
