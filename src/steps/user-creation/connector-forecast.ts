import type { Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { Findings, Unreadable } from '../../connect/finding.js';
import type { SimulationPlan } from '../../connect/simulation/plan.js';
import { findingsOf, isLoss } from '../../connect/simulation/simulation-findings.js';
import { assumptionsUsed, rulesActed } from '../../connect/simulation/simulation-json.js';
import { simulationOf } from '../../connect/simulation/simulation-of-plan.js';
import { MODEL_NOTE } from '../../connect/simulation/simulation-words.js';
import { simulate, SimulationSums } from '../../connect/simulation/simulate.js';
import type { PlannedLists } from './connector-plan.js';

/** Losses and other findings kept in the report, each. */
const KEPT = 10_000;

export interface Forecast {
  readonly sums: SimulationSums;
  /** Deletions and undone dynamic lines, by name. */
  readonly losses: readonly Reason[];
  readonly notes: readonly Reason[];
  /** JSON: sums of each run, losses, findings, rules that acted, assumptions. */
  readonly report: string;
}

/**
 * Plays the plan on the Connect model. Between two runs it notices that the attempt was canceled. A reason when the list of
 * existing users says something that is not understood.
 */
export async function forecast(
  plan: SimulationPlan,
  { lists }: PlannedLists,
  context: StepContext,
): Promise<Forecast | Reason> {
  const simulation = readable(() => simulationOf(plan, new Map(lists)));
  if ('code' in simulation) return simulation;
  const sums = new SimulationSums();
  const losses = new Findings(KEPT);
  const notes = new Findings(KEPT);
  const told = new Set<string>();
  const runs: object[] = [];
  for (const run of simulate(simulation)) {
    context.signal.throwIfAborted();
    sums.add(run);
    for (const found of findingsOf(run, told)) (isLoss(found) ? losses : notes).add(found);
    runs.push({ run: run.run, round: run.round, connector: run.connector, totals: run.totals });
    context.progress(run.round, simulation.rounds, 'rounds');
    await Promise.resolve();
  }
  const report = {
    model: MODEL_NOTE,
    runs,
    totals: sums.totals,
    losses: losses.all(),
    findings: notes.all(),
    rules: rulesActed(sums.acted),
    assumptions: assumptionsUsed(simulation.assumptions, sums.acted),
  };
  const own = { losses: losses.all(), notes: [assumed(), ...notes.all()] };
  return { sums, ...own, report: JSON.stringify(report, null, 1) };
}

function readable<T>(make: () => T): T | Reason {
  try {
    return make();
  } catch (error) {
    if (error instanceof Unreadable) return error.reason;
    throw error;
  }
}

function assumed(): Reason {
  return { code: 'forecast.model', text: MODEL_NOTE };
}
