import 'reflect-metadata';
import type { StepSpec } from '../../src/core/step.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { compileDefinition, type CompiledDefinition } from '../../src/engine/compile-definition.js';
import { Drain, type Drained } from '../../src/engine/drain.js';
import { specsOf, type Sequence } from '../../src/engine/sequence.js';
import type { StepTraits } from '../../src/engine/step-traits.js';
import type { RunFlags, RunState } from '../../src/engine/run-state.js';

/** A sequence as walks go over it: its machines and what its steps say of themselves. */
export interface Ground {
  readonly definition: CompiledDefinition;
  readonly specs: ReadonlyMap<string, StepSpec>;
  readonly traitsOf: (step: string) => StepTraits | undefined;
}

export function groundOf(sequence: Sequence): Ground {
  const specs = specsOf(sequence);
  const traits = new Map<string, StepTraits>(
    [...specs].map(([id, { kind, form, reads = [] }]) => [
      id,
      { kind, hasForm: form !== undefined, reads },
    ]),
  );
  return {
    definition: compileDefinition(sequence.definition),
    specs,
    traitsOf: (step) => traits.get(step),
  };
}

/** The documented sequence with the real steps' traits: forms, reads, kinds. */
export const DOCUMENTED_GROUND = groundOf(DOCUMENTED);
export const { definition, specs, traitsOf } = DOCUMENTED_GROUND;
export const START = new Date('2026-03-02T08:00:00.000Z');

export type Scenario = Readonly<Record<string, RunFlags>>;

/** Flags the steps would raise for a project with everything in scope and users from Active Directory. */
export const EVERYTHING: Scenario = {
  'R-101': { product: 'uc-v4', applicable: true },
  'R-102': { newHardware: true, virtual: true },
  'R-103': { exportAllowed: true },
  'R-104': { dynamicLinesCsv: true },
  'R-105': { macSwap: 'none', licenseSwap: false, fullLicenses: true, unclear: false },
  'R-106': { systemSettings: true, voicemail: true, dynamicLines: true },
  'R-107': { acknowledged: true },
  'R-108': { ad: true, text: false, manual: false, adLater: false, first: 'ad' },
  'R-207': { finished: true },
  'R-702': { ad: true, text: false, manual: false },
  'R-707': { matched: true, conflicts: false },
  'R-901': { needed: true },
};

export const SCENARIOS: readonly Scenario[] = [
  EVERYTHING,
  {
    ...EVERYTHING,
    'R-102': { newHardware: true, virtual: false },
    'R-108': { ad: false, text: true, manual: false, adLater: true, first: 'text' },
    'R-702': { ad: false, text: true, manual: false },
  },
  {
    ...EVERYTHING,
    'R-104': { dynamicLinesCsv: false },
    'R-106': { systemSettings: true, voicemail: false, dynamicLines: true },
    'R-108': { ad: false, text: false, manual: true, adLater: false, first: 'manual' },
    'R-702': { ad: false, text: false, manual: true },
  },
  {
    ...EVERYTHING,
    'R-105': { macSwap: 'started', licenseSwap: false, fullLicenses: true, unclear: false },
    'R-106': { systemSettings: true, voicemail: true, dynamicLines: false },
    'R-108': { ad: true, text: true, manual: false, adLater: false, first: 'ad' },
    'R-702': { ad: true, text: true, manual: false },
  },
];

/** A whole run in memory: the engine's pure decisions without store, people or evidence. */
export class WholeRun {
  state: RunState;
  now = START;
  private results = 0;

  constructor(
    readonly scenario: Scenario,
    state?: RunState,
    readonly ground = DOCUMENTED_GROUND,
  ) {
    this.state = state ?? Drain.begin(ground.definition, EMPTY, ground.traitsOf, START).state;
  }

  drain(): Drain {
    return new Drain(this.ground.definition, this.state, this.ground.traitsOf, this.now);
  }
  take(drained: Drained): Drained {
    this.state = drained.state;
    return drained;
  }

  /** Steps a person or the engine could finish now. */
  open(): string[] {
    const { status } = this.state;
    return this.ground.definition.steps.filter((s) =>
      ['ready', 'rejected', 'failed', 'in-progress', 'verifying'].includes(status[s] ?? ''),
    );
  }
  waiting(): string[] {
    return this.ground.definition.steps.filter((s) => this.state.status[s] === 'waiting-approval');
  }

  /** Hands a claim in (automatic steps run already) and lets its check come out this way. */
  outcome(step: string, verdict: string, result?: string, flags = this.scenario[step] ?? {}): void {
    if (!['in-progress', 'verifying'].includes(this.state.status[step] ?? '')) {
      const type = this.ground.traitsOf(step)?.kind === 'step' ? 'start' : 'submit';
      this.take(this.drain().task(step, { type, doer: 'doer' }).run());
    }
    const gated = verdict === 'consistent' && this.ground.definition.approvedAfter.has(step);
    const type = gated ? 'needs-approval' : verdict;
    const digest = result ?? `result ${step} ${String(this.results++)}`;
    this.take(
      this.drain()
        .task(step, { type, result: digest, flags, reasons: ['test'] })
        .run(),
    );
  }

  decide(step: string, yes: boolean): void {
    const pending = this.state.tasks[step]?.pending;
    if (!pending) return;
    const act = pending.kind === 'result' || pending.kind === 'act';
    const denial = act
      ? `deny.${pending.kind}`
      : ['locked', 'outdated', 'done'].includes(pending.from)
        ? `deny.${pending.from}`
        : 'deny.waive';
    const type = yes ? `grant.${pending.kind}` : denial;
    this.take(this.drain().task(step, { type, approver: 'approver' }).run());
  }

  timers(): void {
    const due = Object.values(this.state.timers);
    this.now = new Date(this.now.getTime() + 10 * 86_400_000);
    this.state = { ...this.state, timers: {} };
    const drain = this.drain();
    for (const t of due) drain.part(t.part, t.event);
    this.take(drain.run());
  }

  /** One step of the plain way to the end; false when nothing is left to do. */
  advance(): boolean {
    const [waiting] = this.waiting();
    const [open] = this.open();
    if (waiting !== undefined) this.decide(waiting, true);
    else if (open !== undefined) this.outcome(open, 'consistent');
    else if (Object.keys(this.state.timers).length > 0) this.timers();
    else return false;
    return true;
  }
}

const EMPTY: RunState = {
  root: '',
  parts: {},
  status: {},
  tasks: {},
  flags: {},
  timers: {},
  inbox: [],
  off: [],
  clock: START.toISOString(),
  origin: { kind: 'drill', project: 'p', createdAt: '', customer: null },
  paused: false,
  canceled: false,
};
