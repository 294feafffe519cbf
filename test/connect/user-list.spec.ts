import { CellStore } from '../../src/connect/cell-store.js';
import { mapColumns } from '../../src/connect/columns.js';
import { addressProblems, readUserList } from '../../src/connect/user-list.js';
import { bytes } from './bytes.js';

const codes = (reasons: readonly { code: string; place?: { row?: number; column?: string } }[]) =>
  reasons.map(({ code, place }) => [code, place?.row, place?.column]);

describe('columns of user lists', () => {
  it('takes the first alias of the table, not of the file, and reports the others', () => {
    const map = mapColumns(['mail', 'NAME', 'E-MAIL', 'sn', 'objectSid']);
    expect(map.found.email).toMatchObject({ index: 0, name: 'mail' });
    expect(map.found.name).toMatchObject({ index: 3, name: 'sn' });
    expect(map.found.sid?.index).toBe(4);
    expect(codes(map.notes)).toEqual([
      ['column.another', undefined, 'E-MAIL'],
      ['column.another', undefined, 'NAME'],
    ]);
  });
  it('marks assumed names and keeps unknown ones', () => {
    const map = mapColumns(['XPhoneUC_SID', 'XPhoneUC_EMail', 'Standort', '__proto__']);
    expect(map.found.sid?.index).toBe(0);
    expect(map.unknown).toEqual(['Standort', '__proto__']);
    expect(map.notes.map((n) => n.code)).toEqual([
      'column.assumed',
      'column.assumed',
      'column.unknown',
      'column.unknown',
    ]);
  });
});

describe('user lists', () => {
  it('keeps every value verbatim, unknown columns and extra fields included', async () => {
    const list = await readUserList(
      bytes('ID;email;Vorname;Ort;aliases\n;" a@x.de ";Änne;"B\nC";a||b;extra\n\n1;c@x.de\n'),
    );
    expect(list.size).toBe(2);
    expect([list.row(0), list.row(1)]).toEqual([2, 5]);
    expect(list.value(0, 'email')).toBe(' a@x.de ');
    expect(list.value(0, 'firstname')).toBe('Änne');
    expect(list.value(0, 'phone')).toBe('');
    expect(list.aliases(0)).toEqual(['a', 'b']);
    expect(list.fields(0)).toEqual(['', ' a@x.de ', 'Änne', 'B\nC', 'a||b', 'extra']);
    expect(list.value(1, 'aliases')).toBe('');
    expect(codes(list.findings)).toEqual([
      ['csv.row-long', 2, '6'],
      ['email.invalid', 2, 'email'],
      ['csv.row-short', 5, 'Vorname'],
    ]);
  });
  it('names rows where two columns of one meaning differ', async () => {
    const list = await readUserList(bytes('mail;email\na@x.de;a@x.de\nb@x.de;c@x.de\n'));
    expect(list.value(1, 'email')).toBe('c@x.de');
    expect(list.findings[0]).toMatchObject({
      code: 'column.differs',
      place: { row: 3, column: 'mail' },
      claimed: 'b@x.de',
      known: 'c@x.de',
    });
  });
  it('refuses a list without a needed column and says which names would do', async () => {
    await expect(readUserList(bytes('name;ID\n'), { file: 'x.csv' })).rejects.toMatchObject({
      reason: {
        code: 'column.missing',
        claimed: 'name, ID',
        known: expect.stringContaining('EmailAddress') as string,
        place: { file: 'x.csv', row: 1, column: 'email' },
      },
    });
  });
  it('says when rows are missing because reading stopped', async () => {
    const list = await readUserList(bytes('email\na@x.de\n"b@x.de\n'));
    expect(list.size).toBe(1);
    expect(list.stopped?.code).toBe('csv.quote-not-closed');
  });
  it('finds empty and repeated addresses for the check before the import', async () => {
    const list = await readUserList(
      bytes('email\na@x.de\n\u200b \nb@x.de\n A@X.de\nb@x.de\nB@x.de\n'),
    );
    expect(codes(addressProblems(list))).toEqual([
      ['email.empty', 3, 'email'],
      ['email.duplicate', 2, 'email'],
      ['email.duplicate', 5, 'email'],
      ['email.duplicate', 4, 'email'],
      ['email.duplicate', 6, 'email'],
      ['email.duplicate', 7, 'email'],
    ]);
  });
});

describe('cell store', () => {
  it('gives back what was put in, also after it has grown', () => {
    const store = new CellStore();
    const rows = Array.from({ length: 5_000 }, (_, i) => [`ä${i}`, '', '😀'.repeat(i % 9)]);
    rows.forEach((row, i) => store.add(i * 2, row));
    expect(store.rows).toBe(5_000);
    expect(rows.every((row, i) => store.row(i).join('|') === row.join('|'))).toBe(true);
    expect(store.label(4_999)).toBe(9_998);
    expect(store.cell(3, 0)).toBe('ä3');
    expect(store.cell(3, 7)).toBe('');
  });
});
