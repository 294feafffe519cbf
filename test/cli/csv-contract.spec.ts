import { documentOf, errorOf, Folder, withoutEngine } from './command-line.js';

interface Checked {
  readonly encoding: string;
  readonly bom: boolean;
  readonly separator: string;
  readonly header: readonly string[];
  readonly rows: number;
  readonly findings: readonly {
    readonly code: string;
    readonly known?: string;
    readonly place?: { readonly file?: string; readonly row?: number; readonly column?: string };
  }[];
}

let folder: Folder;
beforeAll(() => {
  folder = new Folder();
});
afterAll(() => folder.remove());

async function check(content: string | Uint8Array, ...more: string[]) {
  const file = folder.file('list.csv', content);
  const ended = await withoutEngine('csv', 'check', file, '--json', ...more);
  return { code: ended.code, found: documentOf(ended) as Checked, ended };
}
const places = ({ findings }: Checked) =>
  findings.map(({ code, place }) => [code, place?.file, place?.row, place?.column]);
const utf16 = (text: string, mark = '\ufeff') => Buffer.from(`${mark}${text}`, 'utf16le');
const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('the encoding of a table', () => {
  it.each([
    ['a BOM of UTF-8', Buffer.from('\ufeffID;mail\n1;ä@x.de\n'), 'utf-8', true],
    [
      'a BOM of UTF-16 LE, as Excel writes "Unicode text"',
      utf16('ID\tmail\n1\tä@x.de\n'),
      'utf-16le',
      true,
    ],
    ['a BOM of UTF-16 BE', utf16('ID;mail\n1;ä@x.de\n').swap16(), 'utf-16be', true],
    ['valid UTF-8 without a BOM', Buffer.from('ID;mail\n1;ä@x.de\n'), 'utf-8', false],
    ['anything else without a BOM', latin1('ID;mail\n1;ä@x.de\n'), 'windows-1252', false],
  ])('is decided by %s', async (_by, content, encoding, bom) => {
    const { found } = await check(content);
    expect(found).toMatchObject({ encoding, bom, header: ['ID', 'mail'], rows: 1 });
  });

  it('can be told, like the separator', async () => {
    const told = ['--encoding', 'windows-1252', '--separator', 'comma'];
    const { found } = await check('ID,mail;name\n1,a@x.de;ä\n', ...told);
    expect(found).toMatchObject({
      encoding: 'windows-1252',
      separator: 'comma',
      header: ['ID', 'mail;name'],
    });
  });
});

describe('a broken table is named with file, row and column', () => {
  const wide = Array.from({ length: 1_001 }, (_, i) => `c${i}`).join(';');
  it.each([
    [
      'a short row',
      'ID;email\n1\n',
      [
        ['csv.row-short', 'list.csv', 2, 'email'],
        ['email.empty', 'list.csv', 2, 'email'],
      ],
    ],
    ['a long row', 'ID;email\n1;a@x.de;more\n', [['csv.row-long', 'list.csv', 2, '3']]],
    ['a NUL byte', 'ID;email\n\0;a@x.de\n', [['csv.nul', 'list.csv', 2, 'ID']]],
    [
      'a byte that Windows-1252 does not define',
      latin1('ID;email\nM\u0081ller;a@x.de\n'),
      [['csv.undecodable', 'list.csv', 2, 'ID']],
    ],
    [
      'an unclosed quote',
      'ID;email\n1;a@x.de\n\n2;"b@x.de\n',
      [['csv.quote-not-closed', 'list.csv', 4, 'email']],
    ],
    [
      'a header twice',
      'ID;email;id\n1;a@x.de;1\n',
      [['csv.header-duplicate', 'list.csv', 1, 'id']],
    ],
    [
      'a header `__proto__`',
      'ID;email;__proto__\n1;a@x.de;x\n',
      [['csv.header-proto', 'list.csv', 1, '__proto__']],
    ],
    [
      'a header without a name',
      'ID;email;\n1;a@x.de;x\n',
      [['csv.header-unnamed', 'list.csv', 1, '3']],
    ],
    [
      'a field over 1 MiB',
      `ID;email\n1;${'x'.repeat(1024 * 1024 + 1)}\n`,
      [['csv.field-too-long', 'list.csv', 2, 'email']],
    ],
    [
      'a row over 1,000 columns',
      `ID;email\n${wide}\n`,
      [['csv.too-many-columns', 'list.csv', 2, '1001']],
    ],
  ])('%s', async (_what, content, expected) => {
    const { code, found } = await check(content);
    expect([code, places(found)]).toEqual([5, expected]);
  });
});

describe('the limits of a table', () => {
  it('takes a field of exactly 1 MiB and a header of exactly 1,000 columns', async () => {
    const columns = Array.from({ length: 998 }, (_, i) => `c${i}`).join(';');
    const { found } = await check(`ID;email;${columns}\n1;a@x.de;${'x'.repeat(1024 * 1024)}\n`);
    expect(found.findings.map((f) => f.code)).toEqual(['csv.row-short']);
  });

  it('has limits that can be set, and says them', async () => {
    const limits = ['--max-rows', '1', '--max-columns', '3', '--max-field-bytes', '10'];
    const of = async (content: string) => (await check(content, ...limits)).found.findings;
    expect(await of('ID;email\n1;a@x.de\n2;b@x.de\n')).toMatchObject([
      { code: 'csv.too-many-rows', known: '1', place: { row: 3 } },
    ]);
    expect(await of('ID;email\n1;a@long.example\n')).toMatchObject([
      { code: 'csv.field-too-long', known: '10', place: { row: 2, column: 'email' } },
    ]);
    const { code, ended } = await check('a;b;c;email\n', ...limits);
    expect([code, errorOf(ended).place]).toEqual([2, { file: 'list.csv', row: 1, column: '4' }]);
    expect((await check('ID;email\n', '--max-rows', '0')).code).toBe(2);
  });
});

describe('a table without rows', () => {
  it.each([
    ['is empty', ''],
    ['holds a mark of its encoding only', '\ufeff'],
    ['holds empty lines only', '\r\n\n'],
  ])('cannot be read when it %s', async (_what, content) => {
    const { code, ended } = await check(content);
    expect([code, errorOf(ended).place]).toEqual([2, { file: 'list.csv' }]);
  });

  it('is sound when it holds a header and no row', async () => {
    expect(await check('ID;email\r\n')).toMatchObject({
      code: 0,
      found: { rows: 0, findings: [] },
    });
  });
});

describe('what a spreadsheet saves that is no readable CSV', () => {
  it.each([
    ['a workbook (XLSX)', Buffer.from('504b0304140006000800', 'hex'), 'Arbeitsmappe'],
    ['a workbook (XLS)', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'Arbeitsmappe'],
    ['UTF-16 without a BOM', utf16('ID;email\n1;a@x.de\n', ''), 'UTF-16'],
    ['UTF-16 BE without a BOM', utf16('ID;email\n1;a@x.de\n', '').swap16(), 'UTF-16'],
    ['lines that end with CR ("CSV (Macintosh)")', 'ID;email\r1;a@x.de\r', 'Macintosh'],
    ['a header alone that ends with CR', 'ID;email\r', 'Macintosh'],
  ])('%s is refused by name, with what to do', async (_what, content, named) => {
    const { code, ended } = await check(content);
    expect([code, errorOf(ended).place]).toEqual([2, { file: 'list.csv', row: 1 }]);
    expect(errorOf(ended).message).toContain(named);
    expect(errorOf(ended).message).toMatch(/Speichern Sie/);
    expect(errorOf(ended).messageEn).toMatch(/[Ss]ave/);
  });

  it('reads past a line `sep=;` and says that a connector may not', async () => {
    const { code, found } = await check('sep=;\r\nID;email;a,b,c,d\r\n1;a@x.de;x\r\n');
    expect([code, found.separator, found.rows]).toEqual([5, 'semicolon', 1]);
    expect(places(found)).toEqual([['csv.separator-line', 'list.csv', 1, undefined]]);
  });

  it('takes CR inside quotes for what it is', async () => {
    const { code, found } = await check('"ID";"email";"two\r\nlines"\r\n1;a@x.de;"x\ry"\r\n');
    expect([code, found.rows]).toEqual([0, 1]);
  });
});
