import { isErased } from '../audit/commitment.js';
import { parseEntry, type AuditEntry } from '../audit/entry.js';
import { eventText } from '../core/audit-words.js';
import type { StepSpec, Warning } from '../core/step.js';
import type { Text } from '../core/text.js';
import { AuditStore } from '../persistence/audit.store.js';
import type { EngineCore } from './engine-core.js';
import { attemptView } from './attempt-view.js';
import type { AttemptView } from './views.js';

/** One entry of the chain as people read it: references opened where their openings are still there. */
export interface EntryView {
  readonly entry: AuditEntry;
  readonly hash: string;
  /** What happened, in words. */
  readonly what: Text;
  /** Null when the engine acted; `?` when the name was erased. */
  readonly actor: string | null;
  /** Reason a person gave. */
  readonly note?: string;
}

/** What the sequence says of a step beyond its status. */
export interface StepKnowledge {
  readonly spec: StepSpec;
  readonly warnings: readonly Warning[];
  readonly pointOfNoReturn: boolean;
  readonly overwrites: boolean;
}

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
    const opened = await this.openings(runId);
    const open = (commitment: string) => opened.get(commitment) ?? '?';
    for await (const { seq, body, hash } of this.audit.entries(runId, undefined, after)) {
      const entry = parseEntry(Buffer.from(body, 'utf8'), seq);
      const { actor, note } = entry;
      yield {
        entry,
        hash,
        what: eventText(entry.event, entry.step, (name) => this.core.registry.eventTitle(name)),
        actor: actor === null ? null : open(actor),
        ...(note ? { note: open(note.commitment) } : {}),
      };
    }
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

  private async openings(runId: string): Promise<Map<string, string>> {
    const opened = new Map<string, string>();
    for await (const opening of this.audit.openings(runId)) {
      if (isErased(opening)) continue;
      const parsed: unknown = JSON.parse(opening.value);
      if (typeof parsed === 'string') opened.set(opening.commitment, parsed);
    }
    return opened;
  }
}
