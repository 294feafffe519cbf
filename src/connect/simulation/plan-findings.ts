import type { Place, Reason } from '../../core/outcome.js';
import { CONNECTOR_TEXTS, connectorRefusal, MANDATORY } from '../connector-rules.js';
import { finding } from '../finding.js';
import { f2 } from '../fold.js';
import { recognizeHeader } from '../line-files.js';
import type { UserList } from '../user-list.js';
import { creatorsOf } from './initial-users.js';
import type { ConnectorPlan, SimulationPlan } from './plan.js';
import type { PlanFiles } from './simulation-of-plan.js';
import { createsNobody } from './user-source.js';

/**
 * What a plan says that no run can show: connectors that never run, files that do not belong into a text connector
 * (manual line 157) or whose columns the vendor does not name, users of a connector the plan does not have.
 */
export function planFindings(
  plan: SimulationPlan,
  files: PlanFiles,
  rounds = plan.rounds,
): Reason[] {
  const text = plan.connectors.filter(({ type }) => type === 'text');
  const paths = new Set(text.flatMap(({ source }) => source));
  return [
    ...plan.connectors.filter((c) => !runs(c, plan, rounds)).map((c) => neverRuns(c, rounds)),
    ...[...paths].flatMap((path) => textFileFindings(files.get(path))),
    ...strangers(plan, files),
  ];
}

function runs({ name, rounds }: ConnectorPlan, { order }: SimulationPlan, last: number): boolean {
  if (order && !order.includes(name)) return false;
  return typeof rounds === 'string' || rounds.some((round) => round <= last);
}

function neverRuns({ name }: ConnectorPlan, rounds: number): Reason {
  return finding('simulation.never-runs', {
    de: `„${name}“ läuft in ${rounds} Runden kein einziges Mal. Was dieser Konnektor täte, ist nicht gerechnet. Prüfen Sie order, rounds und --runs.`,
    en: `"${name}" does not run once in ${rounds} rounds. What this connector would do is not calculated. Check order, rounds and --runs.`,
  });
}

function textFileFindings(list: UserList | undefined): Reason[] {
  if (!list) return [];
  const place: Place = list.file === undefined ? {} : { file: list.file };
  const refused = connectorRefusal(recognizeHeader(list.header), 'dynamic-lines', list.file);
  if (refused) return [refused];
  if (createsNobody(list)) return [];
  const there = new Set(list.header.map((name) => name.trim().toLowerCase()));
  const known = MANDATORY.join(', ');
  const missing = MANDATORY.filter((column) => !there.has(column.toLowerCase()));
  const recognition = Object.values(list.columns.found).filter(({ name }) => IGNORED.test(name));
  return [
    ...missing.map((column) => {
      const where = { ...place, column };
      return finding('connector.column-missing', CONNECTOR_TEXTS.columnName, where, { known });
    }),
    ...recognition.map(({ name: column }) =>
      finding('connector.column-not-used', CONNECTOR_TEXTS.notUsed, { ...place, column }),
    ),
  ];
}

/** For people to recognize the users of V4 (manual line 233). */
const IGNORED = /^\s*xphoneuc_/i;

/** Connectors that created users and do not stand in the plan. */
function* strangers(plan: SimulationPlan, files: PlanFiles): Generator<Reason, void> {
  const list = plan.users && files.get(plan.users.file);
  if (!list) return;
  const names = new Set(plan.connectors.map(({ name }) => name));
  for (const [creator, row] of creatorsOf(list, plan.users?.createdBy)) {
    if (names.has(creator)) continue;
    const alike = [...names].find((name) => f2(name) === f2(creator));
    const more = { claimed: creator, known: alike ?? [...names].join(', ') };
    const place = {
      ...(list.file === undefined ? {} : { file: list.file }),
      row,
      column: 'createdBy',
    };
    yield finding('simulation.unknown-creator', STRANGER, place, more);
  }
}

const STRANGER = {
  de: 'Dieser Konnektor hat Benutzer angelegt, steht aber nicht im Plan. Seine eigenen Läufe sind nicht gerechnet.',
  en: 'This connector created users, but does not stand in the plan. Its own runs are not calculated.',
};
