import { COMPARISONS } from '../../../src/connect/prediction.js';
import { importSettings } from '../../../src/connect/model/import-settings.js';
import { importUserData } from '../../../src/connect/model/import-user-data.js';
import {
  EMPTY_STATE,
  withSettingByHand,
  withUsers,
  type UserData,
} from '../../../src/connect/model/state.js';

const EXPORTED = {
  Wahlparameter: {
    value: 'w1',
    telephony: { dialingParameters: [{ name: 'de', country: '49', area: '89', trunk: '' }] },
  },
  'PBX: Festnetz': { value: 'p1', telephony: { gateways: [{ name: 'PBX', dialing: ['de'] }] } },
  MWI: { value: 'm1' },
};

describe('the import of system settings', () => {
  it('takes the ticked groups only, and with them gateways and dialing parameters', () => {
    const { state, groups, acted } = importSettings(EMPTY_STATE, EXPORTED, [
      'Wahlparameter',
      'SMS',
    ]);
    expect(groups).toEqual([
      { group: 'Wahlparameter', what: 'imported' },
      { group: 'PBX: Festnetz', what: 'not-selected' },
      { group: 'MWI', what: 'not-selected' },
      { group: 'SMS', what: 'not-exported' },
    ]);
    expect(Object.keys(state.settings)).toEqual(['Wahlparameter']);
    expect(state.telephony).toMatchObject({ gateways: [], dialingParameters: [{ name: 'de' }] });
    expect(acted.rules).toHaveProperty(['settings.selection']);
    const both = importSettings(state, EXPORTED, ['PBX: Festnetz']).state.telephony;
    expect(both).toMatchObject({
      gateways: [{ name: 'PBX' }],
      dialingParameters: [{ name: 'de' }],
    });
  });

  it('overwrites again when repeated, also what was changed by hand', () => {
    const once = importSettings(EMPTY_STATE, EXPORTED, Object.keys(EXPORTED)).state;
    const changed = withSettingByHand(once, 'MWI', 'by hand');
    const { state, groups, acted } = importSettings(changed, EXPORTED, ['Wahlparameter', 'MWI']);
    expect(groups.filter((g) => g.what.startsWith('overwritten'))).toEqual([
      { group: 'Wahlparameter', what: 'overwritten' },
      { group: 'MWI', what: 'overwritten-by-hand' },
    ]);
    expect(state.settings['MWI']).toEqual({ value: 'm1', origin: 'import' });
    expect(acted.rules).toHaveProperty(['settings.overwrite'], 2);
  });
});

const RECORDED: UserData = { origin: 'recorded', greetings: ['own.wav'], recordedName: false };
const user = (email: string, data: UserData | null = null) => ({
  ...{ id: '', account: email, firstname: 'F', name: 'N', email, phone: '', licenses: [], data },
  line: { kind: 'none', number: '' } as const,
});
const STATE = withUsers(EMPTY_STATE, [
  user('green@x'),
  user('yellow@x', RECORDED),
  user('Case@x'),
  user('twice@x'),
  user('twice@x'),
  user('nodata@x'),
  user('alone@x'),
]);
const exported = (email: string, greetings = ['g.wav']) => ({
  email,
  greetings,
  recordedName: false,
});
const EXPORT = [
  exported('green@x'),
  exported('yellow@x'),
  exported('case@x'),
  exported('twice@x'),
  exported('nodata@x', []),
  exported('gone@x'),
];
const NONE = new Set<number>();
const what = (result: ReturnType<typeof importUserData>) => result.rows.map((r) => r.what);

describe('the import of user data', () => {
  it('goes by the equal and unique address and overwrites who is yellow', () => {
    const result = importUserData(STATE, EXPORT, NONE, { emailMatch: 'exact' });
    expect(what(result)).toEqual([
      'imported',
      'overwritten',
      'no-match',
      'not-unique',
      'no-data',
      'no-match',
    ]);
    expect(result.rows.map((r) => r.color)).toEqual(['green', 'yellow', null, null, 'green', null]);
    expect(result.withoutSource).toEqual([3, 4, 5, 7]);
    expect(result.state.users[1]?.data).toEqual({
      origin: 'import',
      greetings: ['g.wav'],
      recordedName: false,
    });
    expect(Object.keys(result.acted.rules).sort()).toEqual([
      'user-data.by-email',
      'user-data.green',
      'user-data.no-data',
      'user-data.no-match',
      'user-data.yellow-overwritten',
    ]);
  });

  it('keeps what is there where the tick was removed', () => {
    const result = importUserData(STATE, EXPORT, new Set([1]), { emailMatch: 'exact' });
    expect(what(result)[1]).toBe('kept');
    expect(result.state.users[1]?.data).toEqual(RECORDED);
    expect(result.acted.rules).toHaveProperty(['user-data.unticked-kept'], 1);
  });

  it('finds everybody imported yellow when repeated, and overwrites again', () => {
    const once = importUserData(STATE, EXPORT, NONE, { emailMatch: 'exact' }).state;
    const again = importUserData(once, EXPORT, NONE, { emailMatch: 'exact' });
    expect(what(again).slice(0, 2)).toEqual(['overwritten', 'overwritten']);
    expect(again.rows.map((r) => r.color).slice(0, 2)).toEqual(['yellow', 'yellow']);
  });

  it('compares addresses as is assumed', () => {
    const third = COMPARISONS.map(
      (emailMatch) => what(importUserData(STATE, EXPORT, NONE, { emailMatch }))[2],
    );
    expect(third).toEqual(['no-match', 'imported', 'imported']);
  });

  it('assigns nothing when the address stands twice in the export', () => {
    const twice = [exported('green@x'), exported('green@x')];
    const result = importUserData(STATE, twice, NONE, { emailMatch: 'exact' });
    expect(what(result)).toEqual(['not-unique', 'not-unique']);
    expect(result.state).toEqual(STATE);
  });
});
