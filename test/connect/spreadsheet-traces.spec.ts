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
