import { csvForPeople } from '../../src/connect/csv-for-people.js';
import { exportDelta } from '../../src/connect/export-delta.js';
import { MANIFEST_FORMAT, type Manifest } from '../../src/connect/manifest.js';
import { matchUsers, type MatchResult } from '../../src/connect/matching.js';
import { changesSince, domainRenames, renamed, repairs } from '../../src/connect/repair.js';
import { readUserList } from '../../src/connect/user-list.js';
import { bytes } from './bytes.js';

async function match(source: readonly string[], target: readonly string[]): Promise<MatchResult> {
  const read = (lines: readonly string[]) => readUserList(bytes(lines.join('\n')));
  return matchUsers(await read(source), await read(target));
}

describe('repairs of near misses', () => {
  it('gives every row that does not match a fix in both directions, as far as there is one', async () => {
    const { rows } = await match(
      ['email', 'same@x.de', 'CASE@x.de', '""', 'gone@x.de', 'twice@x.de', 'twice@x.de'],
      ['email', 'same@x.de', 'case@x.de'],
    );
    expect([...repairs(rows)].map((r) => [r.row, r.outcome, r.inTarget, r.inSource])).toEqual([
      [3, 'case', 'CASE@x.de', 'case@x.de'],
      [4, 'empty', null, null],
      [5, 'none', null, null],
      [6, 'duplicate-source', null, null],
      [7, 'duplicate-source', null, null],
    ]);
  });

  it('after either fix the row matches', async () => {
    const [source, target] = [
      ['email', ' Anna@Alt.de'],
      ['email', 'anna@neu.de'],
    ];
    const [fix] = [...repairs((await match(source, target)).rows)];
    expect(fix?.outcome).toBe('other-domain');
    const inTarget = await match(source, ['email', fix?.inTarget ?? '']);
    const inSource = await match(['email', fix?.inSource ?? ''], target);
    expect([inTarget, inSource].map((r) => r.totals.outcomes.exact)).toEqual([1, 1]);
  });

  it('suggests one decision for a whole domain, and says whom it would break', async () => {
    const old = ['a', 'b', 'c', 'd'].map((n) => `${n}@alt.de`);
    const { rows } = await match(
      ['email', ...old, 'e@alt.de', 'x@other.de'],
      ['email', 'a@neu.de', 'b@neu.de', 'c@NEU.de', 'd@neu.de', 'e@alt.de', 'x@third.de'],
    );
    expect(domainRenames(rows)).toEqual([{ from: 'alt.de', to: 'neu.de', users: 4, against: 1 }]);
  });

  it.each([
    ['a@alt.de', 'a@neu.de'],
    ['a@ALT.de', 'a@neu.de'],
    ['a@sub.alt.de', 'a@sub.alt.de'],
    ['@alt.de', '@alt.de'],
    ['alt.de', 'alt.de'],
  ])('renames %s to %s', (email, expected) => {
    expect(renamed(email, { from: 'alt.de', to: 'neu.de' })).toBe(expected);
  });

  it('says what a corrected list changed, known by SID where the address itself was corrected', async () => {
    const sid = (n: number) => `S-1-5-21-1-2-3-100${n}`;
    const target = ['email', 'a@x.de', 'b@x.de', 'c@x.de'];
    const before = await match(
      ['ID;email', `${sid(1)};a@x.de`, `${sid(2)};B@x.de`, ';gone@x.de'],
      target,
    );
    const after = await match(
      ['ID;email', `${sid(1)};a@x.de`, `${sid(2)};b@x.de`, ';c@x.de'],
      target,
    );
    expect(changesSince(before.rows, after.rows)).toEqual([
      { email: 'b@x.de', before: 'case', after: 'exact' },
      { email: 'c@x.de', before: null, after: 'exact' },
      { email: 'gone@x.de', before: 'none', after: null },
    ]);
  });
});

describe('a table for people', () => {
  it('is opened by a German spreadsheet and holds no formula', () => {
    const rows = [['=1+1', '+49 89', '-x', '@x', '\tx', 'a;b', 'say "x"', 'a=b']];
    expect(Buffer.concat([...csvForPeople(rows)]).toString('utf8')).toBe(
      `\ufeff'=1+1;'+49 89;'-x;'@x;'\tx;"a;b";"say ""x""";a=b\r\n`,
    );
  });
});

describe('the delta of two exports', () => {
  const manifest = (files: Readonly<Record<string, string>>): Manifest => ({
    format: MANIFEST_FORMAT,
    files: Object.entries(files).map(([path, sha256]) => ({ path, size: 1, sha256, mtime: '' })),
  });

  it('tells who recorded, changed or deleted what since', () => {
    const user = 'UserData/anna@x.de';
    const before = manifest({
      [`${user}/greetings/1.wav`]: 'a',
      [`${user}/greetings/2.wav`]: 'b',
      'UserData/same@x.de/name.wav': 's',
      'SystemConfig/Fax.xml': 'f',
      'UserLines.csv': 'u',
    });
    const after = manifest({
      [`${user}/greetings/1.wav`]: 'changed',
      [`${user}/greetings/3.wav`]: 'new',
      [`${user}/name.wav`]: 'n',
      'UserData/same@x.de/name.wav': 's',
      'SystemConfig/Fax.xml': 'g',
      'UserLines.csv': 'v',
      'Other/odd.bin': 'o',
    });
    expect(exportDelta(before, after)).toEqual({
      users: [
        {
          user: 'anna@x.de',
          greetings: { added: 1, changed: 1, removed: 1 },
          recordedName: 'added',
        },
      ],
      settings: ['Fax'],
      tables: ['UserLines.csv'],
      others: ['Other/odd.bin'],
    });
    expect(exportDelta(after, after)).toEqual({ users: [], settings: [], tables: [], others: [] });
  });
});
