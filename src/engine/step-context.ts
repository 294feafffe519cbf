import { stat } from 'node:fs/promises';
import type { FactId, Facts } from '../core/facts.js';
import type { Fingerprint } from '../core/outcome.js';
import type { RunKind } from '../core/parts.js';
import type { ArchivePort, EvidenceRef, RehearsedRun, StepContext } from '../core/step.js';
import type { Addition, AttemptRow } from '../persistence/write-batch.js';
import type { EngineCore } from './engine-core.js';
import { withNames } from './named-paths.js';
import { detailsOf, statusOf, type RunState } from './run-state.js';
import type { AttemptInput, LoadedRun } from './turn-builder.js';

function acceptedIn({ tasks }: RunState): { step: string; digest: string }[] {
  return Object.entries(tasks).flatMap(([step, { result }]) =>
    result ? [{ step, digest: result }] : [],
  );
}

export type ProgressListener = (p: {
  runId: string;
  step: string;
  done: number;
  total: number;
  unit: string;
}) => void;

const FACT_CACHE = 20_000;

function factKey(runId: string, fact: { step: string; digest: string }): string {
  return `${runId} ${fact.step} ${fact.digest}`;
}

/** Builds what a step sees of the world: facts, evidence, its durable work folder, progress, abort. */
export class StepContextFactory {
  onProgress: ProgressListener = () => undefined;
  private readonly facts = new Map<string, unknown>();
  private readonly customers = new Map<string, string>();

  constructor(
    private readonly core: EngineCore,
    private readonly archiveOf: (runId: string, workKey: string) => ArchivePort,
  ) {}

  async make(attempt: AttemptRow, given: AttemptInput, signal: AbortSignal): Promise<StepContext> {
    const run = await this.core.current(attempt.runId);
    const { state, definition } = run;
    const { id: runId, projectId, kind } = run.stored.row;
    const facts = await this.factsOf(runId, acceptedIn(state));
    return {
      runId,
      projectId,
      kind: kind as RunKind,
      customer: await this.customerOf(run),
      now: state.clock === null ? this.core.env.now() : new Date(state.clock),
      idempotencyKey: attempt.workKey,
      round: detailsOf(state, attempt.step).round ?? 0,
      actor: given.actor,
      evidence: given.evidence,
      store: withNames(this.core.evidence, given.evidence),
      work: this.core.work.of(attempt.workKey),
      fingerprints: {
        hmac: (value) => this.core.keys.hmac(value),
        usedElsewhere: ({ kind: what, hmac }: Fingerprint) =>
          this.core.store.usedElsewhere(what, hmac, projectId),
      },
      archive: this.archiveOf(runId, attempt.workKey),
      rehearsed: () => this.rehearsedOf({ projectId, kind }),
      signal,
      fact: <S extends FactId>(step: S) => facts.get(step) as Facts[S] | undefined,
      status: (step) => statusOf(state, step),
      statuses: () =>
        definition.steps.map((id) => ({
          id,
          part: definition.partOf.get(id) ?? '',
          status: statusOf(state, id),
        })),
      progress: (done, total, unit) =>
        this.onProgress({ runId, step: attempt.step, done, total, unit }),
    };
  }

  /** The facts of the project's newest rehearsal that was not canceled. */
  private async rehearsedOf(of: {
    projectId: string;
    kind: string;
  }): Promise<RehearsedRun | undefined> {
    const newest =
      of.kind === 'rehearsal'
        ? undefined
        : await this.core.store.newestRun(of.projectId, 'rehearsal');
    if (newest === undefined) return undefined;
    const { stored, state } = await this.core.current(newest);
    const facts = await this.factsOf(newest, acceptedIn(state));
    return {
      runId: newest,
      madeAt: stored.row.createdAt,
      fact: <S extends FactId>(step: S) => facts.get(step) as Facts[S] | undefined,
    };
  }

  /** Facts never change under their digest: what was read once is kept. */
  private async factsOf(
    runId: string,
    accepted: readonly { step: string; digest: string }[],
  ): Promise<Map<string, unknown>> {
    const missing = accepted.filter((f) => !this.facts.has(factKey(runId, f)));
    const read = missing.length > 0 ? await this.core.store.facts(runId, missing) : new Map();
    for (const f of missing) if (read.has(f.step)) this.keep(factKey(runId, f), read.get(f.step));
    const found = accepted.map((f): [string, unknown] => [
      f.step,
      this.facts.get(factKey(runId, f)) ?? read.get(f.step),
    ]);
    return new Map(found.filter(([, fact]) => fact !== undefined));
  }

  /** Facts this process has just written: the next step of the run need not read them. */
  accepted(facts: Addition['facts']): void {
    for (const fact of facts) this.keep(factKey(fact.runId, fact), JSON.parse(fact.body));
  }

  private keep(key: string, fact: unknown): void {
    this.facts.set(key, fact);
    for (const oldest of this.facts.keys()) {
      if (this.facts.size <= FACT_CACHE) break;
      this.facts.delete(oldest);
    }
  }

  private async customerOf(run: LoadedRun): Promise<string> {
    const { id } = run.stored.row;
    const known = this.customers.get(id);
    if (known !== undefined) return known;
    const customer = await this.core.customerOf(run);
    this.customers.set(id, customer);
    return customer;
  }

  async evidenceRef(digest: string, step: string): Promise<EvidenceRef> {
    const { size } = await stat(this.core.evidence.path(digest));
    return { digest, size, name: step };
  }
}
