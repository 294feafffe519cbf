import { Matching } from '../../src/connect/matching.js';
import type { MatchOptions } from '../../src/connect/matching.js';
import { differingFates, predict } from '../../src/connect/prediction.js';
import { fit, mismatchCandidates } from '../../src/connect/prediction-fit.js';
import { readUserList } from '../../src/connect/user-list.js';
import { bytes } from './bytes.js';

const SOURCE =
  'email;Vorname;Nachname\na@x.de\nB@x.de;Bea;Berg\nc@x.de \nd@x.de\ne@x.de\ngone@x.de\n';
const TARGET = 'email;hasData\na@x.de;1\nb@x.de;0\nc@x.de;0\nd@x.de;0\ne@x.de;0\nnew@x.de;0\n';
const userdata = ['a@x.de', 'B@x.de', 'c@x.de ', 'd@x.de', 'gone@x.de'].map((name) => ({
  name,
  files: 1,
}));

async function matching(options: MatchOptions = { userdata }, source = SOURCE, target = TARGET) {
  return new Matching(
    await readUserList(bytes(source)),
    await readUserList(bytes(target)),
    options,
  );
}

describe('predicting the import dialog', () => {
  it('makes six hypotheses with their totals', async () => {
    const hypotheses = predict(await matching());
    expect(hypotheses.map((h) => h.id)).toEqual([
      'exact/with-users-without-data',
      'exact/without-users-without-data',
      'case/with-users-without-data',
      'case/without-users-without-data',
      'case-and-trim/with-users-without-data',
      'case-and-trim/without-users-without-data',
    ]);
    expect(hypotheses.map((h) => h.totals)).toEqual([
      { overview: 3, green: 2, yellow: 1, left: 3, right: 3, withoutData: 1 },
      { overview: 2, green: 1, yellow: 1, left: 3, right: 3, withoutData: 1 },
      { overview: 4, green: 3, yellow: 1, left: 2, right: 2, withoutData: 1 },
      { overview: 3, green: 2, yellow: 1, left: 2, right: 2, withoutData: 1 },
      { overview: 5, green: 4, yellow: 1, left: 1, right: 1, withoutData: 1 },
      { overview: 4, green: 3, yellow: 1, left: 1, right: 1, withoutData: 1 },
    ]);
  });
  it('counts earlier imports as yellow, and knows no colors without either', async () => {
    const first = predict(await matching(), { importedBefore: ['d@x.de'] })[0];
    expect(first?.totals).toMatchObject({ green: 1, yellow: 2 });
    const bare = predict(await matching({}, SOURCE, 'email\na@x.de\n'))[0];
    expect(bare?.totals).toMatchObject({ overview: 1, green: null, yellow: null });
  });
  it('names the users whose fate depends on the comparison', async () => {
    expect(differingFates(await matching())).toEqual([
      {
        row: 3,
        email: 'B@x.de',
        firstname: 'Bea',
        name: 'Berg',
        outcome: 'case',
        imported: { exact: false, case: true, 'case-and-trim': true },
      },
      expect.objectContaining({
        row: 4,
        imported: { exact: false, case: false, 'case-and-trim': true },
      }) as unknown,
    ]);
  });
  it('leaves out addresses that are not unique under a comparison', async () => {
    const list = 'email\na@x.de\nA@x.de\n';
    const totals = predict(await matching({}, list, list)).map((h) => h.totals.overview);
    expect(totals).toEqual([2, 2, 0, 0, 0, 0]);
  });
});

describe('fitting what was read', () => {
  it('is consistent with every hypothesis that fits', async () => {
    const result = fit({ green: 2, yellow: 1, left: 2, right: 2 }, predict(await matching()));
    expect(result.verdict).toBe('consistent');
    expect(result.fitting.map((h) => h.id)).toEqual(['case/without-users-without-data']);
    const vague = fit({ overview: 4 }, predict(await matching()));
    expect(vague.fitting).toHaveLength(2);
  });
  it('contradicts when none fits and says what the nearest one expected', async () => {
    const result = fit({ overview: 3, left: 2, right: 5 }, predict(await matching()));
    expect(result).toMatchObject({
      verdict: 'contradicts',
      fitting: [],
      reasons: [{ code: 'prediction.right', claimed: '5', known: '2' }],
    });
  });
  it('cannot read when nothing comparable was read', async () => {
    const hypotheses = predict(await matching({}, SOURCE, 'email\na@x.de\n'));
    expect(fit({}, hypotheses).verdict).toBe('cannot-read');
    expect(fit({ green: 7 }, hypotheses).verdict).toBe('cannot-read');
    expect(fit({ green: 7, overview: 1 }, hypotheses).verdict).toBe('consistent');
  });
  it('proposes who can explain a mismatch, the fitting group first', async () => {
    const source = `${SOURCE}${'x@x.de\n'.repeat(2)}`;
    const all = await matching({}, source);
    const candidates = mismatchCandidates(all, 5, 3);
    expect(candidates.map((c) => [c.outcome, c.count, c.explains])).toEqual([
      ['duplicate-source', 2, true],
      ['case', 1, false],
      ['blank', 1, false],
    ]);
    expect(candidates[0]?.rows.map((row) => row.row)).toEqual([8, 9]);
    expect(mismatchCandidates(all, 5, 3, 1)[0]?.rows).toHaveLength(1);
  });
});
