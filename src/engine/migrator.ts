import type { AuditEntry } from '../audit/entry.js';
import { RequestError, type UmstiegError, InvariantError } from '../core/errors.js';
import type { Reason } from '../core/outcome.js';
import { diffDefinitions, type DefinitionDiff } from '../machines/definition-diff.js';
import { sameNames, type Mapping } from '../machines/mapping.js';
import type { EarlierState } from '../persistence/write-batch.js';
import type { CommandAnswer } from './commands.js';
import type { CompiledDefinition } from './compile-definition.js';
import type { CommandOptions, Engine } from './engine.js';
import type { EngineCore } from './engine-core.js';
import { foresee, type Forecast } from './forecast.js';
import { isHeld } from './lease-owner.js';
import { migrationReason } from './migration-reasons.js';
import { sha256 } from './sha256.js';
import type { LoadedRun } from './turn-builder.js';
import { requireActor } from './who.js';

/** How names of one version become names of another (machines/mapping.ts). */
export type RunMapping = Mapping;

/** What would become of one run, as faces show it. */
export interface RunForecast extends Omit<Forecast, 'verdict' | 'landing'> {
  readonly run: string;
  readonly customer: string;
  readonly from: string;
  readonly to: string;
  readonly verdict: Forecast['verdict'] | 'left-alone';
  /** It moved, and nothing was done since: its move can be taken back. */
  readonly canGoBack: boolean;
}

const NOTHING = { reasons: [], notes: [], moves: [], kept: [], next: [] } as const;

/** Compares definitions, tries what a change would do to runs, moves them, and takes them back. */
export class Migrator {
  constructor(
    private readonly core: EngineCore,
    private readonly engine: Engine,
    private readonly code: CompiledDefinition,
    private readonly mappings: readonly Mapping[],
  ) {}

  /**
   * A definition by version or by the beginning of its hash, stored or of this program.
   * @throws RequestError definition.unknown when none or several are meant
   */
  find(wanted: string): CompiledDefinition {
    const all = this.core.known();
    const fits = all.filter((d) => d.json.version === wanted || beginsWith(d.hash, wanted));
    const own = fits.find((d) => d.hash === this.code.hash);
    const found = fits.length === 1 ? fits[0] : own;
    if (found) return found;
    const names = all.map((d) => `${d.json.version} (${d.hash.slice(0, 12)})`);
    throw new RequestError(
      'definition.unknown',
      {
        de: `„${wanted.slice(0, 70)}“ ist ${fits.length > 1 ? 'nicht eindeutig' : 'keine bekannte Definition'}. Möglich sind: ${names.join(', ')}.`,
        en: `"${wanted.slice(0, 70)}" is ${fits.length > 1 ? 'not unique' : 'no known definition'}. Possible are: ${names.join(', ')}.`,
      },
      { expected: names },
    );
  }

  diff(from: CompiledDefinition, to: CompiledDefinition, mapping?: Mapping): DefinitionDiff {
    return diffDefinitions(from.json, to.json, mapping ?? this.mapping(from, to));
  }

  /** Tries every open run; one that cannot be read is told and stops no other. */
  async forecastAll(
    to: CompiledDefinition,
    mapping?: Mapping,
    only?: ReadonlySet<string>,
  ): Promise<RunForecast[]> {
    const forecasts: RunForecast[] = [];
    for (const { id } of await this.core.store.openRuns())
      if (only?.has(id) ?? true) forecasts.push(await this.forecast(id, to, mapping));
    return forecasts;
  }

  /** @throws RequestError run.not-found */
  async forecast(runId: string, to: CompiledDefinition, mapping?: Mapping): Promise<RunForecast> {
    const customers = new Map((await this.core.store.list()).map((r) => [r.id, r.customer]));
    const base = {
      run: runId,
      customer: customers.get(runId) ?? '',
      from: '?',
      to: to.json.version,
      canGoBack: false,
    };
    try {
      const run = await this.core.read(runId);
      const from = run.definition.json.version;
      const judged = await this.judge(run, to, mapping);
      return { ...base, ...NOTHING, from, ...judged, canGoBack: await this.canGoBack(run) };
    } catch (error) {
      if (!(error instanceof InvariantError)) throw error;
      return { ...base, ...NOTHING, verdict: 'refused', reasons: [reasonOf(error)] };
    }
  }

  private async canGoBack({ stored: { row } }: LoadedRun): Promise<boolean> {
    const earlier = await this.core.store.earlierState(row.id);
    return earlier?.revision === row.revision && earlier.definition !== row.definition;
  }

  private async judge(
    run: LoadedRun,
    to: CompiledDefinition,
    mapping: Mapping | undefined,
  ): Promise<Pick<RunForecast, 'verdict' | 'reasons'>> {
    const { status, definition } = run.stored.row;
    const ended = status === 'completed' || status === 'canceled';
    if (ended) return { verdict: 'left-alone', reasons: [migrationReason('ended')] };
    if (definition === to.hash)
      return { verdict: 'left-alone', reasons: [migrationReason('already')] };
    const missing = this.withoutProvider(to);
    if (missing) return { verdict: 'refused', reasons: [missing] };
    const { clock } = run.state;
    const { landing: _landing, ...forecast } = foresee({
      state: run.state,
      from: run.definition,
      to,
      mapping: mapping ?? this.mapping(run.definition, to),
      traits: this.core.registry.traitsOf,
      now: clock === null ? this.core.env.now() : new Date(clock),
      busy: await this.busy(run.stored.row.id),
    });
    return forecast;
  }

  /**
   * Moves a run; a person says why. One transaction, audited, compared with the state it was decided on.
   * @throws RequestError migration.* the refusal, audited too; run.conflict when somebody acted while it was prepared
   */
  async apply(
    runId: string,
    to: CompiledDefinition,
    o: { readonly reason: string; readonly mapping?: Mapping | undefined },
    options: CommandOptions,
  ): Promise<CommandAnswer> {
    requireActor(options.who.name);
    const request = { do: 'migrate', to: to.hash, ...o, as: options.who.name };
    return this.engine.command(
      runId,
      request,
      async () => {
        const run = await this.core.read(runId);
        const missing = this.withoutProvider(to);
        if (missing) throw new RequestError('migration.refused', missing.text);
        const accepted = Object.entries(run.state.tasks).flatMap(([step, { result: digest }]) =>
          digest === undefined ? [] : [{ step, digest }],
        );
        const facts = await this.core.store.facts(runId, accepted);
        return {
          do: 'migrate',
          reason: o.reason,
          to,
          mapping: o.mapping ?? this.mapping(run.definition, to),
          busy: await this.busy(runId),
          seen: run.stored.row.headSeq,
          facts: new Map(accepted.map(({ step, digest }) => [digest, facts.get(step)])),
        };
      },
      options,
    );
  }

  /**
   * Takes a run back to what it was before its last move, as long as nothing was done since.
   * @throws RequestError migration.nothing | migration.too-late, audited
   */
  async undo(runId: string, reason: string, options: CommandOptions): Promise<CommandAnswer> {
    requireActor(options.who.name);
    const request = { do: 'undo-migration', reason, as: options.who.name };
    return this.engine.command(
      runId,
      request,
      async () => {
        const { headSeq: seen } = (await this.core.read(runId)).stored.row;
        const earlier = await this.core.store.earlierState(runId);
        const from = earlier && this.core.definition(earlier.definition);
        if (!earlier || !from) throw neverMoved();
        if (!(await this.isGenuine(earlier))) throw changed(runId);
        return { do: 'undo-migration', reason, earlier, from, busy: await this.busy(runId), seen };
      },
      options,
    );
  }

  /** The chain says what the run was before it moved, and when it did. */
  private async isGenuine({ runId, ...earlier }: EarlierState): Promise<boolean> {
    const rows = await this.core.database.query<{ body: string }>(
      'SELECT body FROM audit_entry WHERE run_id = ? AND seq IN (?, ?) ORDER BY seq',
      [runId, earlier.seq - 1, earlier.seq],
    );
    const [before, moved] = rows.map(({ body }) => JSON.parse(body) as AuditEntry);
    return (
      before?.state === sha256(earlier.body) &&
      before.definition === earlier.definition &&
      moved?.event === 'run.migrated' &&
      moved.revision === earlier.revision
    );
  }

  private mapping(from: CompiledDefinition, to: CompiledDefinition): Mapping {
    const found = this.mappings.find(
      (m) => m.name === to.json.name && m.from === from.json.version && m.to === to.json.version,
    );
    return found ?? sameNames(from.json, to.json);
  }

  /** Attempts that are going on: their owner may be alive, and its lease has not run out. */
  private async busy(runId: string): Promise<ReadonlySet<string>> {
    const now = this.core.env.now().getTime();
    const started = await this.core.store.attempts({ runId, status: 'started' });
    return new Set(started.filter((a) => isHeld(a, now)).map((attempt) => attempt.id));
  }

  private withoutProvider(to: CompiledDefinition): Reason | undefined {
    const missing = to.steps.filter((step) => !this.core.registry.find(step));
    if (missing.length === 0) return undefined;
    return migrationReason('provider-missing', { steps: missing.join(', ') });
  }
}

function beginsWith(hash: string, wanted: string): boolean {
  return /^[0-9a-f]{6,64}$/.test(wanted) && hash.startsWith(wanted);
}

function reasonOf(error: UmstiegError): Reason {
  return { code: error.code, text: error.text };
}

function neverMoved(): RequestError {
  return new RequestError('migration.nothing', {
    de: 'Dieser Lauf hat seine Definition nie gewechselt.',
    en: 'This run never changed its definition.',
  });
}

function changed(runId: string): InvariantError {
  return new InvariantError('snapshot.corrupt', {
    de: `Lauf ${runId}: Der frühere Zustand stimmt nicht mit dem Protokoll überein. Der Lauf bleibt, wie er ist.`,
    en: `Run ${runId}: the earlier state does not agree with the audit trail. The run stays as it is.`,
  });
}
