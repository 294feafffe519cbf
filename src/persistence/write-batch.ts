import type { AttemptStatus } from '../core/task-status.js';
/** Everything one accepted or refused command changes, as the database sees it. Plain JSON: the batch is one statement. */
export interface RunRow {
  readonly id: string;
  readonly projectId: string;
  readonly kind: string;
  readonly status: string;
  readonly revision: number;
  readonly definition: string;
  readonly state: string;
  readonly headSeq: number;
  readonly headHash: string;
  readonly frontier: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Compare-and-set: the whole batch fails with `run.conflict` when the stored head is not at `expectedSeq` (0 = new). */
export interface RunChange extends RunRow {
  readonly expectedSeq: number;
}

export interface AttemptRow {
  readonly id: string;
  readonly runId: string;
  readonly step: string;
  readonly number: number;
  readonly status: AttemptStatus;
  readonly owner: string;
  readonly leaseUntil: number;
  readonly notBefore: number;
  readonly workKey: string;
  readonly input: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly result: string | null;
  /** 64 hex characters: salts of what the chain says of this row at its start and at its end; '' once erased. */
  readonly salt?: string;
  readonly endSalt?: string | null;
}

export interface CommandRow {
  readonly runId: string;
  readonly key: string;
  readonly request: string;
  readonly answer: string;
  readonly salt?: string;
}

export interface EvidenceRow {
  readonly runId: string;
  readonly digest: string;
  readonly step: string;
  readonly size: number;
  readonly name: string;
  readonly salt?: string;
}

export interface FingerprintRow {
  readonly kind: string;
  readonly hmac: string;
  readonly runId: string;
  readonly projectId: string;
  readonly salt?: string;
}

/** What the state of a run says of one step, as JSON; `place` is its place among the steps the state names (ADR 0039). */
export interface TaskRow {
  readonly runId: string;
  readonly step: string;
  readonly place: number;
  readonly body: string;
}

export interface WriteBatch {
  projects?: { id: string; customer: string; createdAt: string }[];
  definitions?: { hash: string; name: string; version: string; body: string }[];
  runs: RunChange[];
  entries: { runId: string; seq: number; body: string; hash: string }[];
  checkpoints: { runId: string; size: number; text: string }[];
  facts: { runId: string; step: string; digest: string; body: string }[];
  attempts: AttemptRow[];
  timers: { runId: string; name: string; dueAt: string | null }[];
  commands: CommandRow[];
  openings: { commitment: string; runId: string; kind: string; salt: string; value: string }[];
  evidence: EvidenceRow[];
  fingerprints: FingerprintRow[];
  earlierStates?: EarlierState[];
  tasks?: TaskRow[];
  /** Runs whose task rows are all in `tasks`: those of before are gone. */
  rewritten?: string[];
  erased?: ErasedValue[];
}

/** A personal value that goes: columns and salt of its row become empty, the row stays (ADR 0029). */
export type ErasedValue =
  | {
      readonly of: 'opening' | 'attempt' | 'outcome' | 'answer';
      readonly runId: string;
      readonly key: string;
    }
  | {
      readonly of: 'evidence' | 'fact';
      readonly runId: string;
      readonly step: string;
      readonly digest: string;
    }
  /** The name of a project's customer; `key` is the project. */
  | { readonly of: 'customer'; readonly key: string };

/** What a run was before it moved to another definition: what is needed to go back. */
export interface EarlierState {
  readonly runId: string;
  /** Number of the entry that records the move, and the revision it made. */
  readonly seq: number;
  readonly revision: number;
  /** Hash of the definition before. */
  readonly definition: string;
  /** The run's stored state before. */
  readonly body: string;
}

/** What one command adds to a batch: everything but the run row itself. */
export type Addition = Omit<WriteBatch, 'runs'>;

export function emptyAddition(): Addition {
  return {
    entries: [],
    checkpoints: [],
    facts: [],
    attempts: [],
    timers: [],
    commands: [],
    openings: [],
    evidence: [],
    fingerprints: [],
  };
}

const spread = (table: string, columns: string, paths: string, from: string, conflict = '') =>
  `INSERT INTO "${table}"(${columns}) SELECT ${paths} FROM json_each(NEW.body, '$.${from}') j WHERE true ${conflict};`;

const v = (...names: readonly string[]) => names.map((n) => `j.value->>'${n}'`).join(', ');

/**
 * One INSERT into this view is one durable transaction (ADR 0002): the trigger compares every run's head, then spreads the
 * JSON over the tables. No BEGIN, no second driver trip, no open transaction that others could fall into.
 */
export const WRITE_BATCH_DDL = [
  `CREATE VIEW "write_batch" AS SELECT '' AS body WHERE 0`,
  `CREATE TRIGGER "write_batch_insert" INSTEAD OF INSERT ON "write_batch" BEGIN
  SELECT RAISE(ABORT, 'run.conflict') FROM json_each(NEW.body, '$.runs') j
    LEFT JOIN "run" r ON r.id = j.value->>'id' WHERE coalesce(r.head_seq, 0) <> j.value->>'expectedSeq';
  ${spread('project', 'id, customer, created_at', v('id', 'customer', 'createdAt'), 'projects')}
  ${spread('definition', 'hash, name, version, body', v('hash', 'name', 'version', 'body'), 'definitions', 'ON CONFLICT DO NOTHING')}
  ${spread(
    'run',
    'id, project_id, kind, status, revision, definition, state, head_seq, head_hash, frontier, created_at, updated_at',
    v(
      'id',
      'projectId',
      'kind',
      'status',
      'revision',
      'definition',
      'state',
      'headSeq',
      'headHash',
      'frontier',
      'createdAt',
      'updatedAt',
    ),
    'runs',
    `ON CONFLICT(id) DO UPDATE SET status = excluded.status, revision = excluded.revision, definition = excluded.definition,
     state = excluded.state, head_seq = excluded.head_seq, head_hash = excluded.head_hash, frontier = excluded.frontier,
     updated_at = excluded.updated_at`,
  )}
  ${spread('audit_entry', 'run_id, seq, body, hash', v('runId', 'seq', 'body', 'hash'), 'entries')}
  ${spread('checkpoint', 'run_id, size, text', v('runId', 'size', 'text'), 'checkpoints', 'ON CONFLICT DO NOTHING')}
  ${spread('fact', 'run_id, step, digest, body', v('runId', 'step', 'digest', 'body'), 'facts', 'ON CONFLICT DO NOTHING')}
  ${spread(
    'attempt',
    'id, run_id, step, number, status, owner, lease_until, not_before, work_key, input, started_at, ended_at, result, salt, end_salt',
    v(
      'id',
      'runId',
      'step',
      'number',
      'status',
      'owner',
      'leaseUntil',
      'notBefore',
      'workKey',
      'input',
      'startedAt',
      'endedAt',
      'result',
      'salt',
      'endSalt',
    ),
    'attempts',
    `ON CONFLICT(id) DO UPDATE SET status = excluded.status, ended_at = excluded.ended_at, result = excluded.result,
     end_salt = excluded.end_salt`,
  )}
  ${spread('timer', 'run_id, name, due_at', v('runId', 'name', 'dueAt'), 'timers', `AND j.value->>'dueAt' IS NOT NULL ON CONFLICT(run_id, name) DO UPDATE SET due_at = excluded.due_at`)}
  DELETE FROM "timer" WHERE (run_id, name) IN (SELECT ${v('runId', 'name')} FROM json_each(NEW.body, '$.timers') j WHERE j.value->>'dueAt' IS NULL);
  ${spread('command', 'run_id, key, request, answer, salt', v('runId', 'key', 'request', 'answer', 'salt'), 'commands')}
  ${spread('opening', 'commitment, run_id, kind, salt, value', v('commitment', 'runId', 'kind', 'salt', 'value'), 'openings', 'ON CONFLICT DO NOTHING')}
  ${spread('evidence', 'run_id, digest, step, size, name, salt', v('runId', 'digest', 'step', 'size', 'name', 'salt'), 'evidence', 'ON CONFLICT DO NOTHING')}
  ${spread('fingerprint', 'kind, hmac, run_id, project_id, salt', v('kind', 'hmac', 'runId', 'projectId', 'salt'), 'fingerprints', 'ON CONFLICT DO NOTHING')}
END`,
  `CREATE TRIGGER "audit_entry_no_update" BEFORE UPDATE ON "audit_entry" BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END`,
  `CREATE TRIGGER "audit_entry_no_delete" BEFORE DELETE ON "audit_entry" BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END`,
  `CREATE TRIGGER "checkpoint_no_update" BEFORE UPDATE ON "checkpoint" BEGIN SELECT RAISE(ABORT, 'checkpoints are append-only'); END`,
  `CREATE TRIGGER "checkpoint_no_delete" BEFORE DELETE ON "checkpoint" BEGIN SELECT RAISE(ABORT, 'checkpoints are append-only'); END`,
];
