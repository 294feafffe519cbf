import { createHmac, generateKeyPairSync } from 'node:crypto';
import type { DiscoveryService } from '@nestjs/core';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import type { Outcome } from '../../src/core/outcome.js';
import { Ask } from '../../src/engine/ask.js';
import type { RunCommand } from '../../src/engine/commands.js';
import { compileDefinition, type CompiledDefinition } from '../../src/engine/compile-definition.js';
import {
  attemptFailed,
  isCurrent,
  outcomeArrived,
  takeOver,
  type Speaker,
} from '../../src/engine/decide-attempts.js';
import { decide } from '../../src/engine/decide.js';
import { detailsOf, type RunState } from '../../src/engine/run-state.js';
import { StepRegistry } from '../../src/engine/step-registry.js';
import { TurnBuilder, type EntryParts, type LoadedRun } from '../../src/engine/turn-builder.js';
import { emptyHead } from '../../src/audit/entry.js';
import { ALL_STEPS } from '../../src/steps/index.js';
import type { InstanceKeys } from '../../src/persistence/key.store.js';
import type { EarlierState } from '../../src/persistence/write-batch.js';
import { changedDefinition } from '../recorded/changed-definition.js';
import { PEOPLE } from './people-names.js';
import { definition, START, WholeRun, type Scenario } from './whole-run.js';

export const NAMED = 1;

const next = { ...definition.json, version: '1.0.1' };
/** The definition of the code, the same under another version, and one with another name for a state. */
export const DEFINITIONS: readonly CompiledDefinition[] = [
  definition,
  compileDefinition(next),
  compileDefinition(
    changedDefinition(next, {
      version: '1.1.0',
      part: 'voicemail-import',
      rename: [Object.keys(next.parts['voicemail-import']?.states ?? {})[3] ?? '', 'renamed'],
    }),
  ),
];

const registry = new StepRegistry(
  {
    getProviders: () =>
      ALL_STEPS.map((type) => ({
        metatype: type,
        instance: Object.create(type.prototype as object) as unknown,
      })),
  } as unknown as DiscoveryService,
  DOCUMENTED,
);
registry.onModuleInit();
export { registry };

const pair = generateKeyPairSync('ed25519');
const keys: InstanceKeys = {
  ...{ instanceId: '00', ...pair, publicPem: '' },
  hmac: (value) => createHmac('sha256', 'walk').update(value).digest('hex'),
  ...{ statements: [], isStale: () => false },
  ...{ refresh: () => Promise.resolve(), rotate: () => Promise.resolve() },
};
const env = { keys, owner: 'walk', leaseMs: 1, now: () => START };

/** A run in memory that several people act on: the engine's own decisions, the store as two tables. */
export class PeopleRun {
  run: LoadedRun;
  /** Attempts and timers as the store would hold them. */
  readonly attempts: Map<string, { step: string; status: string }>;
  readonly timers: Map<string, string>;
  /** Who handed in the last claim of a step, and who asked for the decision that waits. */
  readonly doer: Map<string, number>;
  readonly asked: Map<string, number>;
  private earlier: { state: EarlierState; from: CompiledDefinition } | undefined;
  private results = 0;

  constructor(from?: PeopleRun) {
    this.attempts = new Map(from?.attempts);
    this.timers = new Map(from?.timers);
    this.doer = new Map(from?.doer);
    this.asked = new Map(from?.asked);
    this.run = from?.run ?? fresh();
    if (from) return;
    const running = Object.keys(this.state.status).filter((s) => this.isRunning(s));
    this.turn(0, (builder) => {
      for (const step of running) builder.startAttempt(step);
      return { kind: 'created', event: 'run.created' };
    });
  }

  get state(): RunState {
    return this.run.state;
  }
  isRunning(step: string): boolean {
    return ['in-progress', 'verifying'].includes(this.state.status[step] ?? '');
  }
  having(...statuses: readonly string[]): string[] {
    return definition.steps.filter((s) => statuses.includes(this.state.status[s] ?? 'locked'));
  }

  /** @throws RequestError the refusal; nothing has changed then */
  ask(person: number, command: RunCommand, spelling = 0): EntryParts {
    const names = PEOPLE[person] ?? PEOPLE[0];
    const name = names[spelling % names.length] ?? names[0];
    return this.turn(
      person,
      (builder) => {
        const parts = decide(
          new Ask(this.run, registry, builder, name, builder.person(name)),
          command,
        );
        return { ...parts, command: 'key' };
      },
      name,
    );
  }

  submit(person: number, step: string, spelling = 0): void {
    const evidence = [{ digest: '0'.repeat(64), size: 1, name: 'n' }];
    const claim = { input: {}, fields: [] };
    this.ask(person, { do: 'submit', step, claim, evidence }, spelling);
    this.doer.set(step, person);
  }

  migrate(person: number, to: CompiledDefinition): void {
    const from = this.run.definition;
    const mapping = { name: to.json.name, from: from.json.version, to: to.json.version };
    this.ask(person, {
      ...{ do: 'migrate', reason: 'r', to, mapping },
      ...{ busy: new Set(), facts: new Map(), seen: this.run.stored.row.headSeq },
    });
    const state = this.lastEarlier;
    if (state) this.earlier = { state, from };
  }
  private lastEarlier: EarlierState | undefined;

  /** @throws RequestError when work went on since */
  undo(person: number): void {
    if (!this.earlier) return;
    const { state: earlier, from } = this.earlier;
    const seen = this.run.stored.row.headSeq;
    this.ask(person, { do: 'undo-migration', reason: 'r', earlier, from, busy: new Set(), seen });
  }

  /** What a running attempt says. False when the run does not wait for it. */
  speak(step: string, what: Outcome | 'fail' | 'retry' | 'crash'): boolean {
    const id = detailsOf(this.state, step).attempt?.id ?? '';
    if (!isCurrent(this.run, step, id)) return false;
    this.turn(undefined, (builder) => {
      const speaker: Speaker = { run: this.run, registry, builder, attemptId: id, step };
      if (what === 'crash') return takeOver(speaker);
      if (typeof what === 'object') return outcomeArrived(speaker, what, []);
      const error = { code: 'step.failed', text: { de: '', en: '' } } as never;
      return attemptFailed(speaker, error, what === 'retry' ? 1 : undefined);
    });
    return true;
  }

  outcome(step: string, verdict: Outcome['verdict'], scenario: Scenario, same = false): boolean {
    return this.speak(step, {
      ...{ verdict, reasons: [], flags: scenario[step] ?? {} },
      facts: { of: step, n: same ? 0 : ++this.results },
      ...(step === 'R-110' ? { approvers: [PEOPLE[NAMED][1]] } : {}),
    });
  }

  private turn(
    person: number | undefined,
    act: (builder: TurnBuilder) => EntryParts,
    name = PEOPLE[person ?? 0]?.[0] ?? '',
  ): EntryParts {
    const via = person === undefined ? 'engine' : 'cli';
    const who = { name, authenticated: false, via, host: 'h', osUser: 'u' } as const;
    const builder = new TurnBuilder(env, this.run, who);
    const parts = act(builder);
    const stored = builder.finish(parts, { changes: true });
    this.run = { stored, state: builder.current, definition: builder.definition };
    for (const { id, step, status } of builder.addition.attempts)
      this.attempts.set(id, { step, status });
    for (const { name: timer, dueAt } of builder.addition.timers) {
      if (dueAt === null) this.timers.delete(timer);
      else this.timers.set(timer, dueAt);
    }
    this.lastEarlier = builder.addition.earlierStates?.[0];
    return parts;
  }
}

function fresh(): LoadedRun {
  const { state } = new WholeRun({});
  const head = emptyHead('walk');
  const row = {
    ...{ id: 'walk', projectId: 'p', kind: 'drill', status: 'waiting', revision: 0 },
    ...{ definition: definition.hash, state: '', headSeq: 0, headHash: head.hash },
    ...{ frontier: JSON.stringify(head.frontier), createdAt: '', updatedAt: '' },
  };
  return { stored: { row, people: new Map() }, state, definition };
}
