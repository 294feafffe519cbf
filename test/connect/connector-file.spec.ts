import fc from 'fast-check';
import { checkConnectorFile } from '../../src/connect/connector-check.js';
import { buildConnectorFile } from '../../src/connect/connector-file.js';
import { isE164 } from '../../src/connect/connector-rules.js';
import { readTemplate } from '../../src/connect/connector-template.js';
import { DEFAULT_LAYOUT } from '../../src/connect/export-layout.js';
import { readUserList } from '../../src/connect/user-list.js';
import { bytes } from './bytes.js';

const RUNS = Number(process.env['FC_RUNS'] ?? 300);
const sid = (n: number): string => `S-1-5-21-1-2-3-${n}`;
const TEMPLATE =
  '# our sample; "x\r\nID;firstname;name;account;email;phone;Ort\r\n# more\r\n#1;A;B;c\r\n1;A;B;c\r\n';
const LIST = 'SID,givenName,sn,login,mail,Telefon,Ort\n';

async function build(list: string, template: string | Uint8Array = TEMPLATE) {
  const users = await readUserList(bytes(list), { file: 'users.csv' });
  const built = buildConnectorFile(users, await readTemplate(bytes(template)));
  const content = built.pieces && Buffer.concat([...built.pieces()]);
  const findings = built.findings.map(({ code, place }) => [code, place?.row, place?.column]);
  return { ...built, content, findings };
}

describe('building a connector file', () => {
  it('takes separator, line ends, header and comments from the template and values verbatim', async () => {
    const { content, rows, notes } = await build(
      `${LIST}${sid(1001)},Änne,"M;üller",anne,a@x.de,+49 (89) 123-4,"Köln ""Süd"""\n`,
    );
    expect(content?.toString()).toBe(
      '# our sample; "x\r\nID;firstname;name;account;email;phone;Ort\r\n# more\r\n#1;A;B;c\r\n' +
        `${sid(1001)};Änne;"M;üller";anne;a@x.de;+49 (89) 123-4;"Köln ""Süd"""\r\n`,
    );
    expect([rows, notes]).toEqual([1, []]);
  });
  it.each(['utf16le', 'latin1'] as const)(
    'writes in the encoding of the template: %s',
    async (encoding) => {
      const bom = encoding === 'utf16le' ? '\ufeff' : '';
      const template = Buffer.from(`${bom}ID\tfirstname\tname\taccount\n# ä\n`, encoding);
      const { content } = await build(`${LIST}${sid(1001)},Ä,B,c,a@x.de,,\n`, template);
      expect(content?.toString(encoding)).toBe(
        `${bom}ID\tfirstname\tname\taccount\n# ä\n${sid(1001)}\tÄ\tB\tc\n`,
      );
    },
  );
  it('produces no file when a mandatory field is empty or an ID occurs twice, and lists the rows', async () => {
    const { content, findings } = await build(
      `${LIST}${sid(1001)},A, ,a,a@x.de,,\n,B,B,b,b@x.de,,\n${sid(1001)},C,C,,c@x.de,,\n`,
    );
    expect(content).toBeUndefined();
    expect(findings).toEqual([
      ['connector.mandatory-empty', 2, 'name'],
      ['connector.mandatory-empty', 3, 'ID'],
      ['connector.mandatory-empty', 4, 'account'],
      ['connector.id-duplicate', 4, 'ID'],
    ]);
  });
  it.each([
    ['=1+1', 'connector.formula'],
    ['-Anna', 'connector.formula'],
    ['@sum', 'connector.formula'],
    ['+evil', 'connector.formula'],
    [' =1', 'connector.formula'],
    ['A\0', 'connector.control-character'],
    ['"A\nB"', 'connector.control-character'],
  ])('refuses the value %j and never changes it', async (value, code) => {
    const { content, findings } = await build(`${LIST}${sid(1001)},${value},B,b,b@x.de,,\n`);
    expect(content).toBeUndefined();
    expect(findings).toEqual([[code, 2, 'firstname']]);
  });
});

describe('what stands in the way of a connector file', () => {
  it('refuses a row that would become a comment, a broken address and a missing character', async () => {
    const comment = await build(`${LIST}#1,A,B,b,b@x.de,,\n`);
    expect(comment.findings).toEqual([['connector.comment-row', 2, 'ID']]);
    const address = await build(`${LIST}${sid(1001)},A,B,b,b@@x.de,,\n`);
    expect(address.findings).toEqual([['connector.email', 2, 'email']]);
    const latin = Buffer.from('ID;firstname;name;account\n# ä\n', 'latin1');
    const wide = await build(`${LIST}${sid(1001)},漢,B,b,b@x.de,,\n`, latin);
    expect(wide.findings).toEqual([['connector.not-encodable', 2, 'firstname']]);
  });
  it('notes IDs without SID, columns left empty and a template without e-mail', async () => {
    const { notes, content } = await build(
      `${LIST}anna,A,B,b,b@x.de,,\n`,
      'ID;firstname;name;account;Pin;LineTypeDynamic\n',
    );
    expect(notes.map((n) => n.code)).toEqual([
      'connector.column-left-empty',
      'connector.line-column-left-out',
      'connector.no-email-column',
      'connector.id-not-sid',
    ]);
    expect(content?.toString()).toBe('ID;firstname;name;account;Pin\nanna;A;B;b;\n');
  });
  it('refuses templates without a mandatory column, line files as lists, and lists cut short', async () => {
    const noAccount = await build(LIST, 'ID;firstname;name\n');
    expect(noAccount.findings).toEqual([['connector.column-missing', undefined, 'account']]);
    const lines = await build(`ID;XPhoneUC_EMail;Line\n${sid(1001)};a@x.de;10\n`);
    expect(lines.findings[0]?.[0]).toBe('connector.line-file');
    const cut = await build(`${LIST}${sid(1001)},"A,B\n`);
    expect(cut.findings[0]?.[0]).toBe('connector.list-cut');
  });
  it('builds only files that its own check accepts', async () => {
    const word = fc.stringMatching(/^[A-ZÄÖÜ][a-zäöü"; ]{0,6}[a-z]$/);
    const row = fc.tuple(word, word, word);
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 5 }),
        fc.constantFrom('\t', ',', ';', ' '),
        async (people, separator) => {
          const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
          const rows = people.map(([a, b, c], i) => [
            sid(1001 + i),
            a,
            b,
            c,
            `u${i}@x.de`,
            '+4989123',
          ]);
          const list =
            LIST.replace(',Ort', '') + rows.map((r) => `${r.map(quoted).join(',')}\n`).join('');
          const template = ['ID', 'firstname', 'name', 'account', 'email', 'phone'].join(separator);
          const { content } = await build(list, `${template}\n`);
          const check = await checkConnectorFile(bytes(content ?? ''), 'create-users');
          expect(check.findings).toEqual([]);
          expect(check.rows).toBe(people.length);
        },
      ),
      { numRuns: RUNS },
    );
  });
});

describe('phone numbers', () => {
  it('may begin with a plus when they are E.164', () => {
    expect(['+49891234', '+49 (89) 12-34', '+1.202.555.0100'].every(isE164)).toBe(true);
    expect(['+0891234', '+', '+49-', '+49891234=1', '4989', '+1234567890123456'].some(isE164)).toBe(
      false,
    );
  });
});

const check = async (text: string, purpose: 'create-users' | 'dynamic-lines') => {
  const result = await checkConnectorFile(bytes(text), purpose, { file: 'x.csv' });
  return {
    ...result,
    codes: result.findings.map(({ code, place }) => [code, place?.row, place?.column]),
  };
};
const DYNAMIC = `ID;LineTypeDynamic;XPhoneUC_Name\n${sid(1001)};3;Anna\n`;

describe('checking a connector file', () => {
  it('accepts each file for its purpose', async () => {
    const dynamic = await check(DYNAMIC, 'dynamic-lines');
    expect(dynamic).toMatchObject({
      kind: 'user-lines-dynamic',
      rows: 1,
      findings: [],
      ids: [sid(1001)],
    });
    expect(dynamic.lineTypes).toEqual({ '3': 1 });
    const users = `# c\nID;firstname;name;account;email\n${sid(1001)};A;B;c;a@x.de\n`;
    expect((await check(users, 'create-users')).codes).toEqual([]);
  });
  it.each(['create-users', 'dynamic-lines'] as const)(
    'refuses UserLines and DynamicLines for %s, however the file is named',
    async (purpose) => {
      const userLines = await check(`ID;XPhoneUC_EMail;Line\n${sid(1001)};a@x.de;10\n`, purpose);
      expect(userLines.findings[0]).toMatchObject({
        code: 'connector.line-file',
        claimed: 'user-lines',
      });
      const lines = await check('Line;ConsoleIdentfication\n10;X\n', purpose);
      expect(lines.findings[0]).toMatchObject({
        code: 'connector.line-file',
        claimed: 'dynamic-lines',
      });
    },
  );
  it('refuses to create users from UserLinesDynamic', async () => {
    const { codes } = await check(DYNAMIC, 'create-users');
    expect(codes[0]?.[0]).toBe('connector.cannot-create');
  });
});

describe('rows and columns of a connector file', () => {
  it('finds columns that would create users or change more than the line', async () => {
    const text = `ID;LineTypeDynamic;firstname;Pin;XPhoneUC_X\n${sid(1001)};3;A;1;x\n`;
    expect((await check(text, 'dynamic-lines')).codes).toEqual([
      ['connector.unexpected-column', 1, 'firstname'],
      ['connector.unexpected-column', 1, 'Pin'],
    ]);
  });
  it('finds empty and repeated IDs and line types', async () => {
    const text = `${DYNAMIC}${sid(1001)};3;B\n;3;C\n${sid(1004)}; ;D\n`;
    expect((await check(text, 'dynamic-lines')).codes).toEqual([
      ['connector.id-duplicate', 3, 'ID'],
      ['connector.mandatory-empty', 4, 'ID'],
      ['connector.line-type', 5, 'LineTypeDynamic'],
    ]);
  });
  it('checks line types against configured values', async () => {
    const layout = {
      ...DEFAULT_LAYOUT,
      lineTypeDynamic: { column: 'LineTypeDynamic', allowed: ['1'] },
    };
    const result = await checkConnectorFile(bytes(DYNAMIC), 'dynamic-lines', { layout });
    expect(result.findings).toMatchObject([
      { code: 'connector.line-type', claimed: '3', known: '1' },
    ]);
  });
  it('finds missing columns, formulas and line columns in a file that creates users', async () => {
    const text = `ID;firstname;name;LineTypeDynamic\n${sid(1001)};=A;B;3\n`;
    const { codes } = await check(text, 'create-users');
    expect(codes).toContainEqual(['connector.column-missing', 1, 'account']);
    expect(codes).toContainEqual(['connector.no-email-column', 1, undefined]);
    expect(codes).toContainEqual(['connector.line-column', 1, 'LineTypeDynamic']);
    expect(codes).toContainEqual(['connector.formula', 2, 'firstname']);
  });
});
