import { RequestError } from '../core/errors.js';
import { Findings } from '../connect/finding.js';
import { planFindings } from '../connect/simulation/plan-findings.js';
import { simulationJson } from '../connect/simulation/simulation-json.js';
import { simulationOf } from '../connect/simulation/simulation-of-plan.js';
import { simulate, SimulationSums } from '../connect/simulation/simulate.js';
import { argument, option, type Handler } from './call.js';
import { readPlan, readPlanFiles } from './simulation-plan.js';
import { simulationLines } from './simulation-lines.js';

const MOST_RUNS = 1000;
/** In the list at the end of the document; each deletion and reversion stands with its run anyway. */
const FINDINGS_KEPT = 10_000;

/** `connector simulate PLAN.yaml`: what the planned connectors would do to whom. Exit 5 when there are findings. */
export const simulateConnectors: Handler = async (call) => {
  const { screen } = call;
  const path = argument(call, 0);
  const rounds = runsOf(option(call, 'runs'));
  const plan = await readPlan(path);
  const { files, findings: read } = await readPlanFiles(plan, path);
  const simulation = simulationOf(plan, files, rounds);
  const findings = [...read, ...planFindings(plan, files, rounds)];
  const ended = {
    sums: new SimulationSums(),
    findings: new Findings(FINDINGS_KEPT),
    told: new Set<string>(),
  };
  const runs = simulate(simulation);
  if (screen.json) {
    await screen.stream(simulationJson(runs, simulation.assumptions, findings, ended));
  } else {
    const lines = simulationLines(runs, simulation.assumptions, findings, ended, screen);
    await screen.stream(safe(lines, screen.safeLine));
  }
  return findings.length + ended.findings.count > 0 ? 5 : 0;
};

function* safe(lines: Iterable<string>, line: (text: string) => string): Generator<string, void> {
  for (const text of lines) yield line(text);
}

/** @throws RequestError input.invalid */
function runsOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const runs = Number(given);
  if (/^\d+$/.test(given) && runs >= 1 && runs <= MOST_RUNS) return runs;
  throw new RequestError('input.invalid', {
    de: `--runs erwartet eine Zahl von 1 bis ${MOST_RUNS}. Angegeben: „${given}“.`,
    en: `--runs expects a number from 1 to ${MOST_RUNS}. Given: "${given}".`,
  });
}
