import { randomUUID } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { RunKind } from '../core/parts.js';
import { RequestError, type UmstiegError } from '../core/errors.js';
import type { Turn } from '../persistence/unit-of-work.js';
import { emptyHead } from '../audit/entry.js';
import type { CompiledDefinition } from './compile-definition.js';
import { Drain } from './drain.js';
import { remember, replay } from './engine.js';
import { INSTANCE, type EngineCore } from './engine-core.js';
import { INSTANCE_DEFINITION, recordEntry } from './record-entry.js';
import { commandProblem } from './sound-command.js';
import { statusOf, type RunState } from './run-state.js';
import { TurnBuilder, type EntryParts, type LoadedRun } from './turn-builder.js';
import type { Who } from './who.js';

export interface NewRun {
  readonly projectId: string;
  readonly kind: RunKind;
  readonly definition: CompiledDefinition;
  readonly who: Who;
  /** (+) rows this project wants to do without (O12); somebody else grants each. */
  readonly off?: readonly string[];
  /** Idempotency key: the same request makes one run, however often it comes. */
  readonly key?: string | undefined;
  /** Whose project it will be, where the caller says it: the same key for somebody else's is another command. */
  readonly place?: string | undefined;
}

interface Beginning extends NewRun {
  readonly customer: string;
  /** The project is there already. */
  readonly known?: boolean;
}

/** Makes projects, runs, and the chain of the instance itself. */
export class RunStarter {
  constructor(private readonly core: EngineCore) {}

  async newProject(
    o: Omit<NewRun, 'projectId'> & { customer: string },
  ): Promise<{ projectId: string; runId: string }> {
    const customer = o.customer.trim();
    if (customer === '') {
      throw new RequestError('input.invalid', {
        de: 'Der Name des Kunden fehlt.',
        en: 'The customer name is missing.',
      });
    }
    const projectId = `p-${this.idOf('project', o.key)}`;
    return { projectId, runId: await this.begin({ ...o, customer, projectId }) };
  }

  async newRun(o: NewRun): Promise<string> {
    const customer = await this.core.customerOfProject(o.projectId);
    if (o.projectId !== INSTANCE && customer !== undefined)
      return this.begin({ ...o, customer, known: true });
    throw new RequestError('project.not-found', {
      de: `Das Projekt „${o.projectId.slice(0, 60)}“ gibt es hier nicht.`,
      en: `There is no project "${o.projectId.slice(0, 60)}" here.`,
    });
  }

  private async begin(o: Beginning): Promise<string> {
    const problem = commandProblem({ customer: o.customer, off: o.off }, o.key);
    if (problem) throw problem;
    for (const step of o.off ?? []) this.requireOptional(step);
    const runId = `r-${this.idOf(o.projectId, o.key)}`;
    const started: Parameters<EngineCore['start']>[0][number][] = [];
    await this.core.create(runId, () => {
      const turn = this.firstTurn(runId, o);
      started.splice(0, started.length, ...(turn.addition?.attempts ?? []));
      return turn;
    });
    if (o.key !== undefined) await this.requireSame(runId, o, o.key);
    this.core.start(started);
    return runId;
  }

  /** Twelve hexadecimal digits; with a key they follow from it, so that a repeated request finds what it made. */
  private idOf(of: string, key: string | undefined): string {
    if (key === undefined) return shortId();
    return this.core.keys.hmac(`made by key\0${of}\0${key}`).slice(0, 12);
  }

  /** @throws RequestError command.mismatch when the key made something else before */
  private async requireSame(runId: string, o: Beginning, key: string): Promise<void> {
    const found = (await this.core.store.commands([{ runId, key }])).values().next().value;
    replay(found ?? { request: '', answer: '{}' }, this.requestOf(o));
  }

  private requestOf({ customer, kind, off = [], who, place }: Beginning): string {
    const placed = place === undefined ? {} : { place };
    const request = { customer, kind, off: [...off], as: who.name, ...placed };
    return this.core.keys.hmac(canonicalize(request) ?? '');
  }

  private firstTurn(runId: string, o: Beginning): Turn<string> {
    const now = this.core.env.now();
    const { projectId: id, customer, kind } = o;
    const createdAt = now.toISOString();
    const blank: RunState = {
      ...emptyState({ kind, project: id, createdAt, customer: null }),
      clock: o.kind === 'live' ? null : createdAt,
    };
    const run = blankRun(runId, o.definition, blank);
    const builder = new TurnBuilder(this.core.env, run, o.who);
    const commitment = builder.commit('customer', customer);
    const state = { ...blank, origin: { ...blank.origin, customer: commitment } };
    builder.drained(Drain.begin(o.definition, state, this.core.registry.traitsOf, builder.runNow));
    for (const step of o.off ?? []) {
      const { traitsOf } = this.core.registry;
      const drain = new Drain(o.definition, builder.current, traitsOf, builder.runNow);
      const by = builder.person(o.who.name);
      const pending = { kind: 'off', by, from: statusOf(builder.current, step) } as const;
      builder.drained(drain.task(step, { type: 'request', pending }).run());
    }
    const { hash, json } = o.definition;
    if (!o.known) builder.addition.projects = [{ id, customer, createdAt }];
    builder.addition.definitions = [
      { hash, name: json.name, version: json.version, body: JSON.stringify(json) },
    ];
    const inputs: NonNullable<EntryParts['inputs']> = {
      kind: o.kind,
      project: id,
      customer: { commitment },
    };
    if (o.off?.length) inputs['off'] = [...o.off];
    const { key } = o;
    const answer = { run: runId, revision: 1 };
    if (key !== undefined) remember(builder.addition, runId, key, this.requestOf(o), { answer });
    const command = key ?? null;
    const entry = { kind: 'created' as const, event: 'run.created' as const, inputs, command };
    const next = this.core.loaded(builder.finish(entry, { changes: true, seal: true }), builder);
    return { next, addition: builder.addition, settle: () => runId };
  }

  private requireOptional(step: string): void {
    if (this.core.registry.get(step).spec.optional) return;
    throw new RequestError('step.not-optional', {
      de: `${step} steht im Handbuch und ist nicht abschaltbar.`,
      en: `${step} stands in the manual and cannot be switched off.`,
    });
  }

  /** The instance's own chain exists from the first start on. */
  async ensureInstance(who: Who): Promise<void> {
    if ((await this.core.store.load([INSTANCE])).size > 0) return;
    await this.core.create(INSTANCE, () => {
      const now = this.core.env.now();
      const createdAt = now.toISOString();
      const origin = { kind: INSTANCE, project: INSTANCE, createdAt, customer: null };
      const run = blankRun(INSTANCE, INSTANCE_DEFINITION, emptyState(origin));
      const builder = new TurnBuilder(this.core.env, run, who);
      builder.addition.projects = [{ id: INSTANCE, customer: '', createdAt }];
      const { hash } = INSTANCE_DEFINITION;
      builder.addition.definitions = [{ hash, name: INSTANCE, version: '1', body: '{}' }];
      const next = builder.finish(
        { kind: 'created', event: 'instance.created' },
        { changes: true, seal: true },
      );
      return {
        next: this.core.loaded(next, builder),
        addition: builder.addition,
        settle: () => INSTANCE,
      };
    });
  }

  /** A refusal that belongs to no run goes to the instance's chain. */
  async refuseWithoutRun(error: UmstiegError, who: Who): Promise<void> {
    const parts = { kind: 'refused', event: 'command.refused', code: error.code } as const;
    await recordEntry(this.core, INSTANCE, who, parts);
  }
}

export function emptyState(origin: RunState['origin']): RunState {
  return {
    origin,
    root: '',
    parts: {},
    status: {},
    tasks: {},
    flags: {},
    timers: {},
    inbox: [],
    off: [],
    clock: null,
    paused: false,
    canceled: false,
  };
}

export function blankRun(id: string, definition: CompiledDefinition, state: RunState): LoadedRun {
  const head = emptyHead(id);
  const { kind, project: projectId, createdAt } = state.origin;
  return {
    state,
    definition,
    stored: {
      people: new Map(),
      row: {
        id,
        projectId,
        kind,
        status: 'waiting',
        revision: 0,
        definition: definition.hash,
        state: '',
        headSeq: 0,
        headHash: head.hash,
        frontier: JSON.stringify(head.frontier),
        createdAt,
        updatedAt: createdAt,
      },
    },
  };
}

export function shortId(): string {
  return randomUUID().replaceAll('-', '').slice(0, 12);
}
