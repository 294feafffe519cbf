import type { Dialect, Separator } from '../../src/connect/csv-dialect.js';
import { csvForPeople } from '../../src/connect/csv-for-people.js';
import { csvLine, writeCsv } from '../../src/connect/csv-write.js';

const dialect = (over: Partial<Dialect> = {}): Dialect => ({
  ...{ encoding: 'utf-8', bom: false, separator: ';', newline: '\n', comments: false },
  ...over,
});

describe('a line of a CSV file', () => {
  it.each<[string, string[], Separator, string]>([
    ['cells without anything special bare', ['a', 'b c', "it's", '1.5'], ';', "a;b c;it's;1.5"],
    ['a cell with the separator in quotes', ['a;b', 'a,b'], ';', '"a;b";a,b'],
    ['a cell with another separator bare', ['a;b', 'a,b'], ',', 'a;b,"a,b"'],
    ['a cell with a quotation mark in quotes, the mark doubled', ['say "x"'], ';', '"say ""x"""'],
    ['cells with line ends of any kind in quotes', ['a\rb', 'c\nd'], ';', '"a\rb";"c\nd"'],
    ['a # in front of the line in quotes, so that it is no comment', ['#a', 'b'], ';', '"#a";b'],
    ['a # anywhere else bare', ['a#', '#b'], ';', 'a#;#b'],
    ['a mark in front of the line in quotes', ['\ufeffa', '\ufeffb'], ';', '"\ufeffa";\ufeffb'],
    ['a single empty cell in quotes, so that the line is not blank', [''], ';', '""'],
    ['empty cells beside others bare', ['', 'b', ''], ';', ';b;'],
  ])('holds %s', (_what, cells, separator, line) => {
    expect(csvLine(cells, dialect({ separator }))).toBe(`${line}\n`);
    expect(csvLine(cells, dialect({ separator, newline: '\r\n' }))).toBe(`${line}\r\n`);
  });
});

describe('a CSV file', () => {
  it.each<[Partial<Dialect>, string]>([
    [{ encoding: 'utf-8' }, 'c3a40a'],
    [{ encoding: 'utf-8', bom: true }, 'efbbbfc3a40a'],
    [{ encoding: 'windows-1252' }, 'e40a'],
    [{ encoding: 'utf-16le' }, 'fffee4000a00'],
    [{ encoding: 'utf-16be' }, 'feff00e4000a'],
  ])('in %j begins with its byte order mark, which UTF-16 always has', (over, hex) => {
    expect(Buffer.concat([...writeCsv([['ä']], dialect(over))]).toString('hex')).toBe(hex);
  });
});

describe('a cell of a table for people', () => {
  const cellOf = (cell: string) => {
    const file = Buffer.concat([...csvForPeople([['a', cell]])]).toString('utf8');
    expect(file).toMatch(/^\ufeffa;[^]*\r\n$/);
    return file.slice('\ufeffa;'.length, -'\r\n'.length);
  };

  it.each(['=1', '+1', '-1', '@a', '\ta', '\uff1d1', '\uff0b1', '\uff0d1', '\uff20a'])(
    'that a spreadsheet takes for a formula has an apostrophe in front: %j',
    (cell) => expect(cellOf(cell)).toBe(`'${cell}`),
  );

  it('that begins with a line end has one too, inside the quotation marks', () => {
    expect(cellOf('\r=1')).toBe(`"'\r=1"`);
  });

  it.each(['1=1', 'a+b', 'a-b', 'a@x.de', 'a\tb', ' =1', '', '0'])(
    'that only holds such a character further on stays as it is: %j',
    (cell) => expect(cellOf(cell)).toBe(cell),
  );
});
