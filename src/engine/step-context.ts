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

/** Facts of one run by their digest. */
type RunFacts = Map<string, unknown>;

export type ProgressListener = (p: {
  runId: string;
  step: string;
  done: number;
  total: number;
  unit: string;
}) => void;

const FACT_CACHE = 20_000;

/** Builds what a step sees of the world: facts, evidence, its durable work folder, progress, abort. */
export class StepContextFactory {
  onProgress: ProgressListener = () => undefined;
  /** By run; the run that was read or written first goes first. */
  private readonly facts = new Map<string, RunFacts>();
  private kept = 0;
  private readonly customers = new Map<string, string>();

  constructor(
    private readonly core: EngineCore,
    private readonly archiveOf: (runId: string, workKey: string) => ArchivePort,
  ) {}

  async make(attempt: AttemptRow, given: AttemptInput, signal: AbortSignal): Promise<StepContext> {
    const run = await this.core.current(attempt.runId);
    const { state, definition } = run;
    const { id: runId, projectId, kind } = run.stored.row;
    const fact = await this.factsOf(runId, state);
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
      fact,
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
    const fact = await this.factsOf(newest, state);
    return { runId: newest, madeAt: stored.row.createdAt, fact };
  }

  /** Facts never change under their digest: what was read once is kept. */
  private async factsOf(runId: string, { tasks }: RunState): Promise<RehearsedRun['fact']> {
    const facts = this.known(runId); // stays whole for this step, also when the run's turn to be forgotten comes meanwhile
    const missing: { step: string; digest: string }[] = [];
    for (const [step, { result }] of Object.entries(tasks))
      if (result && !facts.has(result)) missing.push({ step, digest: result });
    const read = missing.length > 0 ? await this.core.store.facts(runId, missing) : undefined;
    for (const { step, digest } of missing)
      if (read?.has(step)) this.keep(runId, facts, digest, read.get(step));
    return <S extends FactId>(step: S) =>
      facts.get(tasks[step]?.result ?? '') as Facts[S] | undefined;
  }

  /** Facts this process has just written: the next step of the run need not read them. */
  accepted(facts: Addition['facts']): void {
    for (const { runId, digest, body } of facts)
      this.keep(runId, this.known(runId), digest, JSON.parse(body));
  }

  private known(runId: string): RunFacts {
    return this.facts.get(runId) ?? new Map<string, unknown>();
  }

  private keep(runId: string, facts: RunFacts, digest: string, fact: unknown): void {
    const before = this.facts.get(runId)?.size ?? 0;
    this.facts.set(runId, facts.set(digest, fact));
    this.kept += facts.size - before;
    for (const [oldest, all] of this.facts) {
      if (this.kept <= FACT_CACHE || oldest === runId) break;
      this.facts.delete(oldest);
      this.kept -= all.size;
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
