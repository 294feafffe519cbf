import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentOf, errorOf, Folder, withoutEngine } from './command-line.js';

interface Found {
  readonly findings: readonly {
    readonly code: string;
    readonly place?: { readonly row?: number; readonly column?: string; readonly file?: string };
  }[];
}
const codes = (found: unknown): string[] => (found as Found).findings.map((f) => f.code);

const SID = 'S-1-5-21-1-2-3-1001';
let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => {
  folder.remove();
});

describe('match', () => {
  const source = 'ID;email\n1;a@x.example\n2;B@x.example\n3;c@x.example\n';
  const target = 'email\na@x.example\nb@x.example\nd@x.example\n';
  const match = (...more: string[]) =>
    withoutEngine(
      'match',
      ...['--source', folder.file('source.csv', source)],
      ...['--target', folder.file('target.csv', target)],
      ...more,
    );

  it.each([
    ['de', '1 gleich (exact) + 1 nur Groß/Klein anders (case) + 1 niemand gefunden (none) = 3'],
    ['en', '1 equal (exact) + 1 only letter case differs (case) + 1 nobody found (none) = 3'],
  ])('says outcomes in words, the code behind them (%s)', async (language, line) => {
    const source = folder.file('s.csv', 'email\na@x.example\nb@x.example\nc@x.example\n');
    const target = folder.file('t.csv', 'email\na@x.example\nB@x.example\n');
    const lists = ['--source', source, '--target', target, '--lang', language];
    expect((await withoutEngine('match', ...lists)).stdout).toContain(line);
  });

  it('gives every source row one outcome; the sums close; exit 0', async () => {
    const ended = await match('--json');
    expect(ended.code).toBe(0);
    expect(documentOf(ended)).toMatchObject({
      totals: {
        ...{ source: 3, target: 3, withData: 3, targetWithoutSource: 2 },
        outcomes: { exact: 1, case: 1, none: 1 },
        import: { import: 1, 'no-match': 2 },
      },
      rows: [
        { row: 2, email: 'a@x.example', sid: '1', outcome: 'exact', target: { row: 2 } },
        { row: 3, outcome: 'case', target: { row: 3 } },
        { row: 4, outcome: 'none', target: null },
      ],
      targetWithoutSource: [{ row: 3 }, { row: 4, email: 'd@x.example' }],
    });
  });

  it('ends with 5 on differences only when it is strict', async () => {
    expect((await match()).code).toBe(0);
    expect((await match('--strict')).code).toBe(5);
  });

  it('counts who has data by the folders of addresses', async () => {
    folder.file('UserData/a%40x.example/deep/1.wav', 'x');
    folder.file('UserData/nobody@x.example/1.wav', 'x');
    const ended = await match('--userdata', join(folder.path, 'UserData'), '--json');
    const found = documentOf(ended) as Found & { totals: { withData: number } };
    expect(found.totals.withData).toBe(1);
    expect(codes(found)).toContain('userdata.folder-without-row');
    expect((await match('--userdata', join(folder.path, 'none'))).code).toBe(2);
  });

  it('ends with 2 when a list has no address column', async () => {
    const file = folder.file('other.csv', 'ID;phone\n1;2\n');
    const ended = await withoutEngine('match', '--source', file, '--target', file, '--json');
    expect(ended.code).toBe(2);
    expect(errorOf(ended)).toMatchObject({ place: { file: 'other.csv', row: 1, column: 'email' } });
  });
});

describe('connector files', () => {
  const template = '# ours\r\nID;firstname;name;account;email\r\n';
  const users = (first: string) =>
    `ID;firstname;name;account;email\n${SID};${first};B;ab;a@x.example\n`;
  const build = async (first: string) => {
    const output = join(folder.path, 'connector.csv');
    const ended = await withoutEngine(
      ...['connector', 'build', '--users', folder.file('users.csv', users(first))],
      ...['--template', folder.file('sample.csv', template), '-o', output, '--json'],
    );
    return { ended, output };
  };

  it('are built in the dialect of the template and pass their own check', async () => {
    const { ended, output } = await build('Anna');
    expect(ended.code).toBe(0);
    expect(readFileSync(output, 'utf8')).toBe(`${template}${SID};Anna;B;ab;a@x.example\r\n`);
    const checked = await withoutEngine('connector', 'check', output, '--purpose', 'create-users');
    expect(checked.code).toBe(0);
  });

  it('are not written when a row stands in the way', async () => {
    const { ended, output } = await build('=cmd');
    expect(ended.code).toBe(5);
    expect(codes(documentOf(ended))).toContain('connector.formula');
    expect(existsSync(output)).toBe(false);
  });

  it('never overwrite what they are made from', async () => {
    const list = folder.file('users.csv', users('Anna'));
    const ended = await withoutEngine(
      ...['connector', 'build', '--users', list, '--template', folder.file('t.csv', template)],
      ...['-o', list, '--json'],
    );
    expect(ended.code).toBe(3);
    expect(readFileSync(list, 'utf8')).toBe(users('Anna'));
  });

  it('are refused when they are line files under another name (W-09)', async () => {
    const file = folder.file('harmless.csv', 'Line;ConsoleIdentification\n1;x\n');
    const ended = await withoutEngine(
      'connector',
      'check',
      file,
      '--purpose',
      'dynamic-lines',
      '--json',
    );
    expect(ended.code).toBe(5);
    expect(codes(documentOf(ended))).toContain('connector.line-file');
  });
});
