import type { ActedJson } from '../../../src/connect/model/acted.js';
import { DEFAULT_ASSUMPTIONS, type Assumptions } from '../../../src/connect/model/assumptions.js';
import {
  PLAIN_CONNECTOR,
  type Connector,
  type SourceRow,
} from '../../../src/connect/model/connector.js';
import type { RunResult, UserEffect } from '../../../src/connect/model/effect.js';
import { runConnector } from '../../../src/connect/model/run-connector.js';
import { EMPTY_STATE, withUsers, type ConnectState } from '../../../src/connect/model/state.js';
import type { RuleId } from '../../../src/connect/model/vendor-rules.js';
import { rowOf, rowsSource } from './sources.js';

/** Connectors, sources and runs from which the tests of the rules are put together. */
export const AD: Connector = { ...PLAIN_CONNECTOR, name: 'ad', type: 'ad' };
export const TEXT: Connector = { ...PLAIN_CONNECTOR, name: 'lines', type: 'text' };
export const EVERY: Connector = { ...AD, line: 'every-run' };
export const hand = (id: string, account: string): ConnectState =>
  withUsers(EMPTY_STATE, [
    {
      ...{ id, account, firstname: 'H', name: 'Hand', email: 'h@x', phone: '' },
      ...{ line: { kind: 'none', number: '' }, licenses: [], data: null },
    },
  ]);
export const lineRow = (id: string, lineType: string): SourceRow => ({
  ...rowOf(2, id),
  ...{ account: undefined, firstname: undefined, name: undefined, email: undefined, lineType },
});

export interface Run {
  readonly connector: Connector;
  readonly rows: readonly SourceRow[];
  readonly lineOnly?: boolean;
  readonly sample?: boolean;
}

/** Runs one after the other; the results of all of them. */
export function play(
  runs: readonly Run[],
  o: Partial<Assumptions> = {},
  state = EMPTY_STATE,
): RunResult[] {
  let now = state;
  return runs.map(({ connector, rows, lineOnly = false, sample }) => {
    const source = { ...rowsSource(rows, lineOnly), ...(sample ? { sample } : {}) };
    const result = runConnector(now, connector, source, { ...DEFAULT_ASSUMPTIONS, ...o });
    now = result.state;
    return result;
  });
}
export const effects = (results: readonly RunResult[]): readonly UserEffect[] =>
  results.at(-1)?.effects ?? [];
export const lines = (results: readonly RunResult[]) =>
  results.at(-1)?.state.users.map((u) => u.line.kind);
export const rules = (results: readonly { readonly acted: ActedJson }[]) =>
  results.flatMap(({ acted }) => Object.keys(acted.rules)) as RuleId[];

export const two = [rowOf(2, 'S-1', { phone: '+49891' }), rowOf(3, 'S-2', { phone: '+49892' })];
export const [first, second] = two as [SourceRow, SourceRow];
export const create: Run = { connector: AD, rows: two };
export const dynamic: Run = { connector: TEXT, rows: [lineRow('S-1', '3')], lineOnly: true };
