import fc from 'fast-check';
import {
  ASSUMPTION_IDS,
  ASSUMPTIONS,
  type Assumptions,
} from '../../../src/connect/model/assumptions.js';
import type { Connector, SourceRow } from '../../../src/connect/model/connector.js';
import type { UserEffect } from '../../../src/connect/model/effect.js';
import { runConnector } from '../../../src/connect/model/run-connector.js';
import {
  EMPTY_STATE,
  withUsers,
  type ConnectUser,
  type LineKind,
  type Telephony,
} from '../../../src/connect/model/state.js';
import { ReferenceModel } from './reference-model.js';
import { rowsSource } from './sources.js';

const RUNS = Number(process.env['FC_RUNS'] ?? 300);

const some = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 4 });
const id = some('S-1', 'S-2', 'S-3', 'S-4', 's-1', 'S-5 ', '');
const account = some('anna', 'bert', 'carl', 'ANNA', '');
const phone = some(
  '',
  '78',
  '79',
  '123456-78',
  '089/12345678',
  '+49(0)89 123456-79',
  '0043 1 99',
  '(+49) 89 123456-80',
  '( 0 )',
  '(0049)( 0 ) 89 81',
  '0',
  'x1',
);
const lineType = some('', '0', '1', '2', '3', 'true', 'ja');
const filled = some('Anna', 'Bert', 'Carl', '');
const person = {
  id,
  account,
  firstname: filled,
  name: filled,
  email: some('', 'a@x', 'b@x'),
  phone,
};

const row = fc.record({
  ...person,
  phone: maybe(phone),
  email: maybe(person.email),
  lineType: maybe(lineType),
  disabled: some(false, false, true),
});
const lineRow = fc.record({ id, lineType });

const assumptions = fc.record(
  Object.fromEntries(ASSUMPTION_IDS.map((name) => [name, some(...ASSUMPTIONS[name].values)])),
) as unknown as fc.Arbitrary<Assumptions>;

const connectorOf = (name: string, type: 'ad' | 'text') =>
  fc.record({
    name: fc.constant(name),
    type: fc.constant(type),
    line: some('on-creation', 'every-run', 'never'),
    createUsers: fc.boolean(),
    deleteUsers: some(true, true, false),
    licenses: some<readonly string[]>([], ['Office']),
    noTrust: some(false, false, true),
    windowsLogin: fc.boolean(),
    dynamicFlag: some(null, null, 1, 2, 3),
  }) as fc.Arbitrary<Connector>;

const parameter = (name: string, country: string) => ({
  name,
  country,
  area: '89',
  trunk: '123456',
});
const telephony: fc.Arbitrary<Telephony | null> = some<Telephony | null>(
  null,
  { gateways: [], dialingParameters: [] },
  { gateways: [{ name: 'A', dialing: ['de'] }], dialingParameters: [parameter('de', '49')] },
  {
    gateways: [{ name: 'A', dialing: ['de', 'at'] }],
    dialingParameters: [parameter('de', '49'), parameter('at', '43')],
  },
  {
    gateways: [
      { name: 'A', dialing: ['de'] },
      { name: 'B', dialing: ['de2'] },
    ],
    dialingParameters: [parameter('de', '49'), parameter('de2', '49')],
  },
  {
    gateways: [
      { name: 'A', dialing: ['de'] },
      { name: 'B', dialing: ['de'] },
    ],
    dialingParameters: [parameter('de', '49')],
  },
);

/** Users there are already: each with an ID and a number of their own, or without. */
const initial = fc
  .uniqueArray(
    fc.record({
      ...person,
      by: some(null, 'ad', 'text'),
      kind: some<LineKind>('none', 'dynamic', 'master-data'),
    }),
    { maxLength: 5, selector: (u) => u.id.trim().toLowerCase() },
  )
  .map((users) =>
    users.map(({ by, kind, ...user }, i) => ({
      ...user,
      createdBy: by,
      line: { kind, number: kind === 'master-data' ? `+4989123456${i}` : '' },
      licenses: [],
      data: null,
    })),
  );

const runs = fc.array(
  fc.oneof(
    fc.record({ name: some('ad', 'text'), rows: fc.array(row, { maxLength: 7 }) }),
    fc.record({ name: fc.constant('lines'), rows: fc.array(lineRow, { maxLength: 4 }) }),
  ),
  { minLength: 1, maxLength: 9 },
);

const BARE = {
  account: undefined,
  firstname: undefined,
  name: undefined,
  email: undefined,
  phone: undefined,
  disabled: false,
};

/** An effect as the reference tells it. */
function tell(effect: UserEffect): string {
  const row = `row ${effect.row ?? ''}`;
  switch (effect.what) {
    case 'created':
      return `${row} created ${effect.line.kind}`;
    case 'changed':
    case 'reverted':
      return `${row} ${effect.what} ${effect.fields.join('+')}`;
    case 'ignored':
    case 'refused':
      return `${row} ${effect.what} ${effect.why}`;
    case 'missed':
      return `user ${effect.user ?? ''} missed ${effect.missed}`;
    case 'deleted':
      return `user ${effect.user ?? ''} deleted`;
    case 'unchanged':
      return '';
  }
}

function picture(u: ConnectUser): object {
  const { key, id, createdBy: by, line, account, firstname, name, email, phone } = u;
  return { key, id, by, line, account, firstname, name, email, phone };
}

const COUNTED = [
  'created',
  'changed',
  'reverted',
  'unchanged',
  'ignored',
  'refused',
  'missed',
  'deleted',
] as const;

describe('the Connect model', () => {
  const plan = fc.record({
    assumptions,
    telephony,
    initial,
    runs,
    ad: connectorOf('ad', 'ad'),
    text: connectorOf('text', 'text'),
    lines: connectorOf('lines', 'text'),
  });

  it('does in every run what a slow model does that reads its whole history each time', () => {
    fc.assert(
      fc.property(plan, ({ initial, runs, telephony, assumptions, ...connectors }) => {
        let state = withUsers({ ...EMPTY_STATE, telephony }, initial);
        const reference = new ReferenceModel(state, telephony, assumptions);
        for (const { name, rows } of runs) {
          const connector = connectors[name as 'ad' | 'text' | 'lines'];
          const full = rows.map((r, i): SourceRow => ({ ...BARE, ...r, row: i + 2 }));
          const lineOnly = name === 'lines';
          const result = runConnector(state, connector, rowsSource(full, lineOnly), assumptions);
          const expected = reference.run(connector, full, lineOnly);
          ({ state } = result);
          const told = result.effects.map(tell).filter((t) => t !== '');
          expect([...told].sort()).toEqual([...expected.told].sort());
          const { totals } = result;
          for (const what of [...COUNTED, 'before', 'after', 'found'] as const) {
            expect([what, totals[what]]).toEqual([what, expected.counts[what] ?? 0]);
          }
          expect(state.users.map(picture)).toEqual(
            reference.alive().map((u) => reference.picture(u)),
          );
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('closes its sums and leaves the state it was given as it was', () => {
    fc.assert(
      fc.property(plan, ({ initial, runs, telephony, assumptions, ...connectors }) => {
        let state = withUsers({ ...EMPTY_STATE, telephony }, initial);
        for (const { name, rows } of runs) {
          const given = JSON.stringify(state);
          const connector = connectors[name as 'ad' | 'text' | 'lines'];
          const full = rows.map((r, i): SourceRow => ({ ...BARE, ...r, row: i + 2 }));
          const result = runConnector(
            state,
            connector,
            rowsSource(full, name === 'lines'),
            assumptions,
          );
          const t = result.totals;
          const rowsOf = t.created + t.changed + t.reverted + t.unchanged + t.ignored + t.refused;
          expect(rowsOf).toBe(t.rows);
          expect(t.found + t.missed + t.deleted + t.untouched).toBe(t.before);
          expect(t.after).toBe(t.before + t.created - t.deleted);
          expect(result.state.users).toHaveLength(t.after);
          expect(JSON.stringify(state)).toBe(given);
          expect(JSON.parse(JSON.stringify(result.state))).toEqual(result.state);
          ({ state } = result);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
