import fc from 'fast-check';
import { isUtf8 } from 'node:buffer';
import type { Dialect } from '../../src/connect/csv-dialect.js';
import { SEPARATORS } from '../../src/connect/csv-dialect.js';
import { ENCODINGS } from '../../src/connect/csv-encoding.js';
import { writeCsv } from '../../src/connect/csv-write.js';
import { readAll } from './bytes.js';

const RUNS = Number(process.env['FC_RUNS'] ?? 300);
const SPECIAL = ['"', '""', '\r', '\n', '\r\n', ';', ',', '\t', ' ', '#', "'", '=', '@', '+', '\0'];
const LATIN = ['a', 'B', 'ä', 'ß', '€', '“', '\u00a0', 'ÿ', '0'];
const WIDE = ['\u200b', 'u\u0308', '漢', '😀', '\ufffe', 'Ω'];

const dialects: fc.Arbitrary<Dialect> = fc
  .record({
    encoding: fc.constantFrom(...ENCODINGS),
    bom: fc.boolean(),
    separator: fc.constantFrom(...SEPARATORS),
    newline: fc.constantFrom<'\r\n' | '\n'>('\r\n', '\n'),
    comments: fc.boolean(),
  })
  .map((d) => ({ ...d, bom: d.encoding !== 'windows-1252' && d.bom }));

const cell = (encoding: string): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...SPECIAL, ...LATIN, ...(encoding === 'windows-1252' ? [] : WIDE)), {
      maxLength: 6,
    })
    .map((parts) => parts.join(''));

const files = dialects.chain((dialect) =>
  fc.integer({ min: 1, max: 4 }).chain((width) =>
    fc.record({
      dialect: fc.constant(dialect),
      header: fc.constant(['ID', 'mail', 'sn', 'phone'].slice(0, width)),
      rows: fc.array(fc.array(cell(dialect.encoding), { minLength: width, maxLength: width }), {
        maxLength: 8,
      }),
      size: fc.integer({ min: 1, max: 40 }),
    }),
  ),
);

describe('what Umstieg writes it reads back', () => {
  it('in every dialect, cell by cell and line by line', async () => {
    await fc.assert(
      fc.asyncProperty(files, async ({ dialect, header, rows, size }) => {
        const content = Buffer.concat([...writeCsv([header, ...rows], dialect)]);
        fc.pre(dialect.encoding !== 'windows-1252' || ascii(content) || !isUtf8(content));
        const separator = dialect.separator;
        const read = await readAll(content, { separator, comments: dialect.comments }, size);
        expect(read.file.header).toEqual(header);
        expect(read.rows.map((r) => r.fields)).toEqual(rows);
        expect(read.rows.map((r) => r.row)).toEqual(lines([header, ...rows], dialect).slice(1));
        const ofForm = read.findings.filter((f) => !f.code.startsWith('spreadsheet.'));
        expect(ofForm.filter((f) => f.code !== 'csv.nul')).toEqual([]);
        expect(ofForm).toHaveLength(rows.flat().filter((c) => c.includes('\0')).length);
      }),
      { numRuns: RUNS },
    );
  });
  it('survives arbitrary bytes with findings or a refusal, never with another error', async () => {
    const alphabet = fc.constantFrom(
      0x22,
      0x0a,
      0x0d,
      0x3b,
      0x2c,
      0x61,
      0x00,
      0xff,
      0xfe,
      0xc3,
      0xa4,
    );
    await fc.assert(
      fc.asyncProperty(fc.array(alphabet, { maxLength: 60 }), fc.boolean(), async (b, comments) => {
        const content = Uint8Array.from(b);
        const whole = await readAll(content, { comments }).catch(nameOf);
        const pieces = await readAll(content, { comments }, 1).catch(nameOf);
        if (typeof whole === 'string' || typeof pieces === 'string') {
          expect([whole, pieces]).toEqual(['Unreadable', 'Unreadable']);
        } else {
          expect(pieces.rows).toEqual(whole.rows);
          expect(pieces.findings).toEqual(whole.findings);
        }
      }),
      { numRuns: RUNS },
    );
  });
  it('refuses characters the encoding has no byte for', () => {
    const dialect: Dialect = {
      encoding: 'windows-1252',
      bom: false,
      separator: ';',
      newline: '\n',
      comments: false,
    };
    expect(() => [...writeCsv([['漢']], dialect)]).toThrow('U+6F22');
    expect(() => [...writeCsv([['\u0081']], dialect)]).toThrow(RangeError);
    expect(() => [...writeCsv([['\ud800']], { ...dialect, encoding: 'utf-8' })]).toThrow(
      RangeError,
    );
  });
});

/** Physical start line of each record as a person would count it in an editor that breaks at LF. */
function lines(rows: readonly (readonly string[])[], dialect: Dialect): number[] {
  let line = 1;
  return rows.map((row) => {
    const text = [...writeCsv([row], { ...dialect, encoding: 'utf-8', bom: false })].join('');
    const start = line;
    line += text.split('\n').length - 1;
    return start;
  });
}

function ascii(content: Buffer): boolean {
  return content.every((byte) => byte < 0x80);
}

function nameOf(error: unknown): string {
  return (error as Error).name;
}
