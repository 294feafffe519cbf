import { EMPTY_STATE } from '../../../src/connect/model/state.js';
import {
  AD,
  TEXT,
  create,
  effects,
  first,
  hand,
  play,
  rules,
  second,
  two,
  type Run,
} from './play-runs.js';
import { rowOf } from './sources.js';

describe('users and connectors', () => {
  it('a user made by hand stays as it is, whether found by ID or by account', () => {
    for (const state of [hand('S-1', 'other'), hand('', 'a2')]) {
      const results = play([{ connector: AD, rows: [first] }], {}, state);
      expect(effects(results)).toMatchObject([{ what: 'ignored', why: 'made-by-hand' }]);
      expect(results[0]?.state.users).toEqual(state.users);
      expect(rules(results)).toContain('connector.own-users-only');
    }
  });

  it('a user made by hand is never missed', () => {
    const results = play(Array<Run>(6).fill({ connector: AD, rows: [] }), {}, hand('S-9', 'h'));
    expect(results.at(-1)?.totals).toMatchObject({ untouched: 1, missed: 0, deleted: 0, after: 1 });
  });

  it('a user is counted in three missed runs and deleted in the fourth, with what was recorded', () => {
    const gone: Run = { connector: AD, rows: [first] };
    const created = play([create])[0]?.state ?? EMPTY_STATE;
    const data = { origin: 'recorded', greetings: ['a.wav', 'b.wav'], recordedName: true } as const;
    const state = { ...created, users: created.users.map((u) => ({ ...u, data })) };
    const results = play([gone, gone, gone, gone], {}, state);
    const missed = results.map(({ effects: e }) =>
      e.map((x) => (x.what === 'missed' ? x.missed : x.what)),
    );
    expect(missed).toEqual([[1], [2], [3], ['deleted']]);
    expect(effects(results)).toMatchObject([
      {
        id: 'S-2',
        missed: 4,
        lost: { recorded: true, greetings: 2, recordedName: true },
        restsOn: [],
      },
    ]);
    expect(rules(results)).toEqual(
      expect.arrayContaining([
        'connector.deletes-after-three-missed-runs',
        'connector.deletion-loses-messages',
      ]),
    );
  });

  it('a run that finds the user begins counting anew, unless all runs are assumed to count', () => {
    const gone: Run = { connector: AD, rows: [first] };
    const plan = [create, gone, gone, create, gone, gone];
    expect(effects(play(plan))).toMatchObject([{ what: 'missed', missed: 2 }]);
    expect(effects(play(plan, { missedRuns: 'total' }))).toMatchObject([{ what: 'deleted' }]);
  });
});

describe('who is created', () => {
  it('nobody is created whose ID, firstname, name or account is empty', () => {
    const cells = ['account', 'firstname', 'name'] as const;
    const rows = cells.map((cell, i) => rowOf(i + 2, `S-${i}`, { [cell]: ' ' }));
    const results = play([{ connector: AD, rows: [...rows, rowOf(9, '')] }]);
    expect(effects(results)).toMatchObject([
      ...cells.map((cell) => ({ what: 'refused', why: 'mandatory-empty', columns: [cell] })),
      { what: 'refused', why: 'id-empty' },
    ]);
    expect(rules(results)).toContain('connector.creation-needs');
  });

  it('an empty path imports the sample file', () => {
    const results = play([{ connector: TEXT, rows: two, sample: true }]);
    expect(results[0]?.totals.created).toBe(2);
    expect(rules(results)).toContain('connector.empty-path');
  });

  it('a foreign domain without trust creates nobody while Windows login is on', () => {
    const blind = { ...AD, noTrust: true, windowsLogin: true };
    const results = play([{ connector: blind, rows: two }]);
    expect(results[0]?.totals).toMatchObject({ created: 0, refused: 2, after: 0 });
    expect(rules(results)).toContain('ad.no-trust');
    const seeing = [
      { ...blind, windowsLogin: false },
      { ...blind, noTrust: false },
    ];
    for (const connector of seeing)
      expect(play([{ connector, rows: two }])[0]?.totals.created).toBe(2);
  });

  it('a second connector takes over the user of the same ID, or leaves it alone where that is assumed', () => {
    const other = { ...TEXT, name: 'other' };
    const renamed: Run = { connector: other, rows: [{ ...first, name: 'New' }] };
    const results = play([create, renamed]);
    expect(effects(results)[0]).toMatchObject({ what: 'changed', fields: ['name'] });
    expect(results.at(-1)?.state.users[0]?.markedBy).toEqual(['ad', 'other']);
    expect(rules(results)).toContain('connector.sid-takeover');
    const left = play([create, renamed], { sameId: 'leaves-alone' });
    expect(effects(left)[0]).toMatchObject({ what: 'ignored', why: 'of-other-connector' });
  });
});

describe('disabled accounts', () => {
  const off: Run = { connector: AD, rows: [first, { ...second, disabled: true }] };

  it('are transferred like others by default, which is told as an assumption', () => {
    const [result] = play([off]);
    expect(result?.totals).toMatchObject({ created: 2, refused: 0 });
    expect(result?.acted.assumptions).toMatchObject({ disabledAccounts: 1 });
  });

  it('are not created, and who becomes one is deleted at the fourth run, where the connector leaves them out', () => {
    const results = play([create, off, off, off, off], { disabledAccounts: 'left-out' });
    expect(effects(results)).toContainEqual(
      expect.objectContaining({ id: 'S-2', what: 'deleted', restsOn: ['disabledAccounts'] }),
    );
    expect(results.at(-1)?.totals).toMatchObject({ refused: 1, deleted: 1, after: 1 });
    const fresh = play([off], { disabledAccounts: 'left-out' });
    expect(fresh[0]?.totals).toMatchObject({ created: 1, refused: 1 });
  });
});

describe('licenses', () => {
  it('are taken by every user created, also beyond what there is', () => {
    const state = { ...EMPTY_STATE, licenses: { Office: 1 } };
    const connector = { ...AD, licenses: ['Office', 'Voicemail'] };
    const results = play([{ connector, rows: two }], {}, state);
    expect(results[0]?.licenses).toEqual([
      { type: 'Office', used: 2, available: 1, short: 1 },
      { type: 'Voicemail', used: 2, available: null, short: 0 },
    ]);
    expect(rules(results)).toEqual(
      expect.arrayContaining(['license.taken-when-configured', 'license.short']),
    );
  });
});
