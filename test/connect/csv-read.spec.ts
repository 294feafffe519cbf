import { Unreadable } from '../../src/connect/finding.js';
import { readCsv } from '../../src/connect/csv-read.js';
import { bytes, readAll } from './bytes.js';

const utf16 = (text: string, big = false): Buffer => {
  const b = Buffer.from(`\ufeff${text}`, 'utf16le');
  return big ? b.swap16() : b;
};

describe('encodings', () => {
  it.each([
    ['utf-8', Buffer.from('\ufeffemail;name\nä@x.de;Ü\n', 'utf8'), true],
    ['utf-8', Buffer.from('email;name\nä@x.de;Ü\n', 'utf8'), false],
    ['utf-16le', utf16('email;name\nä@x.de;Ü\n'), true],
    ['utf-16be', utf16('email;name\nä@x.de;Ü\n', true), true],
    ['windows-1252', Buffer.from('email;name\nä@x.de;Ü\n', 'latin1'), false],
  ])('reads %s', async (encoding, content, bom) => {
    for (const size of [1, 3, 65_536]) {
      const { file, rows, findings } = await readAll(content, {}, size);
      expect(file.dialect).toMatchObject({ encoding, bom, separator: ';' });
      expect(file.header).toEqual(['email', 'name']);
      expect(rows).toEqual([{ row: 2, fields: ['ä@x.de', 'Ü'] }]);
      expect(findings).toEqual([]);
    }
  });
  it('decides from the whole file, also when the only Windows-1252 byte is the last one', async () => {
    const content = Buffer.concat([
      Buffer.from(`email\n${'a@x.de\n'.repeat(100_000)}`),
      Buffer.from([0xfc]),
    ]);
    const { file, rows } = await readAll(content);
    expect(file.dialect.encoding).toBe('windows-1252');
    expect(rows.at(-1)).toEqual({ row: 100_002, fields: ['ü'] });
  });
  it('reads a source that can be opened only once', async () => {
    const file = await readCsv(bytes(Buffer.from('email\nä\n', 'latin1'), 2)());
    expect(file.dialect.encoding).toBe('windows-1252');
  });
  it('maps the characters of Windows-1252 and names its five undefined bytes', async () => {
    const content = Buffer.from([
      ...Buffer.from('email;name\n'),
      0x80,
      0x3b,
      0x93,
      0x0a,
      ...[0x81, 0x8d, 0x8f, 0x90, 0x9d].flatMap((b) => [0x61, 0x3b, b, 0x0a]),
    ]);
    const { rows, findings } = await readAll(content);
    expect(rows[0]?.fields).toEqual(['€', '“']);
    expect(findings).toEqual(
      [3, 4, 5, 6, 7].map((row) => ({ code: 'csv.undecodable', row, column: 'name' })),
    );
  });
  it('names broken bytes after a UTF-8 BOM and a cut UTF-16 character', async () => {
    const broken = Buffer.concat([
      Buffer.from('\ufeffemail,name\na,'),
      Buffer.from([0xff]),
      Buffer.from('\nb,c\n'),
    ]);
    expect((await readAll(broken)).findings).toEqual([
      { code: 'csv.undecodable', row: 2, column: 'name' },
    ]);
    const cut = utf16('email,name\na,bc').subarray(0, -1);
    expect((await readAll(cut)).findings).toEqual([
      { code: 'csv.undecodable', row: 2, column: 'name' },
    ]);
  });
});

describe('separators', () => {
  it.each([
    ['ID\tmail\tx;y;z;a', '\t'],
    ['ID,mail,name', ','],
    ['ID;mail;name', ';'],
    ['ID mail name', ' '],
    ['a,b;c;d', ';'],
    ['single', '\t'],
    ['"email";"a,b,c,d"', ';'],
    ['\n\nID ;MAIL;x,y,z,a,b,c', ';'],
  ])('finds the separator of %j', async (header, separator) => {
    expect((await readAll(`${header}\n`)).file.dialect.separator).toBe(separator);
  });
  it('can be told the separator', async () => {
    const { file } = await readAll('email;name\n', { separator: ',' });
    expect(file.header).toEqual(['email;name']);
  });
});

describe('rows', () => {
  it('numbers rows by the physical line where the record starts', async () => {
    const text = 'email;name\r\n\r\na;"two\r\nlines\nhere"\r\n\nb;x\n   \n"";y\n"c";z';
    for (const size of [1, 5, 65_536]) {
      const { rows } = await readAll(text, {}, size);
      expect(rows).toEqual([
        { row: 3, fields: ['a', 'two\r\nlines\nhere'] },
        { row: 7, fields: ['b', 'x'] },
        { row: 8, fields: ['   ', ''] },
        { row: 9, fields: ['', 'y'] },
        { row: 10, fields: ['c', 'z'] },
      ]);
    }
  });
  it('keeps a quoted empty field and a line of blanks as records in a file of one column', async () => {
    const { rows } = await readAll('email\n""\n\n \n""');
    expect(rows).toEqual([
      { row: 2, fields: [''] },
      { row: 4, fields: [' '] },
      { row: 5, fields: [''] },
    ]);
  });
  it('treats # as data in user lists and as comment in connector files, counting the line', async () => {
    const text = '# first; "not closed\nID;name\n#a;b\n\n"#c";d\ne;f#g\n';
    const asList = await readAll('ID;name\n#a;b\n');
    expect(asList.rows).toEqual([{ row: 2, fields: ['#a', 'b'] }]);
    const { file, rows, findings } = await readAll(text, { comments: true });
    expect(file.headerRow).toBe(2);
    expect(rows).toEqual([
      { row: 5, fields: ['#c', 'd'] },
      { row: 6, fields: ['e', 'f#g'] },
    ]);
    expect(findings).toEqual([]);
  });
  it('keeps stray quotes as data', async () => {
    const { rows } = await readAll('email;name\na"b;O"Brien"\n');
    expect(rows[0]?.fields).toEqual(['a"b', 'O"Brien"']);
  });
  it('pads short rows, keeps extra fields and names both', async () => {
    const { rows, findings } = await readAll('email;name;sn\na\nb;c;d;e;f\n');
    expect(rows.map((r) => r.fields)).toEqual([
      ['a', '', ''],
      ['b', 'c', 'd', 'e', 'f'],
    ]);
    expect(findings).toEqual([
      { code: 'csv.row-short', row: 2, column: 'name' },
      { code: 'csv.row-long', row: 3, column: '4' },
    ]);
  });
  it('names NUL characters with row and column', async () => {
    expect((await readAll('email;name\na;b\0c\n')).findings).toEqual([
      { code: 'csv.nul', row: 2, column: 'name' },
    ]);
  });
});

describe('broken files', () => {
  it.each([[''], ['\ufeff'], ['\n\r\n\n']])('refuses the empty file %j', async (text) => {
    await expect(readCsv(bytes(text))).rejects.toThrow(Unreadable);
    await expect(readCsv(bytes(text))).rejects.toMatchObject({ reason: { code: 'csv.empty' } });
  });
  it('reads a header without rows', async () => {
    const { rows, findings } = await readAll('email;name');
    expect(rows).toEqual([]);
    expect(findings).toEqual([]);
  });
  it('sees duplicate, unnamed and __proto__ headers that csv-parse would drop', async () => {
    const { file, rows, findings } = await readAll('email;EMail ;__proto__;;x\na;b;c;d;e\n');
    expect(file.header).toEqual(['email', 'EMail', '__proto__', '', 'x']);
    expect(rows[0]?.fields).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(findings).toEqual([
      { code: 'csv.header-duplicate', row: 1, column: 'EMail' },
      { code: 'csv.header-proto', row: 1, column: '__proto__' },
      { code: 'csv.header-unnamed', row: 1, column: '4' },
    ]);
  });
  it('keeps the rows before an unclosed quote and says where it opens', async () => {
    const { file, rows, findings } = await readAll('email;name\na;b\n\nc;"d\ne;f\n');
    expect(rows).toEqual([{ row: 2, fields: ['a', 'b'] }]);
    expect(findings).toEqual([{ code: 'csv.quote-not-closed', row: 4, column: 'name' }]);
    expect(file.stopped()?.code).toBe('csv.quote-not-closed');
  });
});

describe('limits', () => {
  it('stops at a long field, also inside a quote that never closes, and not at a long record', async () => {
    const limits = { fieldBytes: 1_000 };
    const exact = 'ä'.repeat(500);
    const fine = await readAll(`email;name\n${exact};"${exact}"\n`, { limits });
    expect(fine.rows).toHaveLength(1);
    for (const bad of [`${exact}x`, 'x'.repeat(1_001)]) {
      const { findings } = await readAll(`email;name\na;b\nc;${bad}\n`, { limits });
      expect(findings).toEqual([{ code: 'csv.field-too-long', row: 3, column: 'name' }]);
    }
  });
  it('stops at a record that never ends: by columns, by fields, or by an open quote', async () => {
    const limits = { recordBytes: 10_000, columns: 100 };
    const code = async (bad: string): Promise<unknown> => {
      const { rows, findings } = await readAll(`email;name\na;b\nc;${bad}`, { limits }, 1_000);
      expect(rows).toHaveLength(1);
      return findings;
    };
    const at = (code: string, column?: string) => [{ code, row: 3, column }];
    expect(await code(';'.repeat(50_000))).toEqual(at('csv.too-many-columns', '101'));
    expect(await code('x'.repeat(50_000))).toEqual(at('csv.record-too-long'));
    expect(await code(`"${'x\n'.repeat(50_000)}`)).toEqual(at('csv.quote-not-closed', 'name'));
  });
  it('stops at too many columns and too many rows', async () => {
    const limits = { columns: 3, rows: 2 };
    const columns = await readAll('a;b;c\n1;2;3\n1;2;3;4\n', { limits });
    expect(columns.findings).toEqual([{ code: 'csv.too-many-columns', row: 3, column: '4' }]);
    const rows = await readAll('a;b\n1;2\n3;4\n5;6\n', { limits });
    expect(rows.rows).toHaveLength(2);
    expect(rows.findings).toEqual([{ code: 'csv.too-many-rows', row: 4, column: undefined }]);
    await expect(readCsv(bytes('a;b;c;d\n'), { limits })).rejects.toMatchObject({
      reason: { code: 'csv.too-many-columns', place: { row: 1 } },
    });
  });
  it('does not read on behind a gigantic unclosed quote', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'x');
    let read = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      yield Buffer.from('email;name\na;"');
      for (; read < 200; read++) yield await Promise.resolve(piece);
    }
    const file = await readCsv(endless, { encoding: 'utf-8' });
    for await (const row of file.rows) expect(row).toBeUndefined();
    expect(file.stopped()?.code).toBe('csv.quote-not-closed');
    expect(read).toBeLessThan(12);
  });
  it('names the file in findings', async () => {
    const { file } = await readAll('email;name\na\n', { file: 'V4.csv' });
    expect(file.findings.all()[0]?.place).toEqual({ file: 'V4.csv', row: 2, column: 'name' });
  });
});
