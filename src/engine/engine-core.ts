import { join } from 'node:path';
import { InvariantError, RequestError } from '../core/errors.js';
import type { DefinitionJson } from '../machines/definition.js';
import { Database } from '../persistence/database.js';
import { EvidenceStore } from '../persistence/evidence.store.js';
import { openKeys, type InstanceKeys } from '../persistence/key.store.js';
import { corrupt, RunStore, type StoredCommand, type StoredRun } from '../persistence/run.store.js';
import { UnitOfWork, type Turn } from '../persistence/unit-of-work.js';
import { WorkStore } from '../persistence/work.store.js';
import type { AttemptRow } from '../persistence/write-batch.js';
import { compileDefinition, type CompiledDefinition } from './compile-definition.js';
import { flawed, missing, readDefinition, type Flaw } from './stored-definition.js';
import { checkValues } from './fitting-state.js';
import { CurrentKey } from './key-change.js';
import { thisOwner } from './lease-owner.js';
import { strayColumn } from './run-origin.js';
import { parseRunState } from './run-state.js';
import { stateText } from './state-text.js';
import { tellCanceled } from './tell-canceled.js';
import type { StepRegistry } from './step-registry.js';
import type { DecisionEnv, LoadedRun, TurnBuilder } from './turn-builder.js';

export interface CoreOptions {
  readonly dataFolder: string;
  /** Lease of an attempt; renewed at a third of it. */
  readonly leaseMs?: number;
  readonly now?: () => Date;
  /** Look before anything runs: no attempt and no timer begins until {@link Umstieg.begin}. */
  readonly startPaused?: boolean;
}

/** The chain of what concerns no run: refusals without a run, made with the data folder. */
export const INSTANCE = 'instance';

/** What every part of the engine shares: the stores, the write path, the definitions, the parsed runs. */
export class EngineCore {
  readonly env: DecisionEnv;
  readonly store: RunStore;
  readonly evidence: EvidenceStore;
  readonly work: WorkStore;
  private readonly unitOfWork: UnitOfWork;
  private readonly currentKey: CurrentKey;
  private readonly definitions = new Map<string, CompiledDefinition>();
  /** Stored definitions that are not what their hash says: their runs stand still, the others go on. */
  private readonly broken = new Map<string, Flaw>();
  private readonly parsed = new WeakMap<StoredRun, LoadedRun>();
  /** While the engine only looks: attempts that wait for it to begin. */
  held: AttemptRow[] | undefined;
  onStarted: (attempts: readonly AttemptRow[]) => void = () => undefined;
  onCanceled: (attempts: readonly string[]) => void = () => undefined;

  private constructor(
    readonly database: Database,
    readonly keys: InstanceKeys,
    readonly registry: StepRegistry,
    options: CoreOptions,
  ) {
    this.store = new RunStore(database);
    this.unitOfWork = new UnitOfWork(database, this.store);
    this.evidence = new EvidenceStore(join(database.folder, 'evidence'));
    this.work = new WorkStore(join(database.folder, 'work'));
    const leaseMs = options.leaseMs ?? Number(process.env['UMSTIEG_LEASE_MS'] ?? 30_000);
    if (options.startPaused) this.held = [];
    this.env = { keys, owner: thisOwner(), leaseMs, now: options.now ?? (() => new Date()) };
    this.currentKey = new CurrentKey(database, this.env, this.unitOfWork);
  }

  static async open(registry: StepRegistry, options: CoreOptions): Promise<EngineCore> {
    const database = await Database.open(options.dataFolder);
    try {
      const keys = await openKeys(join(database.folder, 'keys'));
      const core = new EngineCore(database, keys, registry, options);
      await core.readDefinitions();
      return core;
    } catch (error) {
      await database.close().catch(() => undefined); // what kept it from opening is told, not what closing says then
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.database.close();
  }

  /** Makes a definition of the code known; it is stored with the first run that uses it. */
  register(json: DefinitionJson): CompiledDefinition {
    const compiled = compileDefinition(json);
    const known = this.definitions.get(compiled.hash);
    if (known) return known;
    const flaw = this.broken.get(compiled.hash);
    if (flaw) throw flawed(flaw);
    this.definitions.set(compiled.hash, compiled);
    return compiled;
  }

  definition(hash: string): CompiledDefinition | undefined {
    return this.definitions.get(hash);
  }

  unusable(runId: string, hash: string): InvariantError {
    const flaw = this.broken.get(hash);
    return flaw ? flawed(flaw, runId) : missing(hash, runId);
  }

  /** Every sound definition, stored or of the code. */
  known(): readonly CompiledDefinition[] {
    return [...this.definitions.values()];
  }

  private async readDefinitions(): Promise<void> {
    for (const { hash } of await this.store.definitions()) {
      if (this.definitions.has(hash)) continue;
      const body = await this.store.definition(hash);
      if (body === undefined) continue;
      const found = readDefinition(hash, body);
      if ('json' in found) this.definitions.set(hash, found);
      else this.broken.set(hash, found);
    }
  }

  /** @throws RequestError run.not-found, InvariantError snapshot.* | definition.missing */
  async read(runId: string): Promise<LoadedRun> {
    const stored = await this.unitOfWork.read(runId);
    if (!stored || runId === INSTANCE) throw notFound(runId);
    if (!this.definitions.has(stored.row.definition)) await this.readDefinitions();
    return this.parse(stored);
  }

  /** @throws InvariantError snapshot.corrupt when the name is not the one the chain speaks of */
  customerOf({ stored: { row }, state }: LoadedRun): Promise<string> {
    return this.store.customer(row, state.origin.customer ?? '');
  }

  /** Undefined when there is no such project. */
  async customerOfProject(projectId: string): Promise<string | undefined> {
    const runId = await this.store.firstRunOf(projectId);
    if (runId === undefined || runId === INSTANCE) return undefined;
    return this.customerOf(await this.read(runId));
  }

  /** What this process knows of a run, without asking the database when it has just written it. */
  async current(runId: string): Promise<LoadedRun> {
    const known = this.unitOfWork.known(runId);
    return known ? this.parse(known) : this.read(runId);
  }

  /** Decides in the group commit, on the newest state there is. */
  async commit<T>(
    runId: string,
    lookupKey: string | null,
    decide: (run: LoadedRun, previous: StoredCommand | undefined) => Turn<T>,
  ): Promise<T> {
    const load = (stored: StoredRun) => this.parse(stored);
    const submit = () =>
      this.unitOfWork.submit<T>({
        runId,
        lookupKey,
        decide: (stored, previous) => {
          if (!stored) throw notFound(runId);
          this.currentKey.require();
          return tellCanceled(decide(load(stored), previous), (ids) => this.onCanceled(ids));
        },
      });
    const go = () => this.currentKey.sealing(runId, load, submit);
    try {
      return await go();
    } catch (error) {
      if (!(error instanceof InvariantError) || error.code !== 'definition.missing') throw error;
      await this.readDefinitions(); // another process may have started a run with a definition that is new to us
      return go();
    }
  }

  /** A run says now which key seals, where it does not yet. */
  sayKey(runId: string): Promise<void> {
    const load = (stored: StoredRun) => this.parse(stored);
    return this.currentKey.sealing(runId, load, () => Promise.resolve());
  }

  /** The instance's chain has no machines to check. */
  commitInstance<T>(
    definition: CompiledDefinition,
    decide: (run: LoadedRun) => Turn<T>,
  ): Promise<T> {
    const state = (stored: StoredRun) => parseRunState(INSTANCE, stored.row.state);
    const load = (stored: StoredRun) => ({ stored, state: state(stored), definition });
    const submit = () =>
      this.unitOfWork.submit<T>({
        runId: INSTANCE,
        lookupKey: null,
        decide: (stored) => {
          if (!stored) throw notFound(INSTANCE);
          this.currentKey.require();
          return decide(load(stored));
        },
      });
    return this.currentKey.sealing(INSTANCE, load, submit);
  }

  /** A run that does not exist yet. */
  create(runId: string, decide: () => Turn<string>): Promise<string> {
    return this.unitOfWork.submit({
      runId,
      lookupKey: null,
      decide: (stored) => (stored ? { settle: () => runId } : decide()),
    });
  }

  /** A run that comes from elsewhere: new here, or further than what is stored. */
  takeIn<T>(runId: string, decide: (stored: StoredRun | undefined) => Turn<T>): Promise<T> {
    return this.unitOfWork.submit({ runId, lookupKey: null, decide });
  }

  /** Remembers the parsed form of what a turn leaves behind. */
  loaded(stored: StoredRun, builder: TurnBuilder): StoredRun {
    this.parsed.set(stored, { stored, state: builder.current, definition: builder.definition });
    return stored;
  }

  start(attempts: readonly AttemptRow[]): void {
    if (this.held) this.held.push(...attempts);
    else if (attempts.length > 0) this.onStarted(attempts);
  }

  private parse(stored: StoredRun): LoadedRun {
    const known = this.parsed.get(stored);
    if (known) return known;
    const { id, definition: hash, state: text } = stored.row;
    const definition = this.definitions.get(hash);
    if (!definition) throw this.unusable(id, hash);
    const state = parseRunState(id, text);
    checkValues(id, definition, state);
    const wrong = strayColumn(stored.row, definition, state);
    if (wrong) throw corrupt(id, wrong);
    const again = stored.frame === undefined || stateText(state).whole === text;
    const run: LoadedRun = {
      stored: again ? stored : { row: stored.row, people: stored.people },
      ...{ state, definition },
    };
    this.parsed.set(stored, run);
    return run;
  }
}

export function notFound(runId: string): RequestError {
  return new RequestError('run.not-found', {
    de: `Den Lauf „${runId.slice(0, 60)}“ gibt es hier nicht. Welche es gibt, zeigt die Liste der Projekte.`,
    en: `There is no run "${runId.slice(0, 60)}" here. The list of projects shows which there are.`,
  });
}
