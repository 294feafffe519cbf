import { readCsv } from '../../src/connect/csv-read.js';
import { bytes } from './bytes.js';

async function traces(text: string | Uint8Array): Promise<(string | number | undefined)[][]> {
  const csv = await readCsv(bytes(text), { file: 'list.csv' });
  for await (const _row of csv.rows); // findings are complete at the end
  return csv.findings
    .all()
    .map(({ code, place, claimed }) => [code, place?.row, place?.column, claimed]);
}

describe('a table that a spreadsheet has saved', () => {
  it.each([
    ['German', 'ID;Telefon\r\n1;4,98912E+11\r\n', '4,98912E+11'],
    ['English', 'ID,Telefon\r\n1,4.98912E+11\r\n', '4.98912E+11'],
  ])('names numbers in scientific notation (%s)', async (_language, text, claimed) => {
    expect(await traces(text)).toEqual([['spreadsheet.scientific', 2, 'Telefon', claimed]]);
  });

  it('names the numbers that lost their plus or zero among others that kept it', async () => {
    const text = 'email;Telefon\na@x.de;+49 89 1234567\nb@x.de;4989 1234568\nc@x.de;089/1234569\n';
    expect(await traces(text)).toEqual([['spreadsheet.lost-prefix', 3, 'Telefon', '4989 1234568']]);
  });

  it('names the column once when all its numbers lost their plus', async () => {
    const rows = [1, 2, 3, 4].map((n) => `u${n};49891234567${n}`);
    expect(await traces(['ID;Line', ...rows].join('\n'))).toEqual([
      ['spreadsheet.lost-plus', 1, 'Line', '498912345671'],
    ]);
  });

  it('names a single number that lost its plus, and none that has no country code', async () => {
    expect(await traces('ID;Telefon\n1;4989123456\n')).toHaveLength(1);
    expect(await traces('ID;Telefon\n1;89123456\n')).toEqual([]);
  });
});

describe('a value that a spreadsheet has changed', () => {
  it.each([
    ['a formula', '-163'],
    ['a German date', '01. Feb'],
    ['an English date', '1-Feb'],
    ['a month', 'Okt 12'],
    ['an amount', '4989123456,00'],
    ['a text with its mark', "'+4989123456"],
  ])('names a phone number that became %s', async (_what, value) => {
    expect(await traces(`ID;Telefon\n1;${value}\n`)).toEqual([
      ['spreadsheet.changed-number', 2, 'Telefon', value],
    ]);
  });

  it.each(['#NAME?', '#WERT!', '#VALUE!', '#BEZUG!', '#NV', '#N/A', '#DIV/0!', '########'])(
    'names the error value %s in any column',
    async (value) => {
      expect(await traces(`ID;account\n1;${value}\n`)).toEqual([
        ['spreadsheet.error-value', 2, 'account', value],
      ]);
    },
  );

  it('names umlauts that went through the wrong encoding, and leaves right ones alone', async () => {
    const text = 'ID;Nachname\n1;MÃ¼ller\n2;GroÃŸ\n3;Müller\n4;SÃO\n5;RenÃ©\n6;Â§\n7;Â\n';
    expect((await traces(text)).map(([code, row]) => [code, row])).toEqual(
      [2, 3, 6, 7].map((row) => ['spreadsheet.mojibake', row]),
    );
  });

  it('finds a trace in whatever piece of a long file it stands, also at the seams', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `${i};a`);
    for (const at of [0, 9_000, 9_001, 30_000, 59_999]) rows[at] = `${at};#NAME?`;
    const found = await traces(['ID;account', ...rows].join('\n'));
    expect(found.map(([, row]) => row)).toEqual([2, 9_002, 9_003, 30_002, 60_001]);
    for (const size of [1, 2, 5, 64]) {
      const small = 'ID;account\n1;#NAME?\n2;x\n3;"a\n#NAME?"\n4;Ã¼\n5;\0\n6;1,5E+11\n';
      const csv = await readCsv(bytes(small, size));
      for await (const _row of csv.rows); // findings are complete at the end
      expect(csv.findings.all().map((f) => f.place?.row)).toEqual([2, 6, 7, 8]);
    }
  });
});

describe('numbers that no spreadsheet has touched', () => {
  it.each([
    ['extensions', 'ID;Line\n1;101\n2;102\n3;+49891234567\n'],
    [
      'numbers without any prefix in the style of the house',
      'ID;Line\n1;8912345671\n2;8912345672\n3;8912345673\n',
    ],
    ['an account that looks like a number with an E', 'ID;account\n1;1E5\n2;12E+X\n'],
    [
      'numbers in a column that is no phone number',
      'ID;Personalnummer\n1;4989123456789\n2;4989123456780\n3;4989123456781\n',
    ],
  ])('leaves %s alone', async (_what, text) => {
    expect(await traces(text)).toEqual([]);
  });

  it('reads what German and English spreadsheets write: separator, byte order mark, Windows-1252', async () => {
    const german = Buffer.from('ID;Nachname;email\r\n1;Müller;a@x.de\r\n', 'latin1');
    const english = Buffer.from('\ufeffID,Nachname,email\r\n1,Müller,a@x.de\r\n', 'utf8');
    for (const [text, encoding, separator] of [
      [german, 'windows-1252', ';'],
      [english, 'utf-8', ','],
    ] as const) {
      const csv = await readCsv(bytes(text));
      const rows = [];
      for await (const row of csv.rows) rows.push(row.fields);
      expect(csv.dialect).toMatchObject({ encoding, separator });
      expect(rows).toEqual([['1', 'Müller', 'a@x.de']]);
    }
  });
});
