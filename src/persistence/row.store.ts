import type { Reader } from './snapshot.js';
import type {
  AttemptRow,
  CommandRow,
  EarlierState,
  EvidenceRow,
  FingerprintRow,
} from './write-batch.js';

/** Rows of one run that lie beside its chain. */
export interface RunRows {
  readonly attempts: readonly AttemptRow[];
  readonly commands: readonly CommandRow[];
  readonly evidence: readonly EvidenceRow[];
  readonly fingerprints: readonly FingerprintRow[];
}

/** Reads whole tables of one run, for `audit verify`; nothing here is needed to resume. */
export class RowStore {
  constructor(private readonly database: Reader) {}

  async ofRun(runId: string): Promise<RunRows> {
    const read = <R>(columns: string, table: string) =>
      this.database.query<R>(
        `SELECT run_id AS runId, ${columns}, salt FROM "${table}" WHERE run_id = ? ORDER BY rowid`,
        [runId],
      );
    return {
      attempts: await read<AttemptRow>(
        `id, step, number, status, work_key AS workKey, input, started_at AS startedAt, ended_at AS endedAt, result,
         end_salt AS endSalt`,
        'attempt',
      ),
      commands: await read<CommandRow>('key, request, answer', 'command'),
      evidence: await read<EvidenceRow>('digest, step, size, name', 'evidence'),
      fingerprints: await read<FingerprintRow>(
        'kind, hmac, project_id AS projectId',
        'fingerprint',
      ),
    };
  }

  facts(runId: string): Promise<{ step: string; digest: string; body: string }[]> {
    return this.database.query(
      'SELECT step, digest, body FROM fact WHERE run_id = ? ORDER BY rowid',
      [runId],
    );
  }

  /** What the run was before each of its moves to another definition, oldest first. */
  async earlierStates(runId: string): Promise<EarlierState[]> {
    return this.database.query(
      `SELECT run_id AS runId, seq, revision, definition, body FROM earlier_state WHERE run_id = ? ORDER BY seq`,
      [runId],
    );
  }

  /** The definitions these followed. */
  async earlierDefinitions(
    runId: string,
  ): Promise<{ hash: string; name: string; version: string; body: string }[]> {
    return this.database.query(
      `SELECT DISTINCT d.hash, d.name, d.version, d.body FROM earlier_state e
       JOIN definition d ON d.hash = e.definition WHERE e.run_id = ? ORDER BY d.hash`,
      [runId],
    );
  }

  timers(runId: string): Promise<{ name: string; dueAt: string }[]> {
    return this.database.query('SELECT name, due_at AS dueAt FROM timer WHERE run_id = ?', [runId]);
  }
}
