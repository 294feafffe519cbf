import { f2 } from '../fold.js';
import type { ActedJson } from '../model/acted.js';
import type { Assumptions } from '../model/assumptions.js';
import type { Connector, ConnectorSource } from '../model/connector.js';
import type { RunResult, UserEffect } from '../model/effect.js';
import { runConnector } from '../model/run-connector.js';
import type { ConnectState } from '../model/state.js';

export interface PlannedConnector {
  readonly connector: Connector;
  /** What it reads in its first, second, … run; the last one stays. */
  readonly sources: readonly [ConnectorSource, ...ConnectorSource[]];
  readonly rounds: 'every' | 'once' | readonly number[];
}

export interface Simulation {
  readonly start: ConnectState;
  readonly connectors: readonly PlannedConnector[];
  /** Names of connectors in the order of one round. */
  readonly order: readonly string[];
  readonly rounds: number;
  readonly assumptions: Assumptions;
}

/** One run of one connector. Effects are not kept: whoever needs them reads them before asking for the next run. */
export interface SimulatedRun extends RunResult {
  /** 1-based. */
  readonly run: number;
  readonly round: number;
  readonly connector: Connector;
  readonly lineOnly: boolean;
  readonly sample: boolean;
  /** Keys of users created whom an earlier run had deleted: they come back without their messages. */
  readonly again: ReadonlySet<number>;
}

/** Plays the planned connectors round by round. Memory holds one state and the effects of one run. */
export function* simulate(simulation: Simulation): Generator<SimulatedRun, void> {
  const { connectors, order, rounds, assumptions } = simulation;
  const deleted = new Set<string>();
  const runsSoFar = new Map<string, number>();
  let state = simulation.start;
  let run = 0;
  for (let round = 1; round <= rounds; round++) {
    for (const name of order) {
      const planned = connectors.find((c) => c.connector.name === name);
      const before = runsSoFar.get(name) ?? 0;
      if (!planned || !isDue(planned, round, before)) continue;
      runsSoFar.set(name, before + 1);
      const source = planned.sources[Math.min(before, planned.sources.length - 1)];
      if (!source) continue;
      const result = runConnector(state, planned.connector, source, assumptions);
      ({ state } = result);
      const again = returned(result.effects, deleted);
      const { connector } = planned;
      const { lineOnly, sample = false } = source;
      yield { ...result, run: ++run, round, connector, lineOnly, sample, again };
    }
  }
}

/** Whether a connector runs in this round; `before`: how often it has run. */
export function isDue({ rounds }: PlannedConnector, round: number, before: number): boolean {
  if (rounds === 'every') return true;
  return rounds === 'once' ? before === 0 : rounds.includes(round);
}

/** Keys of users who come back; notes who is deleted. */
function returned(effects: readonly UserEffect[], deleted: Set<string>): Set<number> {
  const again = new Set<number>();
  for (const { what, id, user } of effects) {
    if (what === 'deleted') deleted.add(f2(id));
    else if (what === 'created' && user !== null && deleted.has(f2(id))) again.add(user);
  }
  return again;
}

/** What all runs together did. */
export class SimulationSums {
  runs = 0;
  deleted = 0;
  reverted = 0;
  again = 0;
  private readonly counts = new Map<string, number>();
  private readonly rules = new Map<string, number>();
  private readonly assumptions = new Map<string, number>();

  add({ totals, acted, again }: SimulatedRun): void {
    this.runs++;
    this.deleted += totals.deleted;
    this.reverted += totals.reverted;
    this.again += again.size;
    for (const column of SUMMED) {
      this.counts.set(column, (this.counts.get(column) ?? 0) + totals[column]);
    }
    addAll(this.rules, acted.rules);
    addAll(this.assumptions, acted.assumptions);
  }

  /** A deletion or an undone dynamic line: what must not happen unseen. */
  get losses(): number {
    return this.deleted + this.reverted;
  }

  get totals(): Readonly<Record<SummedColumn, number>> {
    return Object.fromEntries(SUMMED.map((c) => [c, this.counts.get(c) ?? 0])) as never;
  }

  get acted(): ActedJson {
    return {
      rules: Object.fromEntries(this.rules),
      assumptions: Object.fromEntries(this.assumptions),
    };
  }
}

/** What several runs did together. */
export function addActed(all: readonly ActedJson[]): ActedJson {
  const rules = new Map<string, number>();
  const assumptions = new Map<string, number>();
  for (const acted of all) {
    addAll(rules, acted.rules);
    addAll(assumptions, acted.assumptions);
  }
  return { rules: Object.fromEntries(rules), assumptions: Object.fromEntries(assumptions) };
}

/** Columns that can be added over several runs. */
export const SUMMED = [
  ...(['rows', 'created', 'changed', 'reverted', 'unchanged', 'ignored', 'refused'] as const),
  ...(['missed', 'deleted'] as const),
];
export type SummedColumn = (typeof SUMMED)[number];

function addAll(sums: Map<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [id, count] of Object.entries(counts)) sums.set(id, (sums.get(id) ?? 0) + count);
}
