import { readdirSync, symlinkSync } from 'node:fs';
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

function exported(name = 'export'): string {
  folder.file(`${name}/UserLines.csv`, `ID;XPhoneUC_EMail;Line\n${SID};a@x.example;+491\n`);
  folder.file(`${name}/UserLinesDynamic.csv`, 'ID;LineTypeDynamic;XPhoneUC_Line\n');
  folder.file(`${name}/DynamicLines.csv`, 'Line;ConsoleIdentification\n');
  folder.file(`${name}/SystemConfig/Fax.xml`, '<x/>');
  folder.file(`${name}/UserData/a@x.example/greetings/1.wav`, 'RIFF');
  return join(folder.path, name);
}

describe('export inspect', () => {
  it('recognizes the tables by content and ends with 0 for a sound folder', async () => {
    const ended = await withoutEngine('export', 'inspect', exported(), '--json');
    expect(ended.code).toBe(0);
    expect(documentOf(ended)).toMatchObject({
      files: 5,
      assumed: true,
      greetings: 1,
      tables: [
        { file: 'DynamicLines.csv', kind: 'dynamic-lines', rows: 0 },
        { file: 'UserLines.csv', kind: 'user-lines', rows: 1 },
        { file: 'UserLinesDynamic.csv', kind: 'user-lines-dynamic', rows: 0 },
      ],
      crossCheck: { verdict: 'consistent' },
    });
  });

  it('ends with 5 for an empty folder, for links and for what it does not understand', async () => {
    const path = exported();
    symlinkSync('/etc/hosts', join(path, 'UserData', 'link.wav'));
    folder.file('export/odd.bin', 'x');
    const ended = await withoutEngine('export', 'inspect', path, '--json');
    expect(ended.code).toBe(5);
    expect(codes(documentOf(ended))).toEqual(
      expect.arrayContaining(['files.link', 'export.not-understood']),
    );
    const empty = await withoutEngine('export', 'inspect', new Folder().path, '--json');
    expect(empty.code).toBe(5);
    expect(codes(documentOf(empty))).toEqual(['export.empty']);
  });

  it.each([
    ['a folder that is missing', 'nowhere', 'nowhere'],
    ['a file', 'file.zip', 'Archive'],
  ])('ends with 2 for %s', async (_what, name, named) => {
    folder.file('file.zip', 'PK');
    const ended = await withoutEngine('export', 'inspect', join(folder.path, name), '--json');
    expect(ended.code).toBe(2);
    expect(errorOf(ended).message).toContain(named);
  });

  it('ends with 2 for a Windows path where there is no Windows', async () => {
    const ended = await withoutEngine('export', 'inspect', 'C:\\C4B\\Migration', '--json');
    expect(ended.code).toBe(2);
    expect(errorOf(ended).message).toContain('Windows-Pfad');
  });

  it('ends with 2 for a layout file that is none', async () => {
    const layout = folder.file('layout.json', '{"name":"x"}');
    const ended = await withoutEngine(
      'export',
      'inspect',
      exported(),
      '--layout',
      layout,
      '--json',
    );
    expect(ended.code).toBe(2);
    expect(errorOf(ended).place).toEqual({ file: layout });
  });
});

describe('manifests', () => {
  it('writes a manifest and finds what a copy lost, gained and changed', async () => {
    const [a, b] = [exported('a'), exported('b')];
    folder.file('b/extra.txt', 'x');
    folder.file('b/SystemConfig/Fax.xml', '<y/>');
    const [left, right] = [join(folder.path, 'a.json'), join(folder.path, 'b.json')];
    expect((await withoutEngine('manifest', 'create', a, '-o', left)).code).toBe(0);
    expect((await withoutEngine('manifest', 'create', b, '-o', right)).code).toBe(0);
    const ended = await withoutEngine('manifest', 'compare', left, right, '--json');
    expect(ended.code).toBe(5);
    expect(documentOf(ended)).toMatchObject({
      missing: [],
      extra: ['extra.txt'],
      changed: ['SystemConfig/Fax.xml'],
      same: 4,
    });
    expect((await withoutEngine('manifest', 'compare', left, left)).code).toBe(0);
  });

  it('never writes into the folder it reads, not even through a link', async () => {
    const path = exported();
    const before = readdirSync(path).sort();
    symlinkSync(path, join(folder.path, 'door'));
    for (const output of [join(path, 'm.json'), join(folder.path, 'door', 'm.json')]) {
      const ended = await withoutEngine('manifest', 'create', path, '-o', output, '--json');
      expect(ended.code).toBe(3);
      expect(errorOf(ended).code).toBe('path.refused');
    }
    expect(readdirSync(path).sort()).toEqual(before);
  });

  it('says where it could not write', async () => {
    const output = join(folder.path, 'missing', 'm.json');
    const ended = await withoutEngine('manifest', 'create', exported(), '-o', output, '--json');
    expect(ended.code).toBe(3);
    expect(errorOf(ended)).toMatchObject({ code: 'path.refused', place: { file: output } });
  });

  it('says which table of a manifest is missing beside it, and what to do', async () => {
    const manifest = join(folder.path, 'manifest.json');
    await withoutEngine('manifest', 'create', exported(), '-o', manifest);
    const ended = await withoutEngine('export', 'inspect', manifest, '--json');
    expect(ended.code).toBe(2);
    expect(errorOf(ended)).toMatchObject({
      code: 'file.unreadable',
      messageEn: expect.stringMatching(/names "\w+\.csv", but .* Copy the tables/) as string,
    });
  });

  it('ends with 2 for a manifest that is none', async () => {
    const broken = folder.file('broken.json', '{"files": 3');
    const ended = await withoutEngine('manifest', 'compare', broken, broken, '--json');
    expect(ended.code).toBe(2);
    expect(errorOf(ended).place).toEqual({ file: 'broken.json' });
  });
});
