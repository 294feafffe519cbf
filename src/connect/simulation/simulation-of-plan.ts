import { headerShown } from '../columns.js';
import { ASSUMPTION_IDS, DEFAULT_ASSUMPTIONS, type Assumptions } from '../model/assumptions.js';
import { PLAIN_CONNECTOR, type Connector, type ConnectorSource } from '../model/connector.js';
import { EMPTY_STATE, withUsers } from '../model/state.js';
import { finding, Unreadable } from '../finding.js';
import type { UserList } from '../user-list.js';
import { initialUsers } from './initial-users.js';
import type { ConnectorPlan, SimulationPlan } from './plan.js';
import type { PlannedConnector, Simulation } from './simulate.js';
import { sourceOf } from './user-source.js';

/** The files a plan names, read: each path once, an empty path stands for the sample. */
export type PlanFiles = ReadonlyMap<string, UserList>;

/** Every file of a plan, each once; the empty path where a connector would read the sample. */
export function pathsOf(plan: SimulationPlan): string[] {
  const own = plan.connectors.flatMap((c) => c.source);
  return [...new Set([...own, ...(plan.users ? [plan.users.file] : [])])];
}

/**
 * A plan with its files as a simulation. `rounds` replaces the plan's own number.
 * @throws Unreadable for a column the plan names and a file lacks, and for a user's state that is not understood
 */
export function simulationOf(
  plan: SimulationPlan,
  files: PlanFiles,
  rounds = plan.rounds,
): Simulation {
  const users = plan.users && files.get(plan.users.file);
  const telephony = plan.gateways
    ? { gateways: plan.gateways, dialingParameters: plan.dialingParameters }
    : null;
  const licensesOf = new Map(plan.connectors.map((c) => [c.name, c.licenses]));
  const empty = { ...EMPTY_STATE, licenses: plan.licenses, telephony };
  return {
    start: users ? withUsers(empty, initialUsers(users, plan.users?.createdBy, licensesOf)) : empty,
    connectors: plan.connectors.map((connector) => planned(connector, files)),
    order: plan.order ?? plan.connectors.map((c) => c.name),
    rounds,
    assumptions: assumptionsOf(plan),
  };
}

/** The defaults with what the plan decides otherwise. */
export function assumptionsOf(plan: SimulationPlan): Assumptions {
  const decided = ASSUMPTION_IDS.flatMap((id) => {
    const value = (plan.assumptions as Readonly<Partial<Record<string, string>>>)[id];
    return value === undefined ? [] : [[id, value] as const];
  });
  return { ...DEFAULT_ASSUMPTIONS, ...Object.fromEntries(decided) };
}

function planned(plan: ConnectorPlan, files: PlanFiles): PlannedConnector {
  const named = plan.type === 'ad' ? plan.lineTypeAttribute : plan.lineTypeColumn;
  const lineType = named ?? (plan.type === 'text' ? 'LineTypeDynamic' : undefined);
  const [first = '', ...more] = [plan.source].flat();
  const read = (path: string): ConnectorSource => {
    const list = files.get(path);
    if (list && named !== undefined) requireColumn(list, named);
    return list ? sourceOf(list, lineType, path.trim() === '') : NOTHING;
  };
  return {
    connector: connectorOf(plan),
    sources: [read(first), ...more.map(read)],
    rounds: plan.rounds,
  };
}

/** A column the plan names by itself must be there: without it nobody would get the line that is planned. */
function requireColumn({ file, header }: UserList, column: string): void {
  if (header.some((name) => name.toLowerCase() === column.toLowerCase())) return;
  const place = { ...(file === undefined ? {} : { file }), column };
  throw new Unreadable(
    finding('column.missing', NO_COLUMN, place, { claimed: headerShown(header) }),
  );
}

const NO_COLUMN = {
  de: 'Der Plan nennt diese Spalte für den Leitungstyp. In der Datei gibt es sie nicht.',
  en: 'The plan names this column for the line type. The file does not have it.',
};

function connectorOf(plan: ConnectorPlan): Connector {
  const { name, type, line, createUsers, deleteUsers, licenses } = plan;
  const own = { ...PLAIN_CONNECTOR, name, type, line, createUsers, deleteUsers, licenses };
  if (plan.type === 'text') return own;
  const { domain, windowsLogin, dynamicFlag = null } = plan;
  return { ...own, noTrust: domain === 'no-trust', windowsLogin, dynamicFlag };
}

/** The sample, where the plan has none: whom it would create is not known. */
const NOTHING: ConnectorSource = {
  lineOnly: false,
  sample: true,
  size: 0,
  id: () => '',
  at: () => {
    throw new RangeError('an empty source has no row');
  },
};
