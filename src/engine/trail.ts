import { LRUCache } from 'lru-cache';
import type { AuditEntry } from '../audit/entry.js';
import { AuditStore } from '../persistence/audit.store.js';
import type { EngineCore } from './engine-core.js';
import type { LoadedRun } from './turn-builder.js';

/** What the chain says of now. Times are the run's own: those of its virtual clock where it has one. */
export interface Trail {
  /** Since when each machine stands where it stands: steps by id, regions of the root as `root.<part>`. */
  readonly since: ReadonlyMap<string, string>;
  /** When a part was first worked on, and when it last came to its end; absent before. */
  readonly parts: ReadonlyMap<string, { readonly began?: string; readonly ended?: string }>;
  /** The last thing a person did. */
  readonly last?: TrailEvent;
}

export interface TrailEvent {
  readonly seq: number;
  readonly at: string;
  readonly event: string;
  readonly step: string | null;
  /** Reference of who acted. */
  readonly actor: string;
}

interface Read {
  readonly upTo: number;
  /** The moment of that entry, by the run's clock. */
  readonly at: string;
  readonly trail: Trail;
}

type Line = Pick<AuditEntry, 'seq' | 'at' | 'runAt' | 'kind' | 'event' | 'step' | 'actor'> & {
  readonly moves?: AuditEntry['moves'];
};

const KEPT_BYTES = 8 * 1024 * 1024;
/** About what one moment of one machine takes in memory. */
const MOMENT_BYTES = 150;
const ENDED: ReadonlySet<string> = new Set(['done', 'notApplicable']);

/**
 * Reads the trail of each run once and afterwards only what was added. An entry that is damaged is passed over here:
 * to find it is what `verify` is for.
 */
export class Trails {
  private readonly audit: AuditStore;
  private readonly read = new LRUCache<string, Read>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ trail: { since, parts } }) =>
      MOMENT_BYTES * (4 + since.size + 2 * parts.size),
  });

  constructor(core: EngineCore) {
    this.audit = new AuditStore(core.database);
  }

  async of({ stored: { row }, definition }: LoadedRun): Promise<Trail> {
    const known = this.read.get(row.id);
    const before = known && known.upTo <= row.headSeq ? known : undefined;
    if (before?.upTo === row.headSeq) return before.trail;
    const since = new Map(before?.trail.since);
    const parts = new Map(before?.trail.parts);
    let last = before?.trail.last;
    let latest = before?.at ?? '';
    for await (const { body } of this.audit.entries(row.id, row.headSeq, before?.upTo)) {
      const line = lineOf(body);
      if (!line) continue;
      const at = line.runAt ?? line.at;
      if (at < latest) setBack({ since, parts }, at);
      latest = at;
      for (const { machine, from, to } of line.moves ?? []) {
        since.set(machine, at);
        if (machine.startsWith('root.')) follow(parts, machine.slice(5), { from, to, at });
      }
      const worked = line.moves?.length ? definition.partOf.get(line.step ?? '') : undefined;
      if (worked !== undefined) begin(parts, worked, at);
      const { seq, event, step, actor } = line;
      const acted = line.kind === 'event' || line.kind === 'created';
      if (actor !== null && acted) last = { seq, at, event, step, actor };
    }
    const trail: Trail = { since, parts, ...(last ? { last } : {}) };
    this.read.set(row.id, { upTo: row.headSeq, at: latest, trail });
    return trail;
  }
}

type Times = Map<string, { readonly began?: string; readonly ended?: string }>;

/** The clock of a practice run was set back: nothing that happened lies in its future. */
function setBack(
  known: { readonly since: Map<string, string>; readonly parts: Times },
  now: string,
) {
  const past = (at: string) => (at > now ? now : at);
  for (const [machine, at] of known.since) known.since.set(machine, past(at));
  for (const [part, { began, ended }] of known.parts) {
    known.parts.set(part, {
      ...(began === undefined ? {} : { began: past(began) }),
      ...(ended === undefined ? {} : { ended: past(ended) }),
    });
  }
}

/** A part begins with what is done in it, not when it becomes possible. */
function begin(parts: Times, part: string, at: string): void {
  const known = parts.get(part);
  if (known?.began === undefined) parts.set(part, { ...known, began: at });
}

function follow(
  parts: Times,
  part: string,
  { to, at }: { readonly from: string; readonly to: string; readonly at: string },
): void {
  const { began } = parts.get(part) ?? {};
  parts.set(part, {
    ...(began === undefined ? {} : { began }),
    ...(ENDED.has(to) ? { ended: at } : {}),
  });
}

function lineOf(body: string): Line | undefined {
  try {
    return JSON.parse(body) as Line;
  } catch {
    return undefined;
  }
}
