import type { EvidenceRef } from '../core/step.js';
import { AuditStore } from '../persistence/audit.store.js';
import { parseEntry, type AuditEntry } from '../audit/entry.js';
import type { EngineCore } from './engine-core.js';
import type { AttemptInput } from './turn-builder.js';

/** One run in a list. */
export interface RunSummary {
  readonly id: string;
  readonly projectId: string;
  readonly customer: string;
  readonly kind: string;
  readonly status: string;
  readonly revision: number;
  readonly updatedAt: string;
}

/** A file that a run names, and the step it was handed in for. */
export interface EvidenceView extends EvidenceRef {
  readonly step: string;
}

/** Where a chain stands: run → number of its last entry. */
export type Heads = ReadonlyMap<string, number>;

/** Lists that faces show in pages, and what happened since somebody looked. */
export class Listings {
  private readonly audit: AuditStore;

  constructor(private readonly core: EngineCore) {
    this.audit = new AuditStore(core.database);
  }

  /** Runs by id, the next `limit` after `after`; of one project when it is given. */
  runs(o: { after: string; limit: number; project?: string | undefined }): Promise<RunSummary[]> {
    return this.core.database.query(
      `SELECT r.id, r.project_id AS projectId, p.customer, r.kind, r.status, r.revision, r.updated_at AS updatedAt
       FROM run r JOIN project p ON p.id = r.project_id
       WHERE r.kind <> 'instance' AND r.id > ? AND (? = '' OR r.project_id = ?) ORDER BY r.id LIMIT ?`,
      [o.after, o.project ?? '', o.project ?? '', o.limit],
    );
  }

  /** How many runs stand where, by status. */
  async counts(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.core.database.query<{ status: string; n: number }>(
      `SELECT status, count(*) AS n FROM run WHERE kind <> 'instance' GROUP BY status`,
      [],
    );
    return new Map(rows.map(({ status, n }) => [status, n]));
  }

  /** Empty when there is no such project. */
  async heads(projectId: string): Promise<Heads> {
    const rows = await this.core.database.query<{ id: string; seq: number }>(
      `SELECT id, head_seq AS seq FROM run WHERE project_id = ? AND kind <> 'instance' ORDER BY id`,
      [projectId],
    );
    return new Map(rows.map(({ id, seq }) => [id, seq]));
  }

  /** Entries of a run after a number and up to another, oldest first. */
  async between(runId: string, after: number, last: number): Promise<AuditEntry[]> {
    const entries: AuditEntry[] = [];
    for await (const { seq, body } of this.audit.entries(runId, last, after))
      entries.push(parseEntry(Buffer.from(body, 'utf8'), seq));
    return entries;
  }

  /** Every file that was handed in for a step of the run, once for each step. @throws RequestError run.not-found */
  async evidence(runId: string): Promise<EvidenceView[]> {
    await this.core.read(runId);
    const found = new Map<string, EvidenceView>();
    for (const { step, input } of await this.core.store.attempts({ runId })) {
      if (input === '') continue; // erased
      const { evidence = [] } = JSON.parse(input) as Partial<AttemptInput>;
      for (const ref of evidence) found.set(`${step} ${ref.digest}`, { ...ref, step });
    }
    return [...found.values()];
  }
}
