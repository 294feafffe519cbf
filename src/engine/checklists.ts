import { agreedDays } from './agreed-days.js';
import { sharedLook } from '../persistence/shared-look.js';
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
  readonly checklist: Promise<Checklist>;
}

const KEPT = 1_500;

/**
 * Checklists of all runs, each made once for every entry of its chain. Whether anything changed at all is one small question to
 * the database, shared by everybody who asks at the same moment; it sees what other processes wrote as well. Only the runs of
 * projects where something happened are then looked at again.
 */
export class Checklists {
  private readonly kept = new Map<string, Kept>();
  private readonly trails: Trails;
  private newest = 0;
  private known: ReadonlyMap<string, Head> = new Map();
  private readonly shared = sharedLook(() => this.look());

  constructor(private readonly core: EngineCore) {
    this.trails = new Trails(core);
  }

  /** Every run with where it stands now, by id; the same map for as long as no chain grew. */
  heads(): Promise<ReadonlyMap<string, Head>> {
    return this.shared();
  }

  /** @throws RequestError run.not-found, InvariantError snapshot.* | definition.missing */
  async of(runId: string): Promise<Checklist> {
    const head = (await this.heads()).get(runId);
    if (!head) throw notFound(runId);
    return this.at(head);
  }

  /** The checklist of a run that stands there; the same object for as long as it does. */
  at(head: Head): Promise<Checklist> {
    const kept = this.kept.get(head.id);
    if (kept?.head.seq === head.seq && kept.head.customer === head.customer) return kept.checklist;
    const made = { head, checklist: this.make(head.id) };
    this.keep(made);
    made.checklist.catch(() => {
      if (this.kept.get(head.id) === made) this.kept.delete(head.id);
    });
    return made.checklist;
  }

  private async make(runId: string): Promise<Checklist> {
    const run = await this.core.read(runId);
    const customer = await this.core.customerOf(run);
    const view = runView(this.core.registry, run, customer, await agreedDays(this.core, run));
    return checklistOf(this.core, run, view, await this.trails.of(run));
  }

  private async look(): Promise<ReadonlyMap<string, Head>> {
    const newest = await this.core.database.newestEntry();
    if (newest === this.newest) return this.known;
    // of the projects whose chains grew: a customer's name is told by all of its runs
    const rows = await this.core.database.query<Head>(
      `SELECT r.id, r.project_id AS projectId, p.customer, r.kind, r.status, r.head_seq AS seq, r.updated_at AS updatedAt
       FROM run r JOIN project p ON p.id = r.project_id WHERE r.kind <> 'instance' AND r.project_id IN
       (SELECT g.project_id FROM audit_entry e JOIN run g ON g.id = e.run_id WHERE e.rowid > ?)`,
      [this.newest],
    );
    if (rows.length > 0)
      this.known = new Map([...this.known, ...rows.map((r) => [r.id, r] as const)]);
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
