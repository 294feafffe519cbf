import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderPathProblem, folderProblem } from '../../src/steps/folder-path.js';
import { walkFolder, type Entry } from '../../src/steps/files.js';
import { makeFolder, removeFolders } from './temporary-folder.js';

afterEach(removeFolders);

async function walk(root: string, limits = {}): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of walkFolder(root, limits)) entries.push(entry);
  return entries;
}
const paths = (entries: Entry[]) =>
  entries.flatMap((e) => (e.kind === 'finding' ? [] : [e.kind === 'file' ? e.path : `${e.path}/`]));
const found = (entries: Entry[]) =>
  entries.flatMap((e) =>
    e.kind === 'finding' ? [`${e.reason.code} ${e.reason.place?.file ?? ''}`] : [],
  );

describe('walking a folder', () => {
  it('yields files and folders in one fixed order, with size and time', async () => {
    const root = makeFolder({ 'b/ä.wav': 'xyz', 'a.csv': 'ID\n', 'b/c/d.txt': '' });
    utimesSync(join(root, 'a.csv'), 1000, 1000.25);
    const entries = await walk(root);
    expect(paths(entries)).toEqual(['a.csv', 'b/', 'b/c/', 'b/c/d.txt', 'b/ä.wav']);
    expect(entries[0]).toMatchObject({ kind: 'file', size: 3, mtimeMs: 1_000_250 });
    expect(found(entries)).toEqual([]);
  });

  it('never follows a link, be it to a file, a folder or in a circle', async () => {
    const root = makeFolder({ 'real.txt': '1' });
    symlinkSync('/etc/passwd', join(root, 'passwd'));
    symlinkSync('/etc', join(root, 'etc'));
    symlinkSync('.', join(root, 'loop'));
    const entries = await walk(root);
    expect(paths(entries)).toEqual(['real.txt']);
    expect(found(entries)).toEqual(['files.link etc', 'files.link loop', 'files.link passwd']);
  });

  it('refuses a root that is itself a link', async () => {
    const root = makeFolder({ 'real/a.txt': '1' });
    symlinkSync(join(root, 'real'), join(root, 'way'));
    expect(found(await walk(join(root, 'way')))).toEqual([`files.link ${join(root, 'way')}`]);
  });

  it('lists pipes and devices without opening them', async () => {
    const root = makeFolder({ 'a.txt': '1' });
    execFileSync('mkfifo', [join(root, 'pipe')]);
    const entries = await walk(root);
    expect(found(entries)).toEqual(['files.special pipe']);
    expect(paths(entries)).toEqual(['a.txt']);
  });
});

describe('names that cannot stand on Windows', () => {
  it.each([
    'CON',
    'nul.txt',
    'LPT¹.wav',
    'com1 .txt',
    'ends.',
    'ends ',
    'a\nb',
    'C:\\x',
    '..\\..\\x',
    'q?',
  ])('leaves out the name %j, which Windows does not allow', async (name) => {
    const root = makeFolder();
    writeFileSync(join(root, name), '1');
    const entries = await walk(root);
    expect(paths(entries)).toEqual([]);
    expect(found(entries)[0]).toMatch(/^files\.name-not-windows /);
    expect(JSON.stringify(entries)).not.toContain('\\n');
  });

  it('leaves out names that reverse the writing direction and shows them harmlessly', async () => {
    const root = makeFolder({ 'a\u202egnp.exe': '1' });
    expect(found(await walk(root))).toEqual(['files.name-disguised a\\u{202e}gnp.exe']);
  });

  it('leaves out names that are not UTF-8 and shows their bytes', async () => {
    const root = makeFolder();
    writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0x4d, 0xfc, 0x2e])]), '1');
    expect(found(await walk(root))).toEqual(['files.name-not-utf8 M%FC.']);
  });

  it('names the second of two names that Windows or a person holds for one', async () => {
    const root = makeFolder({ 'Ä.wav': '1', 'A\u0308.wav': '2', 'x.csv': '3', 'X.csv': '4' });
    const entries = await walk(root);
    expect(found(entries).map((f) => f.split(' ')[0])).toEqual([
      'files.same-name-twice',
      'files.same-name-twice',
    ]);
    expect(paths(entries)).toHaveLength(2);
  });
});

describe('limits of a walk', () => {
  it('stops descending at the depth limit and goes on beside it', async () => {
    const root = makeFolder({ 'z.txt': '1' });
    mkdirSync(join(root, ...Array.from({ length: 300 }, () => 'd')), { recursive: true });
    const entries = await walk(root);
    expect(found(entries)).toHaveLength(1);
    expect(found(entries)[0]).toMatch(/^files\.too-deep /);
    expect(paths(entries).at(-1)).toBe('z.txt');
  });

  it('stops with one finding beyond the limit of entries or bytes', async () => {
    const root = makeFolder({ a: '12345', b: '12345', c: '12345' });
    expect(found(await walk(root, { entries: 2 }))).toEqual(['files.too-many c']);
    expect(found(await walk(root, { bytes: 9 }))).toEqual(['files.too-big b']);
  });
});

describe('the path of a folder', () => {
  it('names what lies one level up when the folder is missing', async () => {
    const root = makeFolder({ 'XPhoneServerMigration2/a': '1', 'old.zip': '2' });
    const reason = await folderProblem(join(root, 'XPhoneServerMigration'));
    expect(reason).toMatchObject({
      code: 'folder.missing',
      known: 'XPhoneServerMigration2, old.zip',
    });
  });

  it('tells a file from a folder', async () => {
    const root = makeFolder({ 'export.zip': 'PK' });
    expect((await folderProblem(join(root, 'export.zip')))?.code).toBe('folder.not-a-folder');
  });

  it.each(['C:\\ProgramData\\C4B', '\\\\srv\\share'])(
    'takes %j for another computer, not for a relative path',
    async (path) => {
      expect((await folderProblem(path, 'linux'))?.code).toBe('folder.other-computer');
    },
  );

  it('wants a full path', async () => {
    expect((await folderProblem('export', 'linux'))?.code).toBe('folder.not-absolute');
  });

  it.each(['/a/../b', 'C:\\a\\..\\b', '/a\0b'])('refuses %j before the disk is asked', (path) => {
    expect(folderPathProblem(path)).toBeDefined();
  });

  it('accepts names with two dots inside', () => {
    expect(folderPathProblem('C:\\a..b\\c')).toBeUndefined();
  });
});
