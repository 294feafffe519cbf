import { join } from 'node:path';
import { documentOf, errorOf, Folder, withoutEngine } from './command-line.js';

interface Found {
  readonly findings: readonly {
    readonly code: string;
    readonly place?: { readonly row?: number; readonly column?: string; readonly file?: string };
  }[];
}

const SID = 'S-1-5-21-1-2-3-1001';
let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => {
  folder.remove();
});

describe('csv check', () => {
  it('ends with 0 for a sound file and says how it is written', async () => {
    const file = folder.file('users.csv', `\ufeffID;email\r\n${SID};a@x.example\r\n`);
    const ended = await withoutEngine('csv', 'check', file, '--json');
    expect(ended.code).toBe(0);
    expect(documentOf(ended)).toMatchObject({
      ...{ kind: 'users', encoding: 'utf-8', bom: true, separator: 'semicolon', newline: 'CRLF' },
      ...{ rows: 1, findings: [] },
    });
  });

  const sample = '# sample\nID;firstname;name;account;email\n# one user\n1;A;B;ab;a@x.example\n';

  it.each([[], ['--as', 'users'], ['--as', 'connect-users']])(
    'reads the comments of a connector sample as comments %s',
    async (...as) => {
      const file = folder.file('TextConnectorSample.csv', sample);
      const ended = await withoutEngine('csv', 'check', file, '--json', ...as);
      expect(documentOf(ended)).toMatchObject({ rows: 1, comments: true, findings: [] });
      expect(ended.code).toBe(0);
    },
  );

  it('knows a connector file by its columns when no comment stands before them', async () => {
    const file = folder.file('connector.csv', sample.slice(sample.indexOf('ID')));
    const ended = await withoutEngine('csv', 'check', file, '--json');
    expect(documentOf(ended)).toMatchObject({ rows: 1, comments: true });
    const list = await withoutEngine('csv', 'check', file, '--json', '--as', 'users');
    expect(documentOf(list)).toMatchObject({ rows: 2, comments: false });
  });

  it('takes # in a user list for data', async () => {
    const file = folder.file('users.csv', 'ID;email\n#1;a@x.example\n');
    const ended = await withoutEngine('csv', 'check', file, '--json');
    expect(documentOf(ended)).toMatchObject({ rows: 1, comments: false });
  });

  it('ends with 5 and names row and column of every bad row', async () => {
    const file = folder.file('users.csv', 'ID;email\n1;a@x.example\n2\n3;no address\n');
    const ended = await withoutEngine('csv', 'check', file, '--json');
    expect(ended.code).toBe(5);
    expect((documentOf(ended) as Found).findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          code: 'csv.row-short',
          place: { file: 'users.csv', row: 3, column: 'email' },
        }),
        expect.objectContaining({
          code: 'email.invalid',
          place: { file: 'users.csv', row: 4, column: 'email' },
        }),
      ]),
    );
  });

  it('shows findings to people in one line each', async () => {
    const file = folder.file('users.csv', 'ID;email\n1;a@x.example\n2;A@X.example\n');
    const { code, stdout } = await withoutEngine('csv', 'check', file);
    expect(code).toBe(5);
    expect(stdout).toContain(
      'users.csv, Zeile 2, Spalte email: Die E-Mail-Adresse kommt mehrfach vor',
    );
  });
});

describe('a file that csv check cannot read', () => {
  it.each([
    ['an empty file', '', []],
    ['a file without the columns of its kind', 'a;b\n1;2\n', ['--as', 'dynamic-lines']],
    ['a user list without addresses', 'ID;name\n1;x\n', ['--as', 'connect-users']],
  ])('ends with 2 for %s', async (_what, content, more) => {
    const file = folder.file('list.csv', content);
    const ended = await withoutEngine('csv', 'check', file, ...more, '--json');
    expect(ended.code).toBe(2);
    expect(errorOf(ended)).toMatchObject({ code: 'file.unreadable', place: { file: 'list.csv' } });
  });

  it.each([
    ['that is missing', 'nothing.csv'],
    ['that is a folder', '.'],
  ])('ends with 2 for a file %s', async (_what, name) => {
    const ended = await withoutEngine('csv', 'check', join(folder.path, name), '--json');
    expect(ended.code).toBe(2);
    expect(errorOf(ended).code).toBe('file.unreadable');
  });

  it('ends with 2 for a kind it does not know', async () => {
    const file = folder.file('list.csv', 'email\n');
    const ended = await withoutEngine('csv', 'check', file, '--as', 'Anna', '--json');
    expect(ended.code).toBe(2);
    expect(errorOf(ended).expected).toContain('user-lines-dynamic');
  });

  it.each(['ID|account|email\n1|a|a@x.example\n', '<html><table></table></html>\n', 'a;b\n1;2\n'])(
    'does not call a table sound that it did not recognize: %j',
    async (content) => {
      const ended = await withoutEngine('csv', 'check', folder.file('list.csv', content), '--json');
      expect(ended.code).toBe(5);
      const { findings } = documentOf(ended) as { findings: { code: string }[] };
      expect(findings.map((f) => f.code)).toEqual(['csv.not-recognized']);
    },
  );

  it('lets no control character of a file reach the terminal', async () => {
    const evil = `${String.fromCharCode(27)}]0owned${String.fromCharCode(7)}`;
    const file = folder.file('users.csv', `ID;email\n1;${evil}@x y\n`);
    const { stdout } = await withoutEngine('csv', 'check', file);
    expect(stdout).toContain('owned');
    expect(stdout).not.toContain(String.fromCharCode(27));
    expect(stdout).not.toContain(String.fromCharCode(7));
  });
});
