import type { Assumptions } from '../../../src/connect/model/assumptions.js';
import {
  AD,
  TEXT,
  EVERY,
  create,
  dynamic,
  effects,
  first,
  lineRow,
  lines,
  play,
  rules,
  second,
  two,
  type Run,
} from './play-runs.js';
import { rowOf } from './sources.js';

describe('the file UserLinesDynamic.csv', () => {
  it('changes nothing but the line of existing users and creates nobody', () => {
    const file: Run = {
      ...dynamic,
      rows: [lineRow('S-1', '3'), { ...lineRow('S-7', '3'), row: 3 }],
    };
    const results = play([create, file]);
    expect(effects(results)).toMatchObject([
      { id: 'S-1', what: 'changed', fields: ['line'], line: { kind: 'dynamic' } },
      { id: 'S-7', what: 'refused', why: 'line-file' },
      { id: 'S-2', what: 'missed', missed: 1 },
    ]);
    expect(rules(results)).toContain('line.file-changes-line-only');
  });

  it('has values that are read like those of the AD template; one not understood changes nothing', () => {
    const kindOf = (value: string) =>
      lines(play([create, { ...dynamic, rows: [lineRow('S-1', value)] }]))?.[0];
    const kinds = ['0', '1', '2', '3', 'true', 'ja', ''].map(kindOf);
    expect(kinds).toEqual([
      'none',
      'master-data',
      'other',
      'dynamic',
      'dynamic',
      'master-data',
      'master-data',
    ]);
    const odd = play([create, { ...dynamic, rows: [lineRow('S-1', 'ja')] }]);
    expect(effects(odd)[0]).toMatchObject({ what: 'unchanged', lineProblem: 'line-type-unknown' });
    expect(rules(odd)).toContain('line.text-values');
  });

  it('when scheduled, deletes at its fourth run whoever does not stand in it; only assumptions speak for it', () => {
    const round = [{ connector: AD, rows: two }, dynamic];
    const plan = Array<typeof round>(4).fill(round).flat();
    expect(effects(play(plan))).toMatchObject([
      { id: 'S-2', what: 'deleted', restsOn: ['missedUsers', 'lineOnlyFile'] },
    ]);
    const harmless: Partial<Assumptions>[] = [
      { missedUsers: 'own' },
      { lineOnlyFile: 'not-counted' },
      { missedCounter: 'per-user' },
    ];
    for (const o of harmless) expect(play(plan, o).map((r) => r.totals.deleted)).not.toContain(1);
  });

  it('deletes nobody when deleting is switched off at the connector', () => {
    const off = { ...dynamic, connector: { ...TEXT, deleteUsers: false } };
    expect(play([create, ...Array<Run>(5).fill(off)]).at(-1)?.totals.after).toBe(2);
    const useless = play([create, ...Array<Run>(4).fill(off)], {
      connectorOptions: 'not-available',
    });
    expect(useless.at(-1)?.totals.deleted).toBe(1);
  });
});

describe('lines', () => {
  it('assigned only on creation stay dynamic after the next AD run', () => {
    const results = play([create, dynamic, create]);
    expect(lines(results)).toEqual(['dynamic', 'master-data']);
    expect(rules(results)).toContain('line.on-creation');
  });

  it('assigned at every run are set back by the next AD run', () => {
    const results = play([create, dynamic, { connector: EVERY, rows: two }]);
    expect(effects(results)).toMatchObject([
      { id: 'S-1', what: 'reverted', before: { kind: 'dynamic' }, line: { kind: 'master-data' } },
    ]);
    expect(rules(results)).toContain('line.every-run');
  });

  it('follow the flag of the AD template', () => {
    const rows = [rowOf(2, 'S-1', { phone: '' }), rowOf(3, 'S-2', { phone: '+49892' })];
    const after = (dynamicFlag: 1 | 2 | 3, phones: readonly string[]) =>
      lines(
        play([
          { connector: { ...AD, dynamicFlag }, rows },
          {
            connector: { ...AD, dynamicFlag },
            rows: rows.map((r, i) => ({ ...r, phone: phones[i] ?? '' })),
          },
        ]),
      );
    expect(after(1, ['', ''])).toEqual(['dynamic', 'dynamic']);
    expect(after(2, ['', ''])).toEqual(['dynamic', 'master-data']);
    expect(after(3, ['', '+49892'])).toEqual(['dynamic', 'dynamic']);
    expect(rules(play([{ connector: { ...AD, dynamicFlag: 1 }, rows }]))).toContain(
      'line.template-flag',
    );
  });

  it('follow the attribute that the AD template names, with or without a number', () => {
    const rows = ['0', '1', '2', '3', ''].map((lineType, i) =>
      rowOf(i + 2, `S-${i}`, { lineType, phone: i === 3 ? '' : `+4989${i}` }),
    );
    const results = play([{ connector: AD, rows }]);
    expect(lines(results)).toEqual(['none', 'master-data', 'other', 'dynamic', 'master-data']);
    expect(rules(results)).toContain('line.template-attribute');
  });

  it('have a number that is unique; one that an earlier row gives up can be taken', () => {
    const results = play([{ connector: AD, rows: [first, { ...second, phone: '+49 (0)89 1' }] }]);
    expect(effects(results)[1]).toMatchObject({ what: 'created', lineProblem: 'number-taken' });
    expect(rules(results)).toContain('line.number-unique');
    const swap = [
      { ...first, phone: '+49893' },
      { ...second, phone: '+49891' },
    ];
    const swapped = play([create, { connector: EVERY, rows: swap }]);
    expect(swapped.at(-1)?.state.users.map((u) => u.line.number)).toEqual(['+49893', '+49891']);
  });

  it('are lost at every run without a usable number, unless that is assumed to keep them', () => {
    const empty: Run = { connector: EVERY, rows: [{ ...first, phone: '' }, second] };
    expect(effects(play([create, empty]))[0]).toMatchObject({
      line: { kind: 'none' },
      lineProblem: 'number-empty',
    });
    expect(lines(play([create, empty], { unusableNumber: 'keeps-line' }))).toEqual([
      'master-data',
      'master-data',
    ]);
  });
});
