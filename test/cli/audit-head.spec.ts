import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentOf, Folder, withEngine, withoutEngine, type Ended } from './command-line.js';

let folder: Folder;
let run: string;
let call: (...args: readonly string[]) => Promise<Ended>;
const saying = (code: number, text: string) => ({
  code,
  stdout: expect.stringContaining(text) as unknown,
});
const at = (name: string) => join(folder.path, name);
const newRun = async () => {
  const made = await call('--json', 'project', 'new', '--customer', 'Muster GmbH');
  return (documentOf(made) as { id: string }).id;
};

beforeEach(async () => {
  folder = new Folder();
  const open = await withEngine();
  call = (...args) => open('--lang', 'en', '--as', 'Lena Voss', '--data', at('data'), ...args);
  run = await newRun();
});
afterEach(() => {
  folder.remove();
});

describe('audit head', () => {
  it('prints three lines and a signature, and the same into a file', async () => {
    const printed = await call('audit', 'head');
    expect(printed.stdout).toMatch(/^umstieg\/[0-9a-f]{16}\n\d+\n\S{44}\n\n— [0-9a-f]{64} \S+\n$/);
    expect((await call('audit', 'head', '-o', at('head.txt'))).code).toBe(0);
    expect(readFileSync(at('head.txt'), 'utf8')).toBe(printed.stdout);
    const { size } = documentOf(await call('--json', 'audit', 'head')) as { size: number };
    expect(printed.stdout.split('\n')[1]).toBe(String(size));
  });

  it('kept elsewhere is what the installation is held against later', async () => {
    await call('audit', 'head', '-o', at('head.txt'));
    await newRun();
    const verified = await call('audit', 'verify', '--anchor', at('head.txt'));
    expect(verified).toMatchObject(saying(0, 'tree head'));
    const alone = await call('audit', 'verify');
    expect(alone.code).toBe(0);
    expect(alone.stdout).toContain('only a tree head');
    const larger = folder.file(
      'larger.txt',
      readFileSync(at('head.txt'), 'utf8').replace(/\n(\d+)\n/, '\n1$1\n'),
    );
    const cut = await call('audit', 'verify', '--anchor', larger);
    expect(cut).toMatchObject(saying(5, 'vouches for'));
  });

  it('is not taken for the checkpoint of a run, nor a checkpoint for it, nor anything else for either', async () => {
    await call('bundle', 'export', run, '-o', at('run.zip'));
    const { unpack } = await import('../audit/bundle-parts.js');
    const seals = (await unpack(at('run.zip'))).filter(([name]) => name.startsWith('checkpoints/'));
    const seal = folder.file('seal.txt', seals.at(-1)?.[1].toString('utf8') ?? '');
    const verified = await call('audit', 'verify', '--anchor', seal);
    expect(verified).toMatchObject(saying(0, `${run}: sound`));
    const other = await newRun();
    const foreign = await call('audit', 'verify', other, '--anchor', seal);
    expect(foreign).toMatchObject(saying(5, 'something else'));
    expect((await call('audit', 'prove', '--anchor', seal, '-o', at('proof.txt'))).code).toBe(2);
    const noise = await call('audit', 'verify', '--anchor', folder.file('noise.txt', 'hello'));
    expect(noise.code).toBe(2);
    expect(noise.stderr).toContain('neither a tree head');
  });
});

describe('bundle verify', () => {
  it('does not call a bundle broken that is held against a tree head: it says what to hold it against', async () => {
    await call('audit', 'head', '-o', at('head.txt'));
    await call('bundle', 'export', run, '-o', at('run.zip'));
    const ended = await call('bundle', 'verify', at('run.zip'), '--anchor', at('head.txt'));
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('is a tree head');
    expect(ended.stderr).toContain('umstieg audit verify --anchor');
  });
});

describe('audit prove', () => {
  it('writes that a run is in the tree, and that the tree went on from an earlier head', async () => {
    await call('audit', 'head', '-o', at('head.txt'));
    await newRun();
    expect((await call('audit', 'prove', run, '-o', at('in.txt'))).code).toBe(0);
    expect(readFileSync(at('in.txt'), 'utf8')).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex \d+\n/);
    expect(
      (await call('audit', 'prove', '--anchor', at('head.txt'), '-o', at('on.txt'))).code,
    ).toBe(0);
    expect(readFileSync(at('on.txt'), 'utf8')).toMatch(/^old \d+\n/);
  });

  it('wants one of both', async () => {
    expect((await call('audit', 'prove', '-o', at('x.txt'))).code).toBe(2);
    expect((await call('audit', 'prove', 'r-none', '-o', at('x.txt'))).code).not.toBe(0);
  });
});

describe('audit consistency', () => {
  const heads = async () => {
    await call('audit', 'head', '-o', at('older.txt'));
    await newRun();
    await call('audit', 'head', '-o', at('newer.txt'));
    await newRun(); // the proof is between the two heads, whatever came after
    const proving = ['--anchor', at('older.txt'), '--to', at('newer.txt'), '-o', at('proof.txt')];
    expect((await call('audit', 'prove', ...proving)).code).toBe(0);
  };
  const check = (older: string, newer: string, proof = at('proof.txt')) =>
    withoutEngine('--lang', 'en', 'audit', 'consistency', older, newer, proof);
  const changed = (name: string, change: (text: string) => string) =>
    folder.file(`changed-${name}`, change(readFileSync(at(name), 'utf8')));

  it('holds two printed heads and a proof against each other without the installation', async () => {
    await heads();
    expect(await check(at('older.txt'), at('newer.txt'))).toMatchObject(saying(0, 'Proven'));
    const mailed = changed('older.txt', (text) => ` ${text.replaceAll('\n', '\r\n')}\r\n`);
    expect(await check(mailed, at('newer.txt'))).toMatchObject(saying(0, 'Proven'));
  });

  it('sees a tail that was cut, an entry written anew and a proof of something else', async () => {
    await heads();
    const root = (text: string) => text.replace(/\n[A-Za-z0-9+/]{4}/, '\nAAAA');
    const grown = await check(changed('older.txt', root), at('newer.txt'));
    expect(grown).toMatchObject(saying(5, 'did not grow'));
    const swapped = await check(at('newer.txt'), at('older.txt'));
    expect(swapped).toMatchObject(saying(5, 'are here'));
    const other = await check(at('older.txt'), changed('newer.txt', root));
    expect(other).toMatchObject(saying(5, 'does not belong'));
    const bent = changed('proof.txt', (text) => text.replace(/\n[A-Za-z0-9+/]{4}/, '\nAAAA'));
    expect(await check(at('older.txt'), at('newer.txt'), bent)).toMatchObject(
      saying(5, 'did not grow'),
    );
    const noise = await check(at('older.txt'), at('newer.txt'), folder.file('no.txt', 'hello'));
    expect(noise).toMatchObject(saying(5, 'does not belong'));
    const foreign = changed('older.txt', (text) => text.replace(/umstieg\/./, 'umstieg/z'));
    expect(await check(foreign, at('newer.txt'))).toMatchObject(saying(5, 'another installation'));
  });
});
