import type { AuditEntry } from '../audit/entry.js';
import { HANDED_OVER, TAKEN_IN, takenInInputs } from '../audit/signer-line.js';
import { personKey } from '../connect/person-key.js';
import { RequestError } from '../core/errors.js';
import { isOpen } from '../core/task-status.js';
import { AuditStore } from '../persistence/audit.store.js';
import type { StoredRun } from '../persistence/run.store.js';
import type { Turn } from '../persistence/unit-of-work.js';
import { Drain } from './drain.js';
import { INSTANCE, type EngineCore } from './engine-core.js';
import { compareWith, HandOverRefusal } from './handover-compare.js';
import { withIncoming, type Incoming, type Trust } from './handover-incoming.js';
import { withRows } from './handover-addition.js';
import { isHeld } from './lease-owner.js';
import { detailsOf, parseRunState, statusOf, type RunState } from './run-state.js';
import { TurnBuilder } from './turn-builder.js';
import { requireActor, requireReason, type Who } from './who.js';

/** What was taken in, as faces show it. */
export interface TakenIn {
  readonly run: string;
  readonly customer: string;
  /** New here, or further than what lay here. */
  readonly relation: 'new' | 'continues';
  readonly from: { readonly instance: string; readonly signer: string };
  readonly trusted: boolean;
  readonly entries: number;
  readonly evidence: number;
  /** People whose names were erased: nobody recognizes them here. */
  readonly strangers: number;
  /** Fingerprints under the other installation's key: never compared here. */
  readonly foreignFingerprints: number;
}

/** Takes runs in that another installation handed over. */
export class HandOvers {
  private readonly audit: AuditStore;

  constructor(private readonly core: EngineCore) {
    this.audit = new AuditStore(core.database);
  }

  /**
   * Verifies, compares, stores evidence, then writes everything in one transaction with the entry that records it.
   *
   * @throws RequestError bundle.broken, handover.*; nothing of the run is written then
   */
  async import(file: string, o: { trust: Trust; reason: string; who: Who }): Promise<TakenIn> {
    requireActor(o.who.name);
    requireReason(o.reason);
    return withIncoming(this.core, file, o.trust, async (incoming) => {
      const { id } = incoming.run.stored.row;
      if (id === INSTANCE) throw refused('instance');
      const comparison = await compareWith(incoming, this.audit, id);
      const { relation, common } = comparison;
      if (relation !== 'new' && relation !== 'continues') throw new HandOverRefusal(comparison, id);
      this.requireNobodyAtIt(incoming);
      const known = await this.projectIsKnown(incoming);
      await this.takeEvidence(incoming);
      const strangers = await this.core.takeIn(id, (stored) => {
        if ((stored?.row.headSeq ?? 0) !== common) throw overtaken(id);
        return this.turn(incoming, stored, known, o);
      });
      const { contents, report, customer, entries, rows } = incoming;
      return {
        ...{ run: id, customer, relation, strangers, entries: entries.length + 1 },
        from: { instance: report.instance ?? '', signer: report.signer ?? '' },
        trusted: report.status === 'verified',
        evidence: contents.evidence.length,
        foreignFingerprints: rows.fingerprint.length,
      };
    });
  }

  /** Where the run was handed over to others last, unless it came back: whoever works here now parts from them. */
  async handedOver(runId: string): Promise<{ seq: number; at: string } | undefined> {
    const bodies = await this.audit.mentioning(runId, '"event":"handover.');
    const last = bodies.map((body) => JSON.parse(body) as AuditEntry).at(-1);
    return last?.event === HANDED_OVER ? { seq: last.seq, at: last.at } : undefined;
  }

  /** An attempt whose owner may be alive is that owner's: it would go on there and here. */
  private requireNobodyAtIt({ rows, run }: Incoming): void {
    const now = this.core.env.now().getTime();
    const busy = rows.attempt.find((a) => a.status === 'started' && isHeld(a, now));
    if (busy) throw attemptRuns(run.stored.row.id, busy.step);
  }

  /** A project has one customer: the same project under another name is another project. */
  private async projectIsKnown({ run, customer }: Incoming): Promise<boolean> {
    const { projectId } = run.stored.row;
    const here = (await this.core.store.list()).find((r) => r.projectId === projectId);
    if (here && here.customer !== customer) throw refused(projectId);
    return here !== undefined;
  }

  private async takeEvidence({ contents }: Incoming): Promise<void> {
    for (const digest of contents.evidence)
      await this.core.evidence.adopt(digest, contents.readEvidence(digest));
  }

  private turn(
    incoming: Incoming,
    stored: StoredRun | undefined,
    known: boolean,
    { reason, who }: { reason: string; who: Who },
  ): Turn<number> {
    const { env } = this.core;
    const builder = new TurnBuilder(env, incoming.run, who);
    const state = this.withOwnPeople(incoming, stored);
    builder.replaceState(state);
    this.withdrawUnknownApprovals(incoming, builder, state.strangers ?? []);
    const to = { instance: env.keys.instanceId, key: env.keys.publicKey };
    const note = { commitment: builder.commit('note', reason) };
    const inputs = takenInInputs(incoming.from, to);
    const next = this.core.loaded(
      builder.finish(
        { kind: 'event', event: TAKEN_IN, inputs, note },
        { changes: true, seal: true },
      ),
      builder,
    );
    const addition = withRows(builder.addition, incoming, stored, known);
    return { next, addition, settle: () => state.strangers?.length ?? 0 };
  }

  /**
   * The marks by which four eyes recognize people are made with this installation's key. Those of before are under
   * another one: they are made anew from the names; whose name was erased stays a stranger.
   */
  private withOwnPeople({ run, contents }: Incoming, stored: StoredRun | undefined): RunState {
    const { id } = run.stored.row;
    const own = stored ? parseRunState(id, stored.row.state).people : {};
    const people: Record<string, string> = { ...own };
    const strangers: string[] = [];
    const names = new Map(contents.openings.map((o) => [o.commitment, o.value]));
    const known = new Set(Object.values(people));
    const references = [...Object.values(run.state.people ?? {}), ...(run.state.strangers ?? [])];
    for (const reference of new Set(references)) {
      const value = names.get(reference);
      if (value !== undefined) {
        const folded = personKey(String(JSON.parse(value)));
        people[this.core.env.keys.hmac(`person ${id} ${folded}`)] = reference;
      } else if (!known.has(reference)) strangers.push(reference);
    }
    const { strangers: _, ...state } = run.state;
    return { ...state, people, ...(strangers.length > 0 ? { strangers } : {}) };
  }

  /** Whoever approved must not be the one who does it: where nobody can tell, it is approved anew. */
  private withdrawUnknownApprovals(
    { run }: Incoming,
    builder: TurnBuilder,
    strangers: readonly string[],
  ): void {
    for (const step of run.definition.steps) {
      const { approvedBy } = detailsOf(builder.current, step);
      if (approvedBy === undefined || !strangers.includes(approvedBy)) continue;
      if (!isOpen(statusOf(builder.current, step))) continue;
      const { traitsOf } = this.core.registry;
      const drain = new Drain(run.definition, builder.current, traitsOf, builder.runNow);
      builder.drained(drain.task(step, { type: 'withdraw' }).run());
    }
  }
}

function overtaken(runId: string): RequestError {
  return new RequestError('run.conflict', {
    de: `${runId}: Während der Übernahme wurde hier gearbeitet. Wiederholen Sie den Befehl.`,
    en: `${runId}: somebody worked here during the import. Repeat the command.`,
  });
}

function attemptRuns(runId: string, step: string): RequestError {
  return new RequestError('handover.busy', {
    de: `${runId}: An ${step} arbeitet noch ein Prozess der anderen Installation. Warten Sie, bis er fertig ist, und lassen Sie das Bündel neu erstellen.`,
    en: `${runId}: a process of the other installation is still working on ${step}. Wait until it has ended and have the bundle made again.`,
  });
}

function refused(projectId: string): RequestError {
  return new RequestError('handover.refused', {
    de: `Das Projekt ${projectId} gehört hier zu einem anderen Kunden. Der Lauf wird nicht übernommen.`,
    en: `The project ${projectId} belongs to another customer here. The run is not taken in.`,
  });
}
