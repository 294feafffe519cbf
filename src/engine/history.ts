import { isErased } from '../audit/commitment.js';
import { parseEntry } from '../audit/entry.js';
import { eventText } from '../core/audit-words.js';
import type { StepSpec, Warning } from '../core/step.js';
import { AuditStore, type AuditRow } from '../persistence/audit.store.js';
import type { EngineCore } from './engine-core.js';
import { attemptView } from './attempt-view.js';
import { matcher, type EntrySearch } from './entry-search.js';
import type { EntryView } from './entry-view.js';
import type { AttemptView } from './views.js';

/** What the sequence says of a step beyond its status. */
export interface StepKnowledge {
  readonly spec: StepSpec;
  readonly warnings: readonly Warning[];
  readonly pointOfNoReturn: boolean;
  readonly overwrites: boolean;
}

interface SearchPage {
  /** Number of the entry to go on from, itself left out. */
  readonly beyond: number | undefined;
  readonly limit: number;
}

export interface FoundEntries {
  readonly items: readonly EntryView[];
  /** Goes into `beyond` of the next page; undefined at the end. */
  readonly next: number | undefined;
}

/** Entries read at a time, and for one page at most. */
const LOOKED_AT = 200;
const MOST_LOOKED_AT = 10_000;

/** Read side of what happened: for reports and audits, not for decisions. */
export class History {
  private readonly audit: AuditStore;

  constructor(private readonly core: EngineCore) {
    this.audit = new AuditStore(core.database);
  }

  /**
   * Entries in the order of their numbers, as a stream; only those after a number when it is given.
   * @throws AuditError for an entry that cannot be read
   */
  async *entries(runId: string, after?: number): AsyncGenerator<EntryView> {
    const beyond = after === undefined ? {} : { beyond: after };
    for await (const rows of this.audit.pages(runId, beyond)) yield* await this.views(runId, rows);
  }

  /**
   * Entries that fit, the next `limit` beyond one. Few of them in a long chain take several pages: a page looks at so many and
   * then says where to go on.
   * @throws AuditError for an entry that cannot be read
   */
  async search(runId: string, search: EntrySearch, page: SearchPage): Promise<FoundEntries> {
    const fits = matcher(search);
    const items: EntryView[] = [];
    let seen = 0;
    let { beyond } = page;
    const pages = this.audit.pages(runId, {
      ...(beyond === undefined ? {} : { beyond }),
      ...{ newestFirst: search.newestFirst, size: LOOKED_AT },
    });
    for await (const rows of pages) {
      for (const view of await this.views(runId, rows)) {
        if (seen++ === MOST_LOOKED_AT) return { items, next: beyond };
        const found = fits(view);
        if (found && items.length === page.limit) return { items, next: items.at(-1)?.entry.seq };
        if (found) items.push(view);
        beyond = view.entry.seq;
      }
    }
    return { items, next: undefined };
  }

  /** One entry, and the very bytes that are hashed. Undefined when there is none with this number. @throws AuditError */
  async entry(runId: string, seq: number): Promise<(EntryView & { body: string }) | undefined> {
    const row = await this.audit.entry(runId, seq);
    const [view] = row ? await this.views(runId, [row]) : [];
    return row && view && { ...view, body: row.body };
  }

  /** Accepted facts by step; erased ones are absent. */
  async facts(runId: string): Promise<ReadonlyMap<string, unknown>> {
    const { state } = await this.core.read(runId);
    const accepted = Object.entries(state.tasks).flatMap(([step, d]) =>
      d.result ? [{ step, digest: d.result }] : [],
    );
    return this.core.store.facts(runId, accepted);
  }

  /** The last attempt of each step. */
  async lastAttempts(runId: string): Promise<ReadonlyMap<string, AttemptView>> {
    const rows = await this.core.store.attempts({ runId });
    return new Map(rows.map((row) => [row.step, attemptView(row, this.core.registry)]));
  }

  /** Every attempt of every step, in the order they began. */
  async attempts(
    runId: string,
  ): Promise<readonly { readonly step: string; readonly attempt: AttemptView }[]> {
    const rows = await this.core.store.attempts({ runId });
    return rows.map((row) => ({ step: row.step, attempt: attemptView(row, this.core.registry) }));
  }

  async knowledge(runId: string): Promise<ReadonlyMap<string, StepKnowledge>> {
    const { definition } = await this.core.read(runId);
    return new Map(
      definition.steps.flatMap((id) => {
        const spec = this.core.registry.find(id)?.spec;
        const pointOfNoReturn = definition.noReturn.has(id);
        const overwrites = definition.sticky.has(id);
        const warnings = this.core.registry.warningsOf(spec);
        return spec ? [[id, { spec, warnings, pointOfNoReturn, overwrites }]] : [];
      }),
    );
  }

  private async views(runId: string, rows: readonly AuditRow[]): Promise<EntryView[]> {
    const read = rows.map(({ seq, body, hash }) => ({
      entry: parseEntry(Buffer.from(body, 'utf8'), seq),
      hash,
    }));
    const named = read.flatMap(({ entry }) => [entry.actor, entry.note?.commitment]);
    const opened = await this.openings(
      runId,
      named.filter((one) => typeof one === 'string'),
    );
    const open = (commitment: string) => opened.get(commitment) ?? '?';
    return read.map(({ entry, hash }) => ({
      ...{ entry, hash },
      what: eventText(entry.event, entry.step, (name) => this.core.registry.eventTitle(name)),
      actor: entry.actor === null ? null : open(entry.actor),
      ...(entry.note ? { note: open(entry.note.commitment) } : {}),
    }));
  }

  private async openings(
    runId: string,
    commitments: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const opened = new Map<string, string>();
    for (const opening of await this.audit.opened(runId, commitments)) {
      if (isErased(opening)) continue;
      const parsed: unknown = JSON.parse(opening.value);
      if (typeof parsed === 'string') opened.set(opening.commitment, parsed);
    }
    return opened;
  }
}
