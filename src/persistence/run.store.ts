import { hash } from 'node:crypto';
import { isErased, verifyOpening, type Opening } from '../audit/commitment.js';
import { leafHash } from '../audit/merkle.js';
import { InvariantError } from '../core/errors.js';
import type { Reader } from './snapshot.js';
import { hasHole, WHOLE_STATE } from './whole-state.js';
import type { AttemptRow, EarlierState, RunRow } from './write-batch.js';

/** A run as stored, checked against the head of its audit chain. Immutable: a change makes a new object. */
export interface StoredRun {
  readonly row: RunRow;
  /** `row.state` as it lies there when its tasks lie in rows (ADR 0039). */
  readonly frame?: string;
  /** Name of each person that acted here → reference in the chain (a salted commitment). */
  readonly people: ReadonlyMap<string, string>;
}

export interface StoredCommand {
  readonly request: string;
  readonly answer: string;
}

const HEAD_COLUMNS = `r.id, r.project_id AS projectId, r.kind, r.status, r.revision, r.definition,
  r.head_seq AS headSeq, r.head_hash AS headHash, r.created_at AS createdAt, r.updated_at AS updatedAt`;
const RUN_COLUMNS = `${HEAD_COLUMNS}, ${WHOLE_STATE} AS state, r.frontier`;

/** Reads. Resuming a run costs one row and its head entry, never its history. */
export class RunStore {
  constructor(private readonly database: Reader) {}

  /**
   * @throws InvariantError snapshot.corrupt when the stored state is not the one the chain's head speaks of
   */
  async load(ids: readonly string[]): Promise<Map<string, StoredRun>> {
    const list = JSON.stringify(ids);
    const rows = await this.database.query<RunRow & { headBody: string | null; frame: string }>(
      `SELECT ${RUN_COLUMNS}, r.state AS frame, e.body AS headBody FROM json_each(?) j JOIN run r ON r.id = j.value
       LEFT JOIN audit_entry e ON e.run_id = r.id AND e.seq = r.head_seq`,
      [list],
    );
    const people = await this.database.query<Opening & { runId: string }>(
      `SELECT o.run_id AS runId, o.commitment, o.salt, o.value FROM json_each(?) j JOIN opening o ON o.run_id = j.value
       WHERE o.kind = 'actor'`,
      [list],
    );
    const found = new Map<string, StoredRun>();
    for (const { headBody, frame, ...row } of rows) {
      checkHead(row, headBody);
      const run: StoredRun = { row, people: namesOf(row.id, people) };
      found.set(row.id, hasHole(frame) ? { ...run, frame } : run);
    }
    return found;
  }

  async commands(
    wanted: readonly { runId: string; key: string }[],
  ): Promise<Map<string, StoredCommand>> {
    if (wanted.length === 0) return new Map();
    const rows = await this.database.query<StoredCommand & { runId: string; key: string }>(
      `SELECT c.run_id AS runId, c.key, c.request, c.answer FROM json_each(?) j
       JOIN command c ON c.run_id = j.value->>'runId' AND c.key = j.value->>'key'`,
      [JSON.stringify(wanted)],
    );
    return new Map(
      rows.map((r) => [commandId(r.runId, r.key), { request: r.request, answer: r.answer }]),
    );
  }

  /** Every run without its state, the oldest first. */
  async list(): Promise<(Omit<RunRow, 'state' | 'frontier'> & { customer: string })[]> {
    return this.database.query(
      `SELECT ${HEAD_COLUMNS}, p.customer FROM run r JOIN project p ON p.id = r.project_id
       WHERE r.kind <> 'instance' ORDER BY r.created_at, r.id`,
    );
  }

  /**
   * The customer of a run; '' once erased.
   * @throws InvariantError snapshot.corrupt when the name is not the one the chain speaks of
   */
  async customer(run: { id: string; projectId: string }, commitment: string): Promise<string> {
    const [row] = await this.database.query<Opening & { customer: string }>(
      `SELECT p.customer, o.commitment, o.salt, o.value FROM project p
       LEFT JOIN opening o ON o.commitment = ? AND o.run_id = ? WHERE p.id = ?`,
      [commitment, run.id, run.projectId],
    );
    if (!row || !isNamed(row.customer, row)) throw corrupt(run.id, 'customer');
    return row.customer;
  }

  /** The oldest run of a project: it vouches for the customer's name. */
  async firstRunOf(projectId: string): Promise<string | undefined> {
    const first = 'SELECT id FROM run WHERE project_id = ? ORDER BY created_at, id LIMIT 1';
    const [row] = await this.database.query<{ id: string }>(first, [projectId]);
    return row?.id;
  }

  /** The newest run of this kind in a project that was not canceled. */
  async newestRun(projectId: string, kind: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ id: string }>(
      `SELECT id FROM run WHERE project_id = ? AND kind = ? AND status <> 'canceled'
       ORDER BY created_at DESC, rowid DESC LIMIT 1`,
      [projectId, kind],
    );
    return row?.id;
  }

  /**
   * Facts by step, parsed. Those that were erased (the row is there, its body is empty) are absent.
   * @throws InvariantError snapshot.corrupt when one was changed or taken away
   */
  async facts(
    runId: string,
    wanted: readonly { step: string; digest: string }[],
  ): Promise<Map<string, unknown>> {
    const rows = await this.database.query<{ step: string; digest: string; body: string }>(
      `SELECT f.step, f.digest, f.body FROM json_each(?) j
       JOIN fact f ON f.run_id = ? AND f.step = j.value->>'step' AND f.digest = j.value->>'digest'`,
      [JSON.stringify(wanted), runId],
    );
    const facts = new Map<string, unknown>();
    const found = new Set(rows.map((f) => `${f.step} ${f.digest}`));
    const gone = wanted.find(({ step, digest }) => !found.has(`${step} ${digest}`));
    if (gone) throw corrupt(runId, `fact ${gone.step}`);
    for (const row of rows) {
      if (row.body === '') continue;
      if (hash('sha256', row.body) !== row.digest) throw corrupt(runId, `fact ${row.step}`);
      facts.set(row.step, JSON.parse(row.body));
    }
    return facts;
  }

  async attempts(where: {
    runId?: string;
    status?: string;
    workKey?: string;
  }): Promise<AttemptRow[]> {
    const parts: string[] = ['1 = 1'];
    const values: string[] = [];
    for (const [column, value] of [
      ['run_id', where.runId],
      ['status', where.status],
      ['work_key', where.workKey],
    ] as const) {
      if (value === undefined) continue;
      parts.push(`${column} = ?`);
      values.push(value);
    }
    return this.database.query(
      `SELECT id, run_id AS runId, step, number, status, owner, lease_until AS leaseUntil, not_before AS notBefore,
       work_key AS workKey, input, started_at AS startedAt, ended_at AS endedAt, result, salt, end_salt AS endSalt FROM attempt
       WHERE ${parts.join(' AND ')} ORDER BY rowid`,
      values,
    );
  }

  /** A canceled attempt keeps its lease while its owner is still at the work: the same work does not begin again meanwhile. */
  async renewLease(attemptId: string, owner: string, leaseUntil: number): Promise<void> {
    await this.database.query(
      `UPDATE attempt SET lease_until = ? WHERE id = ? AND owner = ? AND status IN ('started', 'canceled')`,
      [leaseUntil, attemptId, owner],
    );
  }

  async dueTimers(until: string): Promise<{ runId: string; name: string; dueAt: string }[]> {
    return this.database.query(
      `SELECT run_id AS runId, name, due_at AS dueAt FROM timer WHERE due_at <= ? ORDER BY due_at, name`,
      [until],
    );
  }

  /** Other projects' live runs with the same fingerprint. */
  async usedElsewhere(kind: string, hmac: string, projectId: string): Promise<string[]> {
    const rows = await this.database.query<{ projectId: string }>(
      `SELECT DISTINCT f.project_id AS projectId FROM fingerprint f JOIN run r ON r.id = f.run_id
       WHERE f.kind = ? AND f.hmac = ? AND f.project_id <> ? AND r.kind = 'live'`,
      [kind, hmac, projectId],
    );
    return rows.map((r) => r.projectId);
  }

  /** What the run was before its last move to another definition. */
  async earlierState(runId: string): Promise<EarlierState | undefined> {
    const rows = await this.database.query<EarlierState>(
      `SELECT run_id AS runId, seq, revision, definition, body FROM earlier_state
       WHERE run_id = ? ORDER BY seq DESC LIMIT 1`,
      [runId],
    );
    return rows[0];
  }

  /** Runs that are neither completed nor canceled, with the definition each follows. */
  async openRuns(): Promise<{ id: string; customer: string; definition: string }[]> {
    return this.database.query(
      `SELECT r.id, r.definition, p.customer FROM run r JOIN project p ON p.id = r.project_id
       WHERE r.kind <> 'instance' AND r.status NOT IN ('completed', 'canceled') ORDER BY r.created_at, r.id`,
    );
  }

  async definition(hash: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ body: string }>(
      'SELECT body FROM definition WHERE hash = ?',
      [hash],
    );
    return row?.body;
  }

  async definitions(): Promise<{ hash: string; name: string; version: string; runs: number }[]> {
    return this.database.query(
      `SELECT d.hash, d.name, d.version, (SELECT count(*) FROM run r WHERE r.definition = d.hash AND r.kind <> 'instance') AS runs
       FROM definition d WHERE d.name <> 'instance' ORDER BY d.name, d.version`,
    );
  }
}

export function commandId(runId: string, key: string): string {
  return `${runId}\u0000${key}`;
}

/** Names by which the four-eyes rule knows people: one that was changed would let somebody decide twice. */
function namesOf(
  runId: string,
  people: readonly (Opening & { runId: string })[],
): Map<string, string> {
  const mine = people.filter((person) => person.runId === runId && !isErased(person));
  if (!mine.every(verifyOpening)) throw corrupt(runId, 'opening');
  return new Map(mine.map(({ value, commitment }) => [JSON.parse(value) as string, commitment]));
}

/** Whether a name is the one its opening gives; both are empty once erased. */
function isNamed(name: string, opening: Opening | Record<keyof Opening, null>): boolean {
  if (opening.commitment === null || isErased(opening)) return name === '';
  return verifyOpening(opening) && JSON.parse(opening.value) === name;
}

function checkHead(row: RunRow, headBody: string | null): void {
  if (headBody === null) throw corrupt(row.id, 'chain head');
  if (leafHash(Buffer.from(headBody, 'utf8')) !== row.headHash) throw corrupt(row.id, 'chain head');
  const head = JSON.parse(headBody) as { state?: string; revision?: number; definition?: string };
  const sound = head.state === hash('sha256', row.state) && head.revision === row.revision;
  if (!sound) throw corrupt(row.id, 'state');
  if (head.definition !== row.definition) throw corrupt(row.id, 'definition');
}

export function corrupt(runId: string, what: string): InvariantError {
  return new InvariantError('snapshot.corrupt', {
    de: `Lauf ${runId}: ${what} stimmt nicht mit dem Protokoll überein. Der Lauf bleibt stehen; prüfen Sie das Protokoll und stellen Sie eine Sicherung wieder her.`,
    en: `Run ${runId}: ${what} does not agree with the audit trail. The run stays as it is; verify the audit trail and restore a backup.`,
  });
}
