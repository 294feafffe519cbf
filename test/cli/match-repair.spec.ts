import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentOf, errorOf, Folder, withoutEngine } from './command-line.js';

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => {
  folder.remove();
});

function lists(): string[] {
  const source = folder.file('v4.csv', 'email\na@alt.de\nb@alt.de\nc@alt.de\n=x@x.de\n');
  const target = folder.file('connect.csv', 'email\na@neu.de\nb@neu.de\nc@neu.de\n');
  return ['match', '--source', source, '--target', target];
}

describe('match --repair, --before, --what-if-domain', () => {
  it('writes a repair list in the language of the person, without formulas', async () => {
    const file = join(folder.path, 'repair.csv');
    const ended = await withoutEngine(...lists(), '--repair', file, '--lang', 'en');
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain(`Repair list of 4 rows → ${file}`);
    const [head, first, , , last] = readFileSync(file, 'utf8').split('\r\n');
    expect(head).toContain('Change in V4 to (export again)');
    expect(first).toMatch(/^2;a@alt\.de;other-domain;2;a@neu\.de;a@alt\.de;a@neu\.de;/);
    expect(last).toMatch(/^5;'=x@x\.de;none;;;;;/);
  });

  it('suggests the renaming of a domain and shows what it would change, without changing a file', async () => {
    const plain = await withoutEngine(...lists(), '--json');
    expect(documentOf(plain)).toMatchObject({
      totals: { outcomes: { exact: 0, 'other-domain': 3 } },
      renames: [{ from: 'alt.de', to: 'neu.de', users: 3, against: 0 }],
    });
    const before = folder.file('before.json', plain.stdout);
    const args = ['--what-if-domain', 'alt.de=neu.de', '--before', before, '--json'];
    const ended = await withoutEngine(...lists(), ...args);
    expect(documentOf(ended)).toMatchObject({
      totals: { outcomes: { exact: 3 } },
      whatIf: { from: 'alt.de', to: 'neu.de' },
    });
    expect((documentOf(ended) as { changes: unknown[] }).changes).toHaveLength(6);
    expect(readFileSync(join(folder.path, 'v4.csv'), 'utf8')).toContain('a@alt.de');
  });

  it('says in words what a corrected list changed', async () => {
    const before = folder.file('before.json', (await withoutEngine(...lists(), '--json')).stdout);
    const args = [...lists(), '--before', before, '--lang', 'en'];
    folder.file('v4.csv', 'email\na@neu.de\nb@alt.de\nc@alt.de\n=x@x.de\n');
    const { stdout } = await withoutEngine(...args);
    expect(stdout).toContain('Changed since the earlier result: 2\n');
    expect(stdout).toContain('  a@neu.de: not in the list → equal (exact)\n');
    expect(stdout).toContain('  a@alt.de: another domain (other-domain) → not in the list\n');
    const same = await withoutEngine(...lists(), '--before', before, '--lang', 'en');
    expect(same.stdout).toContain('Changed since the earlier result: 0\n');
  });

  it.each(['alt.de', 'a@alt.de=neu.de', '=neu.de', 'a=b=c'])(
    'refuses --what-if-domain %s',
    async (text) => {
      const ended = await withoutEngine(...lists(), '--what-if-domain', text, '--json');
      expect([ended.code, errorOf(ended).code]).toEqual([2, 'input.invalid']);
    },
  );

  it('refuses an earlier result that is none, and a repair file that is one of the lists', async () => {
    const odd = folder.file('odd.json', '{"rows":[1]}');
    const before = await withoutEngine(...lists(), '--before', odd, '--json');
    expect([before.code, errorOf(before).code]).toEqual([2, 'file.unreadable']);
    const same = await withoutEngine(...lists(), '--repair', join(folder.path, 'v4.csv'), '--json');
    expect([same.code, errorOf(same).code]).toEqual([3, 'path.refused']);
  });
});

describe('export delta', () => {
  it('ends with 5 and names the user who recorded something, with 0 when nothing changed', async () => {
    const tree = join(folder.path, 'export');
    folder.file('export/UserData/a@x.de/greetings/1.wav', 'RIFF');
    const [a, b] = [join(folder.path, 'a.json'), join(folder.path, 'b.json')];
    await withoutEngine('manifest', 'create', tree, '-o', a);
    folder.file('export/UserData/a@x.de/name.wav', 'RIFF');
    await withoutEngine('manifest', 'create', tree, '-o', b);
    const ended = await withoutEngine('export', 'delta', a, b);
    expect(ended.code).toBe(5);
    expect(ended.stdout).toContain('a@x.de: Name neu');
    expect((await withoutEngine('export', 'delta', b, b, '--json')).code).toBe(0);
    const folders = await withoutEngine('export', 'delta', a, tree, '--lang', 'en');
    expect(folders.code).toBe(2);
    expect(folders.stderr).toContain('make it with "umstieg manifest create"');
  });
});
