import canonicalize from 'canonicalize';
import { RequestError, UmstiegError } from '../core/errors.js';
import { WHAT_IF } from '../core/parts.js';
import { RowStore } from '../persistence/row.store.js';
import type { Turn } from '../persistence/unit-of-work.js';
import type { AttemptRow, EvidenceRow } from '../persistence/write-batch.js';
import { replay, stale, type CommandOptions } from './engine.js';
import type { EngineCore } from './engine-core.js';
import { forkedState, type LeftOut } from './fork-state.js';
import { detailsOf, statusOf } from './run-state.js';
import { blankRun, emptyState, shortId, type RunStarter } from './run-starter.js';
import { commandProblem } from './sound-command.js';
import { TurnBuilder, type EntryParts, type LoadedRun } from './turn-builder.js';
import { requireActor } from './who.js';

export interface Fork extends LeftOut {
  readonly projectId: string;
  /** The run to fork. */
  readonly from: string;
}

/** What lies beside the chain of the origin and comes along. */
interface Luggage {
  readonly customer: string;
  /** Canonical facts by step; '' where one was erased. */
  readonly facts: readonly { readonly step: string; readonly digest: string; body: string }[];
  readonly evidence: readonly EvidenceRow[];
}

/** Makes a what-if of a run: its results and decisions as a run of its own, which never counts as live (ADR 0018). */
export class RunForker {
  private readonly rows: RowStore;

  constructor(
    private readonly core: EngineCore,
    private readonly starter: RunStarter,
  ) {
    this.rows = new RowStore(core.database);
  }

  /**
   * One transaction; the origin is only read. The same key gives the same run again.
   *
   * @param o.revision of the origin, as expected
   * @throws RequestError project.not-found, run.not-found, step.unknown, fork.*, run.conflict, command.mismatch; recorded
   */
  async fork(fork: Fork, o: CommandOptions): Promise<string> {
    requireActor(o.who.name);
    try {
      return await this.make(fork, o);
    } catch (error) {
      if (error instanceof UmstiegError && error.family !== 'invariant')
        await this.starter.refuseWithoutRun(error, o.who);
      throw error;
    }
  }

  private async make(fork: Fork, o: CommandOptions): Promise<string> {
    const request = { do: 'fork', ...fork, as: o.who.name };
    const problem = commandProblem(request, o.key);
    if (problem) throw problem;
    const fingerprint = this.core.keys.hmac(canonicalize(request) ?? '');
    const name = o.key === undefined ? undefined : `fork ${fork.from} ${o.key}`;
    const runId = `r-${name === undefined ? shortId() : this.core.keys.hmac(name).slice(0, 12)}`;
    const earlier = await this.madeBefore(runId, o.key, fingerprint);
    if (earlier) return runId;
    const origin = await this.origin(fork, o.revision);
    const luggage = await this.luggage(origin);
    let started: readonly AttemptRow[] = [];
    const made = await this.core.takeIn(runId, (stored): Turn<boolean> => {
      if (stored) return { settle: () => false };
      const turn = this.turn(runId, origin, luggage, fork, { ...o, fingerprint });
      started = turn.addition?.attempts ?? [];
      return turn;
    });
    if (made) this.core.start(started);
    else await this.madeBefore(runId, o.key, fingerprint);
    return runId;
  }

  /** Whether this key made the run already. @throws RequestError command.mismatch when it was for something else */
  private async madeBefore(runId: string, key: string | undefined, request: string) {
    if (key === undefined) return false;
    const found = (await this.core.store.commands([{ runId, key }])).values().next().value;
    return found !== undefined && replay(found, request).run === runId;
  }

  private async origin(fork: Fork, revision: number | undefined): Promise<LoadedRun> {
    if ((await this.core.customerOfProject(fork.projectId)) === undefined)
      throw noProject(fork.projectId);
    const run = await this.core.read(fork.from);
    const { row } = run.stored;
    if (row.projectId !== fork.projectId) throw otherProject(fork, row.projectId);
    if (revision !== undefined && revision !== row.revision) throw stale(revision, row.revision);
    for (const step of [...fork.at, ...fork.without]) requireSomething(run, step);
    return run;
  }

  private async luggage(run: LoadedRun): Promise<Luggage> {
    const { id } = run.stored.row;
    const wanted = Object.entries(run.state.tasks).flatMap(([step, { result }]) =>
      result === undefined ? [] : [{ step, digest: result }],
    );
    const found = await this.core.store.facts(id, wanted);
    const body = (step: string) => (found.has(step) ? (canonicalize(found.get(step)) ?? '{}') : '');
    const { evidence } = await this.rows.ofRun(id);
    return {
      customer: await this.core.customerOf(run),
      facts: wanted.map((fact) => ({ ...fact, body: body(fact.step) })),
      evidence: evidence.filter((row) => row.name !== ''),
    };
  }

  private turn(
    runId: string,
    origin: LoadedRun,
    luggage: Luggage,
    fork: Fork,
    o: CommandOptions & { readonly fingerprint: string },
  ): Turn<boolean> {
    const { core } = this;
    const { definition } = origin;
    const { projectId: project, headSeq: seq, headHash: head } = origin.stored.row;
    const createdAt = core.env.now().toISOString();
    const from = { run: fork.from, seq, head };
    const blank = {
      ...emptyState({ kind: WHAT_IF, project, createdAt, customer: null, from }),
      clock: origin.state.clock ?? createdAt,
    };
    const builder = new TurnBuilder(core.env, blankRun(runId, definition, blank), o.who);
    const { addition } = builder;
    const customer = builder.commit('customer', luggage.customer);
    const state = { ...origin.state, origin: { ...blank.origin, customer }, clock: blank.clock };
    const traits = core.registry.traitsOf;
    builder.drained(forkedState({ ...fork, state, definition, traits, now: builder.runNow }));
    for (const [name, { dueAt }] of Object.entries(builder.current.timers))
      if (!addition.timers.some((timer) => timer.name === name))
        addition.timers.push({ runId, name, dueAt });
    const taken = takeAlong(builder, runId, luggage);
    const { hash, json } = definition;
    const { name, version } = json;
    addition.definitions = [{ hash, name, version, body: JSON.stringify(json) }];
    if (o.key !== undefined) {
      const answer = JSON.stringify({ answer: { run: runId, revision: 1 } });
      addition.commands.push({ runId, key: o.key, request: o.fingerprint, answer });
    }
    const inputs: EntryParts['inputs'] = {
      ...{ kind: WHAT_IF, project, customer: { commitment: customer } },
      ...{ from: from.run, fromSeq: from.seq, fromHead: from.head },
      ...(fork.at.length > 0 ? { at: [...fork.at] } : {}),
      ...(fork.without.length > 0 ? { without: [...fork.without] } : {}),
      ...taken,
    };
    const entry: EntryParts = {
      ...{ kind: 'created', event: 'run.forked', command: o.key ?? null, inputs },
      ...(addition.evidence.length > 0 ? { evidence: filesOf(addition.evidence) } : {}),
    };
    const next = core.loaded(builder.finish(entry, { changes: true, seal: true }), builder);
    return { next, addition, settle: () => true };
  }
}

/** Facts and names of evidence of the results that came along; answers what the entry holds of the facts. */
function takeAlong(builder: TurnBuilder, runId: string, { facts, evidence }: Luggage) {
  const { addition, current } = builder;
  const here = (step: string) => detailsOf(current, step).result;
  const taken: Record<string, { commitment: string }> = {};
  for (const { step, digest, body } of facts) {
    if (here(step) !== digest) continue;
    addition.facts.push({ runId, step, digest, body });
    taken[`fact.${step}`] = { commitment: builder.commit('fact', { digest }) };
  }
  for (const { step, digest, size, name } of evidence)
    if (here(step) !== undefined) addition.evidence.push({ runId, step, digest, size, name });
  return taken;
}

function filesOf(rows: readonly EvidenceRow[]): { digest: string; size: number }[] {
  const sizes = new Map(rows.map(({ digest, size }) => [digest, size]));
  return [...sizes].map(([digest, size]) => ({ digest, size }));
}

/** A step that has done nothing yet cannot be left out. */
function requireSomething({ state, definition, stored }: LoadedRun, step: string): void {
  const { id } = stored.row;
  if (!definition.partOf.has(step)) {
    throw new RequestError(
      'step.unknown',
      {
        de: `Den Schritt „${step.slice(0, 60)}“ gibt es in ${id} nicht.`,
        en: `There is no step "${step.slice(0, 60)}" in ${id}.`,
      },
      { expected: definition.steps },
    );
  }
  const status = statusOf(state, step);
  if (status === 'waived' || detailsOf(state, step).result !== undefined) return;
  throw new RequestError('fork.nothing', {
    de: `${step} hat in ${id} noch kein Ergebnis, das wegzulassen wäre.`,
    en: `${step} has no result in ${id} yet that could be left out.`,
  });
}

function noProject(projectId: string): RequestError {
  return new RequestError('project.not-found', {
    de: `Das Projekt „${projectId.slice(0, 60)}“ gibt es hier nicht.`,
    en: `There is no project "${projectId.slice(0, 60)}" here.`,
  });
}

function otherProject({ from, projectId }: Fork, its: string): RequestError {
  return new RequestError(
    'fork.other-project',
    {
      de: `${from} ist ein Lauf des Projekts ${its}, nicht von ${projectId}.`,
      en: `${from} is a run of project ${its}, not of ${projectId}.`,
    },
    { expected: [its] },
  );
}
