import { checklistOf, type Checklist } from './checklist.js';
import { notFound, type EngineCore } from './engine-core.js';
import { runView } from './run-view.js';
import { Trails } from './trail.js';

/** Where a run stood when it was looked at last. */
export interface Head {
  readonly id: string;
  readonly projectId: string;
  readonly customer: string;
  readonly kind: string;
  readonly status: string;
  readonly seq: number;
  readonly updatedAt: string;
}

interface Kept {
  readonly head: Head;
  readonly checklist: Checklist;
}

const KEPT = 1_500;

/**
 * Checklists of all runs, each made once for every entry of its chain. Whether anything changed at all is one small question to
 * the database, shared by everybody who asks at the same moment; it sees what other processes wrote as well.
 */
export class Checklists {
  private readonly kept = new Map<string, Kept>();
  private readonly trails: Trails;
  private newest = -1;
  private known: ReadonlyMap<string, Head> = new Map();
  private asking: Promise<ReadonlyMap<string, Head>> | undefined;
  private before: Promise<unknown> = Promise.resolve();

  constructor(private readonly core: EngineCore) {
    this.trails = new Trails(core);
  }

  /** Every run with where it stands now, by id. */
  heads(): Promise<ReadonlyMap<string, Head>> {
    this.asking ??= this.before.then(() => {
      this.asking = undefined;
      const now = this.look();
      this.before = now.catch(() => undefined);
      return now;
    });
    return this.asking;
  }

  /** @throws RequestError run.not-found, InvariantError snapshot.* | definition.missing */
  async of(runId: string): Promise<Checklist> {
    const head = (await this.heads()).get(runId);
    if (!head) throw notFound(runId);
    return this.at(head);
  }

  /** The checklist of a run that stands there. */
  async at(head: Head): Promise<Checklist> {
    const kept = this.kept.get(head.id);
    if (kept?.head.seq === head.seq && kept.head.customer === head.customer) return kept.checklist;
    const run = await this.core.read(head.id);
    const customer = await this.core.customerOf(run);
    const view = runView(this.core.registry, run, customer);
    const checklist = checklistOf(this.core, run, view, await this.trails.of(run));
    this.keep({ head: { ...head, seq: run.stored.row.headSeq }, checklist });
    return checklist;
  }

  private async look(): Promise<ReadonlyMap<string, Head>> {
    const newest = await this.core.database.newestEntry();
    if (newest === this.newest) return this.known;
    const rows = await this.core.database.query<Head>(
      `SELECT r.id, r.project_id AS projectId, p.customer, r.kind, r.status, r.head_seq AS seq, r.updated_at AS updatedAt
       FROM run r JOIN project p ON p.id = r.project_id WHERE r.kind <> 'instance'`,
    );
    this.known = new Map(rows.map((row) => [row.id, row]));
    this.newest = newest;
    return this.known;
  }

  private keep(kept: Kept): void {
    this.kept.delete(kept.head.id);
    this.kept.set(kept.head.id, kept);
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT && oldest !== undefined) this.kept.delete(oldest);
  }
}
