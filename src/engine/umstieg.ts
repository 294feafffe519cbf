import { join } from 'node:path';
import type { Note } from '../audit/checkpoint.js';
import { RequestError, type UmstiegError } from '../core/errors.js';
import type { EvidenceRef, WrittenReport } from '../core/step.js';
import { isOpen } from '../core/task-status.js';
import type { DefinitionJson } from '../machines/definition.js';
import { Archive, type ReportWriter } from './archive.js';
import { AttemptRunner } from './attempt-runner.js';
import { AuditCheck } from './audit-check.js';
import { Backups } from './backups.js';
import { makeClaim } from './claim.js';
import type { CommandAnswer, RunCommand } from './commands.js';
import type { CompiledDefinition } from './compile-definition.js';
import { Drafts } from './drafts.js';
import { Engine, type CommandOptions } from './engine.js';
import { lookAtFiles, comingOf, sameFile, takeFilesIn } from './evidence-intake.js';
import { EngineCore, type CoreOptions } from './engine-core.js';
import { HandOvers } from './handover-import.js';
import { HeldWork } from './held-work.js';
import { InstanceTree } from './instance-tree.js';
import { Listings } from './listings.js';
import { Migrator } from './migrator.js';
import { NamedPaths } from './named-paths.js';
import { Operations } from './operations.js';
import { findOrphans, type Orphan } from './orphans.js';
import { Pages } from './pages.js';
import { Promoter } from './promoter.js';
import { Queries } from './queries.js';
import { Quotas } from './quotas.js';
import { statusOf } from './run-state.js';
import { RunComparer } from './run-compare.js';
import { RunForker } from './run-forker.js';
import { RunStarter, type NewRun } from './run-starter.js';
import { StepContextFactory, type ProgressListener } from './step-context.js';
import type { StepRegistry } from './step-registry.js';
import { Uploads } from './uploads.js';
import type { Watch } from './watched.js';
import { requireActor, type Who } from './who.js';
import { engineWho } from './who-is-here.js';

export { commandLineWho, engineWho } from './who-is-here.js';

export interface UmstiegOptions extends CoreOptions {
  /** Of new runs; the one of the registry's sequence by default. */
  readonly definition?: DefinitionJson;
  readonly report?: (umstieg: Umstieg, runId: string) => Promise<WrittenReport>;
}

export interface Submission {
  readonly set: Readonly<Record<string, unknown>>;
  /** Paths of evidence files, or files that were taken in before. */
  readonly evidence: readonly (string | EvidenceRef)[];
}

const UNREAD = { claim: { input: {}, fields: [] }, evidence: [], unread: true } as const;

/** One opened data folder: what every face talks to. */
export class Umstieg {
  readonly queries: Queries;
  readonly archive: Archive;
  readonly runner: AttemptRunner;
  readonly migrator: Migrator;
  readonly drafts: Drafts;
  readonly handOvers: HandOvers;
  readonly forker: RunForker;
  readonly comparer: RunComparer;
  readonly promoter: Promoter;
  readonly listings: Listings;
  readonly quotas: Quotas;
  readonly uploads: Uploads;
  readonly namedPaths: NamedPaths;
  readonly pages: Pages;
  readonly operations: Operations;
  readonly tree: InstanceTree;
  readonly backups: Backups;
  readonly heldWork: HeldWork;
  private readonly engine: Engine;
  private readonly starter: RunStarter;
  private readonly contexts: StepContextFactory;

  private constructor(
    readonly core: EngineCore,
    readonly definition: CompiledDefinition,
    report: ReportWriter,
  ) {
    const who = engineWho();
    this.engine = new Engine(core);
    const { mappings = [] } = core.registry.sequence;
    this.migrator = new Migrator(core, this.engine, definition, mappings);
    this.handOvers = new HandOvers(core);
    this.queries = new Queries(core);
    this.listings = new Listings(core);
    this.quotas = new Quotas(core);
    this.uploads = new Uploads(core, this.quotas);
    this.namedPaths = new NamedPaths(this.uploads, core.evidence, core.database.folder);
    this.operations = new Operations(core);
    this.backups = new Backups(core);
    this.heldWork = new HeldWork(core);
    this.pages = new Pages(core, this.queries, this.namedPaths);
    this.starter = new RunStarter(core);
    this.forker = new RunForker(core, this.starter);
    this.comparer = new RunComparer(core, this.queries);
    this.promoter = new Promoter(core, this.engine, this.queries, this.starter, this.namedPaths);
    this.tree = new InstanceTree(core);
    this.archive = new Archive(core, who, report, this.tree);
    this.contexts = new StepContextFactory(core, (run, key) => this.archive.portOf(run, key));
    this.runner = new AttemptRunner(core, this.contexts, this.namedPaths, who);
    this.drafts = new Drafts(join(core.database.folder, 'drafts'));
  }

  /**
   * Opens a data folder, checks that steps and machines fit, and makes the instance's chain when it is new.
   * @throws InvariantError definition.invalid, RequestError store.*
   */
  static async open(registry: StepRegistry, options: UmstiegOptions): Promise<Umstieg> {
    const core = await EngineCore.open(registry, options);
    try {
      const definition = core.register(options.definition ?? registry.sequence.definition);
      registry.check(definition, (step) => core.known().some((d) => d.partOf.has(step)));
      const report: ReportWriter = (runId) => {
        if (!options.report) throw new Error('no report writer');
        return options.report(umstieg, runId);
      };
      const umstieg = new Umstieg(core, definition, report);
      await umstieg.starter.ensureInstance(engineWho());
      return umstieg;
    } catch (error) {
      await core.close().catch(() => undefined); // what kept it from opening is told, not what closing says then
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.runner.settle().catch(() => undefined);
    await this.pages.matchings.close();
    await this.core.close();
  }

  onProgress(listener: ProgressListener): void {
    this.contexts.onProgress = listener;
  }

  newProject(o: Omit<NewRun, 'projectId' | 'definition'> & { customer: string }) {
    requireActor(o.who.name);
    return this.starter.newProject({ ...o, definition: this.definition });
  }

  newRun(o: Omit<NewRun, 'definition'>) {
    requireActor(o.who.name);
    return this.starter.newRun({ ...o, definition: this.definition });
  }

  /** Hands in a claim; its check has begun when this answers, and is over after `settle`. */
  async submit(
    runId: string,
    step: string,
    submission: Submission,
    options: CommandOptions,
  ): Promise<CommandAnswer> {
    const files = await lookAtFiles(submission.evidence, this.core.evidence);
    const evidence = files.map(sameFile);
    const request = { do: 'submit', step, set: submission.set, evidence, as: options.who.name };
    return this.send(runId, request, options, async () => {
      const { spec } = this.core.registry.get(step);
      const run = await this.core.read(runId);
      if (!isOpen(statusOf(run.state, step))) return { do: 'submit', step, ...UNREAD };
      const claim = makeClaim(spec, submission.set, (v) => this.core.keys.hmac(v));
      const evidence = await this.quotas.within(runId, comingOf(files), () =>
        takeFilesIn(files, this.core.evidence),
      );
      const handedIn = { claim, evidence };
      const source = { who: options.who, runs: [runId] };
      return { do: 'submit', step, ...(await this.namedPaths.bound(spec, handedIn, source)) };
    });
  }

  async command(
    runId: string,
    command: Exclude<RunCommand, { do: 'submit' }>,
    options: CommandOptions,
  ): Promise<CommandAnswer> {
    const request = { ...command, as: options.who.name };
    const answer = await this.send(runId, request, options, command);
    if (command.do === 'resume') await this.runner.resume(runId); // what was going on when it was paused
    return answer;
  }

  private async send(
    runId: string,
    request: object,
    options: CommandOptions,
    given: RunCommand | (() => RunCommand | Promise<RunCommand>),
  ): Promise<CommandAnswer> {
    requireActor(options.who.name);
    try {
      return await this.engine.command(runId, request, given, options);
    } catch (error) {
      if (error instanceof RequestError && error.code === 'run.not-found')
        await this.recordRefusal(error, options.who);
      throw error;
    }
  }

  /** A refusal that belongs to no run is recorded too. */
  async recordRefusal(error: UmstiegError, who: Who): Promise<void> {
    await this.starter.refuseWithoutRun(error, who);
  }

  /** Open runs that cannot go on with this program; the others are not stopped by them. */
  orphans(): Promise<readonly Orphan[]> {
    return findOrphans(this.core);
  }

  /** After a start with `startPaused`: what waits begins, what others left is taken over, due timers fire. */
  async begin(): Promise<number> {
    this.heldWork.end();
    return this.resume();
  }

  /** Waits until this process has nothing left to do for the run. */
  settle(runId?: string): Promise<void> {
    return this.runner.settle(runId);
  }

  /** Waits until no other process is at work for the run. */
  othersEnd(runId: string): Promise<void> {
    return this.runner.othersEnd(runId);
  }

  /** Takes over what a dead process left, fires due timers, and waits for both. */
  async resume(runId?: string): Promise<number> {
    const taken = await this.runner.resume(runId);
    await this.settle(runId);
    return taken;
  }

  verify(runId: string, key?: string, watch?: Watch, anchor?: Note) {
    return new AuditCheck(this.core).verify(runId, key, watch, anchor);
  }
}
