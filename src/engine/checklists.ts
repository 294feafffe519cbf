import { LRUCache } from 'lru-cache';
import { Alike } from './alike.js';
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
  readonly checklist: Checklist;
  /** About what it holds in memory that no other checklist does. */
  readonly bytes: number;
}

const KEPT_BYTES = 24 * 1024 * 1024;
/** Bytes in memory for one of JSON: the objects, and the JSON that answers are put together from. */
const HELD_FOR_JSON = 4;
/** What every checklist holds besides its steps and parts. */
const OWN_BYTES = 8 * 1024;

/**
 * Checklists of all runs, each made once for every entry of its chain. Whether anything changed at all is one small question to
 * the database, shared by everybody who asks at the same moment; it sees what other processes wrote as well. Only the runs of
 * projects where something happened are then looked at again.
 */
export class Checklists {
  private readonly kept = new LRUCache<string, Kept>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ bytes }) => bytes,
  });
  private readonly coming = new Map<string, Promise<Checklist>>();
  /** What steps and parts of different runs have in common. */
  readonly alike = new Alike();
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

  /** The checklist of a run that stands there; the same object for as long as it does and there is room for it. */
  at(head: Head): Promise<Checklist> {
    const kept = this.kept.get(head.id);
    if (kept && isSame(kept.head, head)) return Promise.resolve(kept.checklist);
    const asked = `${head.id} ${head.seq} ${head.customer}`;
    const coming = this.coming.get(asked) ?? this.make(head);
    this.coming.set(asked, coming);
    const over = () => this.coming.delete(asked);
    coming.then(over, over);
    return coming;
  }

  private async make(head: Head): Promise<Checklist> {
    const run = await this.core.read(head.id);
    const customer = await this.core.customerOf(run);
    const view = runView(this.core.registry, run, customer, await agreedDays(this.core, run));
    const made = checklistOf(this.core, run, view, await this.trails.of(run));
    const before = this.alike.newBytes;
    const checklist = {
      ...made,
      steps: made.steps.map((step) => this.alike.of(step)),
      parts: made.parts.map((part) => this.alike.of(part)),
    };
    const bytes = OWN_BYTES + HELD_FOR_JSON * (this.alike.newBytes - before);
    this.kept.set(head.id, { head, checklist, bytes });
    return checklist;
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
}

function isSame(one: Head, other: Head): boolean {
  return one.seq === other.seq && one.customer === other.customer;
}
