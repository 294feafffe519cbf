import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { openSession } from '../../src/open-session.js';
import { ROOT } from '../style/repository.js';
import { documentOf, errorOf, Folder, withEngine, type Ended } from './command-line.js';

const CLAIM = [
  ...['customer=Muster GmbH', 'partner=Systemhaus', 'contacts=a@x.example'],
  ...['sourceProduct=uc-v4', 'sourceVersion=4.5.5', 'targetVersion=V9 SR1'],
].flatMap((pair) => ['--set', pair]);
const lena = ['--as', 'Lena Voss'];
const why = ['--reason', 'Platte defekt'];
let folder: Folder;
let run: string;
let file: string;
let here: (...args: readonly string[]) => Promise<Ended>;
let there: typeof here;

const at = (...names: readonly string[]) => join(folder.path, ...names);
const evidence = () => filesBelow(at('safe', 'evidence'));
const claimed = (name: string) => [...CLAIM, '--evidence', folder.file(name, `order ${name}`)];

beforeEach(async () => {
  folder = new Folder();
  const call = await withEngine();
  here = (...args) => call('--lang', 'en', '--data', at('data'), ...args);
  there = (...args) => call('--lang', 'en', '--data', at('other', 'data'), ...args);
  const made = await here(...lena, '--json', 'project', 'new', '--customer', 'Muster GmbH');
  run = (documentOf(made) as { id: string }).id;
  await here(...lena, 'task', 'do', run, 'R-101', ...claimed('one.txt'));
  file = at('safe', 'umstieg.backup');
});
afterEach(() => {
  folder.remove();
});

const backUp = () => here(...lena, '--json', 'backup', '-o', file);
const restore = (...more: readonly string[]) =>
  there('--as', 'Karl Adam', '--json', 'restore', file, ...why, ...more);

describe('backup and restore', () => {
  it('brings every run, chain and file back on another computer, and goes on there', async () => {
    const made = await backUp();
    expect([made.code, documentOf(made)]).toMatchObject([
      0,
      { ok: true, evidence: { files: 1, copied: 1 }, missing: [] },
    ]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const restored = await restore();
    expect([restored.code, documentOf(restored)]).toMatchObject([0, { ok: true, runs: 1 }]);
    const examined = await there('doctor');
    expect([examined.code, examined.stdout]).toEqual([0, expect.stringContaining('Restored at')]);
    expect((await there('audit', 'verify', run)).code).toBe(0);
    expect((await there('audit', 'verify', 'instance')).code).toBe(0);
    const trail = await there('audit', 'show', run);
    expect(trail.stdout).toMatch(/Karl Adam +restored from a backup.*Platte defekt/);
    const went = await there(...lena, 'project', 'pause', run, '--reason', 'test');
    expect(went.code).toBe(0);
    const origin = await here('doctor');
    expect([origin.code, origin.stdout]).toEqual([0, expect.stringContaining('Last backup:')]);
  });

  it('copies only evidence that is new, and writes anew what rotted in the folder', async () => {
    await backUp();
    const [first = ''] = evidence();
    await here(...lena, 'task', 'redo', run, 'R-101', ...why);
    await here(...lena, 'task', 'do', run, 'R-101', ...claimed('two.txt'));
    expect(documentOf(await backUp())).toMatchObject({ evidence: { files: 2, copied: 1 } });
    const before = readFileSync(first);
    rmSync(first);
    writeFileSync(first, Buffer.from(before).fill(0));
    expect(documentOf(await backUp())).toMatchObject({ evidence: { files: 2, copied: 1 } });
    expect(readFileSync(first)).toEqual(before);
  });

  it('takes out of the folder of evidence what a killed backup left half written', async () => {
    await backUp();
    const [left, young] = ['.0123456789abcdef.tmp', '.fedcba9876543210.tmp'];
    for (const name of [left, young]) writeFileSync(join(dirname(evidence()[0] ?? ''), name), 'x');
    const hoursAgo = Date.now() / 1000 - 7_200;
    utimesSync(join(dirname(evidence()[0] ?? ''), left), hoursAgo, hoursAgo);
    await backUp();
    const names = evidence().map((path) => basename(path));
    expect([names.includes(left), names.includes(young)]).toEqual([false, true]);
  });

  it('says which evidence was gone already, and backs the rest up', async () => {
    const [own = ''] = filesBelow(at('data', 'evidence'));
    rmSync(own);
    const made = await backUp();
    expect([made.code, documentOf(made)]).toMatchObject([5, { missing: [own.slice(-64)] }]);
    const refused = await restore();
    expect([refused.code, errorOf(refused).code]).toEqual([5, 'backup.broken']);
    expect(existsSync(at('other', 'data'))).toBe(false);
    expect((await restore('--accept-findings')).code).toBe(5);
    expect((await there('project', 'show', run)).code).toBe(0);
  });

  it('a head that went on after the backup and a restored one never agree', async () => {
    await backUp();
    await here(...lena, 'project', 'pause', run, '--reason', 'went on');
    await restore();
    const bundle = at('other', 'run.zip');
    await there('--as', 'Karl Adam', 'bundle', 'export', run, '-o', bundle, '--hand-over', ...why);
    const taken = await here(...lena, 'bundle', 'import', bundle, ...why);
    expect(taken.code).toBe(4);
    expect(taken.stdout).toContain('restored from a backup');
  });
});

describe('a backup', () => {
  it('needs no session of a person, so that a nightly job can do it', async () => {
    const session = await openSession(DOCUMENTED, { dataFolder: at('data') });
    const invitation = await session.access.invitations.first();
    const password = 'vier Pferde ziehen den Heuwagen';
    await session.access.invitations.redeem({
      token: invitation?.token ?? '',
      name: 'Anna',
      password,
    });
    await session.close();
    expect(errorOf(await here(...lena, '--json', 'project', 'list')).code).toBe('sign-in.required');
    expect((await here('--as', 'Nachtlauf', 'backup', '-o', file)).code).toBe(0);
    expect((await restore()).code).toBe(0);
    expect(errorOf(await there('--json', 'project', 'list')).code).toBe('sign-in.required');
  });
});

describe('restore refuses', () => {
  it('a data folder that is not empty, and leaves it as it is', async () => {
    await backUp();
    mkdirSync(at('other', 'data'), { recursive: true });
    writeFileSync(at('other', 'data', 'note.txt'), 'mine');
    expect(errorOf(await restore()).code).toBe('restore.not-empty');
    expect(readdirSync(at('other', 'data'))).toEqual(['note.txt']);
  });

  it('a cut, bent or foreign file and evidence that changed: nothing is left', async () => {
    await backUp();
    const sound = readFileSync(file);
    const bent = Buffer.from(sound);
    const middle = sound.length >> 1;
    bent[middle] = (bent[middle] ?? 0) ^ 1;
    for (const bytes of [sound.subarray(0, -100), bent, Buffer.from('PK no archive')]) {
      writeFileSync(file, bytes);
      const refused = await restore();
      expect([refused.code, errorOf(refused).code]).toEqual([5, 'backup.broken']);
    }
    writeFileSync(file, sound);
    const [copied = ''] = evidence();
    rmSync(copied);
    writeFileSync(copied, 'something else');
    expect(errorOf(await restore()).code).toBe('backup.broken');
    expect(readdirSync(at('other'))).toEqual([]);
  });

  it('without a name or a reason', async () => {
    await backUp();
    expect(errorOf(await there('--json', 'restore', file, ...why)).code).toBe('actor.required');
    expect(errorOf(await there(...lena, '--json', 'restore', file)).code).toBe('reason.required');
  });
});

describe('kill -9', () => {
  it('in a backup leaves the old one whole; in a restore nothing; the next try succeeds', async () => {
    await backUp();
    const before = readFileSync(file);
    for (const wait of [0, 40, 80]) {
      await killedAt(at('safe'), ['--data', at('data'), ...lena, 'backup', '-o', file], wait);
      const old = readFileSync(file);
      expect(old.equals(before) || (await restoresInto(`o${wait}`))).toBe(true);
    }
    expect((await backUp()).code).toBe(0);
    expect(readdirSync(at('safe')).sort()).toEqual(['evidence', 'umstieg.backup']);
    const args = ['--data', at('other', 'data'), ...lena, 'restore', file, ...why];
    for (const wait of [0, 100, 200]) {
      mkdirSync(at('other'), { recursive: true });
      await killedAt(at('other'), args, wait);
      if (existsSync(at('other', 'data'))) {
        expect((await there('doctor')).code).toBe(0);
        rmSync(at('other', 'data'), { recursive: true });
      }
    }
    const ended = await restore();
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    expect(readdirSync(at('other'))).toEqual(['data']);
  }, 120_000);
});

async function restoresInto(name: string): Promise<boolean> {
  const call = await withEngine();
  const ended = await call('--data', at(name), ...lena, 'restore', file, ...why);
  return ended.code === 0;
}

/** Kills the process `wait` milliseconds after its workshop has appeared in `beside`. */
async function killedAt(beside: string, args: readonly string[], wait: number): Promise<void> {
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'umstieg.js'), ...args], {
    stdio: 'ignore',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const ended = once(child, 'exit');
  const until = Date.now() + 30_000;
  while (child.exitCode === null && Date.now() < until) {
    if (readdirSync(beside).some((name) => name.includes('.making-'))) break;
    await delay(2);
  }
  await delay(wait);
  child.kill('SIGKILL');
  await ended;
}

function filesBelow(path: string): string[] {
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name));
}
