import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Language, Parser, type Node } from 'web-tree-sitter';
import { ROOT } from '../style/repository.js';
import { documentOf, errorOf, Folder, withoutEngine } from './command-line.js';

const script = readFileSync(join(ROOT, 'src', 'cli', 'site-kit', 'umstieg-manifest.ps1'), 'utf8');
let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => {
  folder.remove();
});

describe('the script of the site kit', () => {
  // no PowerShell runs here: its grammar is checked, what it does was reviewed line by line (docs/site-kit.md)
  let tree: Node;
  beforeAll(async () => {
    await Parser.init();
    const grammar = fileURLToPath(
      import.meta.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm'),
    );
    const parser = new Parser().setLanguage(await Language.load(grammar));
    const parsed = parser.parse(script);
    if (!parsed) throw new Error('not parsed');
    tree = parsed.rootNode;
  });

  it('is PowerShell without a syntax error', () => {
    expect(tree.hasError).toBe(false);
  });

  it('calls nothing that only newer versions of Windows PowerShell know', () => {
    const commands = tree.descendantsOfType('command_name').map((n) => n.text);
    const own = tree.descendantsOfType('function_name').map((n) => n.text);
    const since2 = ['New-Object', 'Write-Warning', 'Write-Progress', 'Write-Output'];
    const allowed = new Set([
      ...own,
      ...since2,
      'Set-StrictMode',
      'ForEach-Object',
      'certutil.exe',
    ]);
    expect(commands.filter((name) => !allowed.has(name))).toEqual([]);
  });

  it('writes the manifest and the copied tables, nothing else, and opens files for reading only', () => {
    const calls = [...script.matchAll(/\[System\.IO\.(\w+)\]::(\w+)/g)].map(
      ([, type, member]) => `${String(type)}.${String(member)}`,
    );
    const writing = calls.filter((c) => /^(?:File|Directory)\.(?!Exists)/.test(c));
    expect(writing).toEqual([
      ...['Directory.CreateDirectory', 'File.WriteAllText'],
      ...['File.Copy', 'File.SetAttributes'],
    ]);
    expect(script).toContain('[System.IO.File]::SetAttributes($copy,');
    expect(calls).toContain('FileAccess.Read');
    expect(script).not.toMatch(/FileAccess\]::(?:Write|ReadWrite)|Remove-|Set-Content|Out-File|>>/);
  });

  it('takes paths by their letters only, and relative ones from where the console stands', () => {
    const wild = tree.descendantsOfType('command_parameter').map((n) => n.text);
    expect(wild.filter((name) => /^-(?:Path|FilePath|Include|Filter)$/i.test(name))).toEqual([]);
    const body = script.slice(script.indexOf('$ErrorActionPreference'));
    const used = [...body.matchAll(/[\w-]*\s*\$(?:Folder|Output)\b/g)].map(([text]) => text);
    expect(used).toEqual(['Resolve-Full $Folder', 'Resolve-Full $Output']);
  });

  it('holds ASCII only, so that every code page of a server shows it', () => {
    expect(/^[\t\n\x20-\x7e]*$/.test(script)).toBe(true);
  });
});

describe('sitekit export', () => {
  it('writes the script as it is and how to use it', async () => {
    const kit = join(folder.path, 'kit');
    const ended = await withoutEngine('sitekit', 'export', '-o', kit, '--json');
    expect(ended.code).toBe(0);
    expect(readFileSync(join(kit, 'umstieg-manifest.ps1'), 'utf8')).toBe(script);
    const readme = readFileSync(join(kit, 'LIESMICH-README.txt'), 'utf8');
    expect(readme).toContain('-File umstieg-manifest.ps1 -Folder C:\\ProgramData\\C4B\\Migration');
    expect(readme.split('\n').every((line) => line === '' || line.endsWith('\r'))).toBe(true);
  });

  it('refuses a folder that cannot be made', async () => {
    const file = folder.file('taken', 'x');
    const ended = await withoutEngine('sitekit', 'export', '-o', file, '--json');
    expect([ended.code, errorOf(ended).code]).toEqual([3, 'path.refused']);
  });
});

describe('export inspect with a manifest', () => {
  /** What the technician brings along: the manifest, and beside it the tables. */
  async function brought(): Promise<string> {
    folder.file('export/UserLines.csv', 'ID;XPhoneUC_EMail;Line\nS-1;a@x.example;+491\n');
    folder.file('export/SystemConfig/Fax.xml', '<x/>');
    folder.file('export/UserData/a@x.example/greetings/1.wav', 'RIFF');
    const made = join(folder.path, 'manifest.json');
    await withoutEngine('manifest', 'create', join(folder.path, 'export'), '-o', made, '--json');
    mkdirSync(join(folder.path, 'kit'));
    renameSync(made, join(folder.path, 'kit', 'manifest.json'));
    folder.file('kit/UserLines.csv', readFileSync(join(folder.path, 'export', 'UserLines.csv')));
    return join(folder.path, 'kit', 'manifest.json');
  }

  it('gives the inventory of the whole export and reads the tables that were copied', async () => {
    const ended = await withoutEngine('export', 'inspect', await brought(), '--json');
    expect(documentOf(ended)).toMatchObject({
      files: 3,
      greetings: 1,
      tables: [{ file: 'UserLines.csv', kind: 'user-lines', rows: 1 }],
    });
  });

  it('names a table that is not the one of the manifest', async () => {
    const manifest = await brought();
    folder.file('kit/UserLines.csv', 'ID;XPhoneUC_EMail;Line\nS-1;b@x.example;+491\n');
    const ended = await withoutEngine('export', 'inspect', manifest, '--json');
    expect(ended.code).toBe(5);
    const { findings } = documentOf(ended) as {
      findings: { code: string; place?: { file?: string } }[];
    };
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'export.differs-from-manifest',
        place: { file: 'UserLines.csv' },
      }),
    );
  });

  it('refuses a file that is no manifest', async () => {
    const file = folder.file('kit/manifest.json', '{}');
    const ended = await withoutEngine('export', 'inspect', file, '--json');
    expect([ended.code, errorOf(ended).code]).toEqual([2, 'file.unreadable']);
  });
});
