import { shownJson } from '../../core/shown-text.js';
import type { Reason } from '../../core/outcome.js';
import { ASSUMPTION_IDS, ASSUMPTIONS, type Assumptions } from '../model/assumptions.js';
import type { ActedJson } from '../model/acted.js';
import { VENDOR_RULES, type RuleId } from '../model/vendor-rules.js';
import type { Findings } from '../finding.js';
import { findingsOf } from './simulation-findings.js';
import type { SimulationSums, SimulatedRun } from './simulate.js';
import { MODEL_NOTE } from './simulation-words.js';

/** The rules that acted, each with its source and what that is worth. */
export function rulesActed({ rules }: ActedJson) {
  return Object.entries(rules).map(([id, times]) => ({ id, times, ...VENDOR_RULES[id as RuleId] }));
}

/** Every assumption with the value it has and how often it was decisive. */
export function assumptionsUsed(values: Assumptions, { assumptions }: ActedJson) {
  return ASSUMPTION_IDS.map((id) => {
    const { question, values: possible, default: usual } = ASSUMPTIONS[id];
    const value: string = values[id];
    return { id, value, default: usual, possible, used: assumptions[id] ?? 0, question };
  });
}

export interface Simulated {
  readonly sums: SimulationSums;
  readonly findings: Findings;
  /** What was told already (findingsOf). */
  readonly told: Set<string>;
}

/**
 * A simulation as one JSON document in pieces, run by run, so that long ones need no second copy. `ended` has sums and
 * findings once the last piece was taken.
 */
export function* simulationJson(
  runs: Iterable<SimulatedRun>,
  assumptions: Assumptions,
  more: readonly Reason[],
  ended: Simulated,
): Generator<string, void> {
  yield `{\n"model": ${shownJson(MODEL_NOTE)},\n"runs": [`;
  for (const run of runs) {
    yield ended.sums.runs === 0 ? '\n' : ',\n';
    ended.sums.add(run);
    for (const found of findingsOf(run, ended.told)) ended.findings.add(found);
    const { round, connector, totals, licenses, acted } = run;
    const head = { run: run.run, round, connector: connector.name, totals, licenses, acted };
    yield `${shownJson(head).slice(0, -1)},"effects":[`;
    yield* effectLines(run);
    yield ']}';
  }
  const { sums, findings } = ended;
  const { totals, acted, deleted, reverted, again } = sums;
  const tail = {
    totals,
    losses: { deleted, reverted, again },
    rules: rulesActed(acted),
    assumptions: assumptionsUsed(assumptions, acted),
    findings: [...more, ...findings.all()],
  };
  yield `],\n${shownJson(tail, 1).slice(1)}`;
}

/** Effects, one a line, in pieces that are worth a write. */
function* effectLines({ effects, again }: SimulatedRun): Generator<string, void> {
  for (let start = 0; start < effects.length; start += PIECE) {
    const lines = effects.slice(start, start + PIECE).map((effect) => {
      const returned = effect.user !== null && effect.what === 'created' && again.has(effect.user);
      return shownJson(returned ? { ...effect, again: true } : effect);
    });
    yield `${start === 0 ? '\n' : ',\n'}${lines.join(',\n')}`;
  }
}
const PIECE = 256;
