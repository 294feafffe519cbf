import fc from 'fast-check';
import { directoryList, type DirectoryUser } from '../../src/connect/directory-list.js';
import { sidFromBytes, sidKind } from '../../src/connect/sid.js';
import { readUserList } from '../../src/connect/user-list.js';

const user = (account: string, mail: string, more: Partial<DirectoryUser> = {}): DirectoryUser => ({
  dn: `CN=${account},DC=x`,
  sid: 'S-1-5-21-1-2-3-1001',
  account,
  firstname: 'Anna',
  name: 'Berg',
  mail,
  aliases: [],
  telephoneNumber: '+49 30 1',
  enabled: true,
  ...more,
});
const findings = (...users: DirectoryUser[]) =>
  directoryList(users, 'ad.csv').findings.map((f) => [f.code, f.place?.row]);

describe('the list of a directory', () => {
  it('is read back by our own reader with the same values, whatever they hold', async () => {
    const text = fc.string({ unit: 'grapheme' }).filter((s) => !/[\p{Cc}|]/u.test(s));
    const users = fc.array(
      fc.record({ name: text, mail: text, telephoneNumber: text, aliases: fc.array(text) }),
      {
        minLength: 1,
      },
    );
    await fc.assert(
      fc.asyncProperty(users, async (given) => {
        const all = given.map(({ name, mail, telephoneNumber, aliases }, i) =>
          user(`u${i}`, mail, { name, telephoneNumber, aliases: aliases.filter((a) => a !== '') }),
        );
        const { csv } = directoryList(all, 'ad.csv');
        const list = await readUserList(() => once(csv));
        expect(list.size).toBe(all.length);
        all.forEach((one, i) => {
          expect(list.value(i, 'email')).toBe(one.mail);
          expect(list.value(i, 'phone')).toBe(one.telephoneNumber);
          expect(list.value(i, 'name')).toBe(one.name);
          expect(list.aliases(i)).toEqual(one.aliases);
          expect(list.row(i)).toBe(i + 2);
        });
      }),
    );
  });

  it('names missing, malformed and repeated addresses with their rows', () => {
    expect(
      findings(
        user('a', 'a@x.example'),
        user('b', ''),
        user('c', 'no-address'),
        user('d', 'd@x.example'),
        user('e', 'd@x.example'),
        user('f', 'A@X.example'),
      ),
    ).toEqual([
      ['email.case-variant', 2],
      ['email.empty', 3],
      ['email.invalid', 4],
      ['email.duplicate', 5],
      ['email.duplicate', 6],
      ['email.case-variant', 7],
    ]);
  });
});

describe('what a list of a directory cannot hold', () => {
  it('is left out and named', () => {
    const { csv, findings: found } = directoryList(
      [
        user('a', 'a@x.example', {
          firstname: 'A\0b',
          aliases: ['smtp:a|b@x.example', 'smtp:c@x.example'],
        }),
      ],
      'ad.csv',
    );
    expect(csv.toString().split('\n')[1]).toBe(
      'S-1-5-21-1-2-3-1001,a,,Berg,a@x.example,smtp:c@x.example,+49 30 1,1',
    );
    expect(found.map((f) => f.code)).toEqual(['alias.separator', 'value.unusable']);
  });

  it('is named: a missing SID, an unknown state of the account', () => {
    expect(findings(user('a', 'a@x.example', { sid: '', enabled: undefined }))).toEqual([
      ['sid.empty', 2],
      ['account.unknown', 2],
    ]);
  });
});

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes);
}

describe('a binary SID', () => {
  const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');

  it.each([
    ['01 02 000000000005 20000000 20020000', 'S-1-5-32-544'],
    ['01 01 000000000001 00000000', 'S-1-1-0'],
    [
      '01 05 000000000005 15000000 01000000 feffffff ffffffff f4010000',
      'S-1-5-21-1-4294967294-4294967295-500',
    ],
    ['01 01 010000000000 07000000', 'S-1-1099511627776-7'],
  ])('%s is %s', (hex, text) => {
    expect(sidFromBytes(bytes(hex))).toBe(text);
    expect(sidKind(text)).not.toBe('not-a-sid');
  });

  it.each([
    '',
    '01',
    '01 02 000000000005 20000000',
    '01 01 000000000005 20000000 00',
    '02 01 000000000005 20000000',
    '01 00 000000000005',
    `01 10 000000000005 ${'00000000 '.repeat(16)}`,
  ])('is not what %s holds', (hex) => {
    expect(sidFromBytes(bytes(hex))).toBeUndefined();
  });
});
