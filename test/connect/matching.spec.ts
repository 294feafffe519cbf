import type { MatchOptions, MatchResult } from '../../src/connect/matching.js';
import { matchUsers } from '../../src/connect/matching.js';
import { readUserList } from '../../src/connect/user-list.js';
import { folderKey } from '../../src/connect/userdata.js';
import { bytes } from './bytes.js';

async function match(
  source: string,
  target: string,
  options: MatchOptions = {},
): Promise<MatchResult> {
  const lists = [await readUserList(bytes(source)), await readUserList(bytes(target))] as const;
  return matchUsers(lists[0], lists[1], options);
}
const outcomes = (result: MatchResult) =>
  result.rows.map((r) => [r.outcome, r.target?.row ?? null, r.import]);

describe('matching by e-mail', () => {
  it('explains every kind of near miss and matches only equal characters', async () => {
    const source = [
      'email;firstname;sn',
      'exact@x.de',
      ' blank@x.de',
      'CASE@x.de',
      'jürgen@müller.de',
      'old@x.de',
      'moved@old.de',
      'n@x.de;Anna;Müller',
      'nobody@x.de;Anna',
      ' ',
    ].join('\n');
    const target = [
      'email;firstname;sn;aliases',
      'exact@x.de',
      'blank@x.de',
      'case@x.de',
      'juergen@xn--mller-kva.de',
      'new@x.de;;;SMTP:new@x.de|smtp:Old@X.de',
      'moved@new.de',
      'other@y.de;anna;MÜLLER',
    ].join('\n');
    const result = await match(source, target);
    expect(outcomes(result)).toEqual([
      ['exact', 2, 'import'],
      ['blank', 3, 'no-match'],
      ['case', 4, 'no-match'],
      ['unicode', 5, 'no-match'],
      ['alias', 6, 'no-match'],
      ['other-domain', 7, 'no-match'],
      ['name-only', 8, 'no-match'],
      ['none', null, 'no-match'],
      ['empty', null, 'no-match'],
    ]);
    expect(result.totals).toMatchObject({
      source: 9,
      target: 7,
      withData: 9,
      targetWithoutSource: 6,
    });
    expect(result.rows.every((row) => row.reason.length > 10)).toBe(true);
  });
  it('blocks duplicates on both sides, regardless of case, and names no target', async () => {
    const result = await match(
      'email\na@x.de\nA@x.de \nb@x.de\n',
      'email\na@x.de\nb@x.de\nB@X.de\n',
    );
    expect(outcomes(result)).toEqual([
      ['duplicate-source', null, 'duplicate-blocked'],
      ['duplicate-source', null, 'duplicate-blocked'],
      ['duplicate-target', null, 'duplicate-blocked'],
    ]);
    expect(result.targetWithoutSource.map((t) => t.row)).toEqual([2, 3, 4]);
  });
});

describe('near misses', () => {
  it('needs both names to be equal, not their sum, and no domain where nothing stands before the @', async () => {
    const names = await match(
      'email;firstname;sn\na@x.de;An;na\n',
      'email;firstname;sn\nb@y.de;A;nna\n',
    );
    expect(outcomes(names)).toEqual([['none', null, 'no-match']]);
    const bare = await match('email\n@müller.de\n', 'email\n@xn--mller-kva.de\n');
    expect(outcomes(bare)).toEqual([['none', null, 'no-match']]);
  });
  it('never proposes a target that an exact match names, and may propose one twice', async () => {
    const result = await match(
      'email\na@x.de\na@old.de\na@older.de\n',
      'email\na@x.de\na@y.de\na@z.de\n',
    );
    expect(outcomes(result).map((o) => o[1])).toEqual([2, 3, 3]);
  });
});

describe('the result of a match', () => {
  it('has all keys for empty lists', async () => {
    const { totals, rows, targetWithoutSource, findings } = await match('email\n', 'email\n');
    expect([rows, targetWithoutSource, findings]).toEqual([[], [], []]);
    expect(Object.keys(totals.outcomes)).toHaveLength(11);
    expect(Object.keys(totals.import)).toHaveLength(5);
  });
  it('reports an empty SID as null and any other verbatim', async () => {
    const { rows } = await match('ID;email\n;a@x.de\n x ;b@x.de\n', 'email\n');
    expect(rows.map((r) => r.sid)).toEqual([null, ' x ']);
  });
  it('reads hasData of the target and earlier imports of this run', async () => {
    const result = await match(
      'email\na@x.de\nb@x.de\nc@x.de\n',
      'email;hasData\na@x.de; 1\u00a0\nb@x.de;0\nc@x.de;0\n',
      { importedBefore: ['c@x.de'] },
    );
    expect(outcomes(result).map((o) => o[2])).toEqual([
      'import-overwrites',
      'import',
      'import-overwrites',
    ]);
  });
  it('speaks English when asked', async () => {
    const { rows } = await match('email\na@x.de\n', 'email\n', { language: 'en' });
    expect(rows[0]?.reason).toBe('No fitting user was found in the target.');
  });
  it('lists what is wrong with both lists', async () => {
    const { findings } = await match('email;Ort\na@@x.de;B\n', 'email;sn\nb@x.de\n');
    expect(findings.map((f) => f.code)).toEqual([
      'column.unknown',
      'email.invalid',
      'csv.row-short',
    ]);
  });
});

describe('folders of user data', () => {
  it('counts only folders with files and says which folders have no row', async () => {
    const userdata = [
      { name: 'A%40x.de', files: 2 },
      { name: 'b@x.de', files: 0 },
      { name: 'ju\u0308rgen@x.de', files: 1 },
      { name: 'gone@x.de', files: 3 },
      { name: 'a@X.DE', files: 0 },
    ];
    const list = 'email\na@x.de\nb@x.de\njürgen@x.de\nc@x.de\n';
    const result = await match(list, list, { userdata });
    expect(outcomes(result).map((o) => o[2])).toEqual(['import', 'no-data', 'import', 'no-data']);
    expect(result.totals.withData).toBe(2);
    expect(result.findings).toMatchObject([
      { code: 'userdata.two-folders', claimed: 'A%40x.de | a@X.DE', place: { row: 2 } },
      { code: 'userdata.folder-without-row', claimed: 'gone@x.de' },
    ]);
  });
  it('leaves percent signs alone that do not decode', () => {
    expect(folderKey('100%ff%zz@X.de')).toBe('100%ff%zz@x.de');
  });
});
