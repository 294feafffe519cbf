import fc from 'fast-check';
import type { Dialect } from '../../src/connect/csv-dialect.js';
import { writeCsv } from '../../src/connect/csv-write.js';
import { f1, f2, f3 } from '../../src/connect/fold.js';
import { IMPORT_OUTCOMES, MATCH_OUTCOMES } from '../../src/connect/match-words.js';
import { Matching, matchUsers } from '../../src/connect/matching.js';
import { matchJson } from '../../src/connect/match-json.js';
import type { UserList } from '../../src/connect/user-list.js';
import { readUserList } from '../../src/connect/user-list.js';
import { bytes } from './bytes.js';
import type { Folder, Person } from './reference-match.js';
import { F1, F2, F3, referenceMatch } from './reference-match.js';

const RUNS = Number(process.env['FC_RUNS'] ?? 300);
const DIALECT: Dialect = {
  encoding: 'utf-8',
  bom: false,
  separator: ';',
  newline: '\n',
  comments: false,
};
const HEADER = ['ID', 'email', 'firstname', 'sn', 'aliases', 'hasData'];

const BASES = [
  'anna@firma.de',
  'jürgen@müller.de',
  'juergen@mueller.de',
  'jürgen@xn--mller-kva.de',
  'strauß@firma.de',
  'strauss@xn--invalid-\u00fc.de',
  'a@xn--.xn--99999999.de',
  'a@b@firma.de',
  '@firma.de',
  '@xn--mller-kva.de',
  '@müller.de',
  'anna@',
  'anna',
  'İ@firma.de',
  'ΟΔΟΣ@firma.de',
  '',
];
const twists: readonly ((text: string) => string)[] = [
  (t) => t,
  (t) => t.toUpperCase(),
  (t) => ` ${t}\t`,
  (t) => `${t}\u00a0`,
  (t) => `${t.slice(0, 2)}\u200b${t.slice(2)}`,
  (t) => `\u0085${t}\u2003`,
  (t) => t.normalize('NFD'),
  (t) => t.replace('firma.de', 'andere.de'),
  (t) => t.replace('ü', 'ue').replace('ß', 'ss'),
  (t) => t.replace('a', 'ａ'),
  (t) => `${t}\0`,
  (t) => `#${t}`,
  (t) => `x${t}`,
];

const email = fc
  .tuple(fc.constantFrom(...BASES), fc.array(fc.constantFrom(...twists), { maxLength: 2 }))
  .map(([base, steps]) => steps.reduce((text, twist) => twist(text), base));
const name = fc.constantFrom(
  '',
  ' ',
  'Anna',
  'anna',
  'A\0',
  '\0A',
  'A',
  'nna',
  'An',
  'na',
  'Müller',
  'MÜLLER\u00a0',
);
const aliases = fc
  .array(
    fc
      .tuple(fc.constantFrom('', 'SMTP:', 'smtp:', ' sMtp: ', 'x500:', 'smtp:smtp:'), email)
      .map(([prefix, address]) => prefix + address),
    { maxLength: 3 },
  )
  .map((all) => all.join('|'));
const person: fc.Arbitrary<Person> = fc.record({
  email,
  sid: fc.constantFrom('', ' ', 'S-1-5-21-1-2-3-1105', 'anna'),
  firstname: name,
  name,
  aliases,
  hasData: fc.constantFrom('', '0', '1', ' 1\u00a0', '11'),
});
const people = fc.array(person, { maxLength: 10 });
const folder: fc.Arbitrary<Folder> = fc.record({
  name: fc
    .tuple(
      email,
      fc.constantFrom<(t: string) => string>(
        (t) => t,
        encodeURIComponent,
        (t) => `${t}%zz%ff`,
      ),
    )
    .map(([address, how]) => how(address)),
  files: fc.integer({ min: 0, max: 2 }),
});

const read = (list: readonly Person[]): Promise<UserList> => {
  const rows = list.map((p) => [p.sid, p.email, p.firstname, p.name, p.aliases, p.hasData]);
  return readUserList(bytes(Buffer.concat([...writeCsv([HEADER, ...rows], DIALECT)])));
};

describe('matching against a slow second reading of the contract', () => {
  it('gives every row the same outcome, import and target', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        people,
        people,
        fc.option(fc.array(folder, { maxLength: 6 }), { nil: undefined }),
        async (source, target, userdata) => {
          const options = userdata ? { userdata } : {};
          const lists = [await read(source), await read(target)] as const;
          const result = matchUsers(lists[0], lists[1], options);
          const expected = referenceMatch(source, target, userdata);
          expect(result.rows.map(({ reason: _, ...row }) => row)).toEqual(expected.rows);
          expect(result.targetWithoutSource).toEqual(expected.targetWithoutSource);
          expect(result.totals.withData).toBe(expected.withData);
          const { totals } = result;
          const sum = (counts: Record<string, number>): number =>
            Object.values(counts).reduce((a, b) => a + b, 0);
          expect([sum(totals.outcomes), sum(totals.import)]).toEqual([
            source.length,
            source.length,
          ]);
          expect(totals.target).toBe(target.length);
          expect(Object.keys(totals.outcomes)).toEqual([...MATCH_OUTCOMES]);
          expect(Object.keys(totals.import)).toEqual([...IMPORT_OUTCOMES]);
          const streamed = [...matchJson(new Matching(lists[0], lists[1], options))].join('');
          expect(JSON.parse(streamed)).toEqual(JSON.parse(JSON.stringify(result)));
          result.rows.forEach((row) => seen.add(row.outcome).add(row.import));
        },
      ),
      { numRuns: RUNS },
    );
    if (RUNS >= 300)
      expect([...seen].sort()).toEqual([...MATCH_OUTCOMES, ...IMPORT_OUTCOMES].sort());
  });
  it('folds any text like the second reading does', () => {
    const text = fc.oneof(
      email,
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc
        .string({ unit: fc.constantFrom(...Array.from('abcxyz019-')), maxLength: 10 })
        .map((label) => `a@xn--${label}.de`),
    );
    fc.assert(
      fc.property(text, (t) => {
        expect([f1(t), f2(t), f3(t)]).toEqual([F1(t), F2(t), F3(t)]);
      }),
      { numRuns: RUNS * 10 },
    );
  });
});
