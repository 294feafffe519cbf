import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { change, pack, patch, unpack, type Members } from '../audit/bundle-fixture.js';
import { ROOT } from '../style/repository.js';
import { documentOf, errorOf, Folder, withEngine, type Ended } from './command-line.js';

const CLAIM = [
  ...['customer=Muster GmbH', 'partner=Systemhaus', 'contacts=a@x.example'],
  ...['sourceProduct=uc-v4', 'sourceVersion=4.5.5', 'targetVersion=V9 SR1'],
].flatMap((pair) => ['--set', pair]);
const REASON = ['--reason', 'Urlaubsvertretung'];
let folder: Folder;
let run: string;
let bundle: string;
let call: (...args: readonly string[]) => Promise<Ended>;

beforeEach(async () => {
  folder = new Folder();
  call = await withEngine();
  const made = await at('a', '--as', 'Lena', 'project', 'new', '--customer', 'Muster GmbH');
  run = (documentOf(made) as { id: string }).id;
  bundle = join(folder.path, 'hand-over.zip');
  expect((await work('a', 'Lena')).code).toBe(0);
});
afterEach(() => {
  folder.remove();
});

const dataOf = (name: string) => join(folder.path, name);
const at = (name: string, ...args: readonly string[]) =>
  call('--lang', 'en', '--json', '--data', dataOf(name), ...args);
const handOver = (from: string, file = bundle) =>
  at(from, '--as', 'Lena', 'bundle', 'export', run, '-o', file, '--hand-over', ...REASON);
const takeIn = (to: string, file = bundle) =>
  at(to, '--as', 'Karl', 'bundle', 'import', file, ...REASON);
const work = (where: string, who: string) => {
  const order = folder.file('order.txt', 'order of Muster GmbH');
  return at(where, '--as', who, 'task', 'do', run, 'R-101', ...CLAIM, '--evidence', order);
};
const pause = (where: string, what: 'pause' | 'resume') =>
  at(where, '--as', 'Karl', 'project', what, run, ...REASON);

async function entriesOf(where: string): Promise<number> {
  const verified = documentOf(await at(where, 'audit', 'verify', run));
  expect(verified).toMatchObject({ ok: true, findings: [] });
  return (verified as { entries: number }).entries;
}

async function pass(from: string, to: string): Promise<void> {
  expect((await handOver(from, bundle)).code).toBe(0);
  expect(documentOf(await takeIn(to))).toMatchObject({ run });
}

describe('a run that is handed over and back', () => {
  it('goes on at the other side, comes back with what was done there, and leaves again', async () => {
    await pass('a', 'b');
    expect((await pause('b', 'pause')).code).toBe(0);
    await pass('b', 'a');
    expect(documentOf(await at('a', 'project', 'show', run))).toMatchObject({ paused: true });
    expect((await pause('a', 'resume')).code).toBe(0);
    await pass('a', 'b');
    expect(documentOf(await at('b', 'project', 'show', run))).toMatchObject({ paused: false });
    expect(await entriesOf('b')).toBeGreaterThan(await entriesOf('a'));
  }, 120_000);

  it('is not taken in twice, nor where it was exported', async () => {
    await handOver('a');
    const before = await entriesOf('a');
    expect(errorOf(await takeIn('a')).code).toBe('handover.nothing');
    expect(await entriesOf('a')).toBe(before);
    await takeIn('b');
    const taken = await entriesOf('b');
    const twice = await takeIn('b');
    expect([twice.code, errorOf(twice).code]).toEqual([3, 'handover.nothing']);
    expect(await entriesOf('b')).toBe(taken);
  }, 120_000);

  it('shows what each side did since when both went on, and changes neither', async () => {
    await pass('a', 'b');
    await pause('b', 'pause');
    await work('a', 'Ines');
    await handOver('b');
    const before = await entriesOf('a');
    const ended = await takeIn('a');
    expect(ended.code).toBe(4);
    expect(documentOf(ended)).toMatchObject({
      ...{ relation: 'conflict', error: { code: 'handover.conflict' } },
      here: [{ actor: 'Ines' }],
      there: expect.arrayContaining([expect.objectContaining({ actor: 'Karl' })]) as unknown,
    });
    expect(await entriesOf('a')).toBe(before);
  }, 120_000);
});

describe('two imports at once', () => {
  it('take the run in once; the other is told so', async () => {
    await handOver('a');
    const words = ['--data', dataOf('b'), '--as', 'Karl', 'bundle', 'import', bundle, ...REASON];
    const importing = () =>
      new Promise<number | null>((done) => {
        const options = { stdio: 'ignore', env: { ...process.env, NODE_OPTIONS: '' } } as const;
        const program = [join(ROOT, 'bin', 'umstieg.js'), ...words];
        spawn(process.execPath, program, options).once('exit', done);
      });
    const codes = await Promise.all([importing(), importing()]);
    expect(codes.filter((code) => code === 0)).toHaveLength(1);
    expect(codes.filter((code) => code === 3 || code === 4)).toHaveLength(1);
    const trail = await at('b', 'audit', 'show', run);
    expect(trail.stdout.match(/"handover\.imported"/g)).toHaveLength(1);
    expect((await at('b', 'audit', 'verify', run)).code).toBe(0);
  }, 120_000);
});

/** Bundles nobody should take in, each made from a sound one. */
const HOSTILE: readonly [
  what: string,
  code: string,
  make: (members: Members) => Promise<string>,
][] = [
  [
    'a path that leads out of the folder',
    'bundle.unsafe-name',
    async (members) => {
      const file = await pack([...members, ['xxxxxxxxxxxx', Buffer.from('x')]]);
      await patch(file, 'xxxxxxxxxxxx', '../../pwned1');
      return file;
    },
  ],
  [
    'an absolute path',
    'bundle.unsafe-name',
    async (members) => {
      const file = await pack([...members, ['xxxxxxxxxxxx', Buffer.from('x')]]);
      await patch(file, 'xxxxxxxxxxxx', '/tmp/pwned12');
      return file;
    },
  ],
  [
    'one member twice',
    'bundle.duplicate-member',
    (members) => pack([...members, ...members.slice(0, 1)]),
  ],
  [
    'a compression bomb',
    'bundle.compression-bomb',
    (members) => pack([...members, ['evidence/' + 'a'.repeat(64), Buffer.alloc(64 << 20)]], true),
  ],
  [
    'a changed fact',
    'bundle.member-changed',
    (members) => pack(change(members, 'handover.jsonl', (text) => text.replace('4.5.5', '4.5.6'))),
  ],
  [
    'its second half cut off',
    'bundle.not-a-zip',
    async (members) => {
      const file = await pack(members);
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.subarray(0, bytes.length / 2));
      return file;
    },
  ],
];

describe('a hostile bundle', () => {
  it.each(HOSTILE)(
    'with %s is refused with 5 and leaves nothing behind',
    async (...hostile) => {
      const [, code, make] = hostile;
      await handOver('a');
      const ended = await takeIn('b', await make(await unpack(bundle)));
      expect([ended.code, errorOf(ended).code]).toEqual([5, 'bundle.broken']);
      expect(errorOf(ended).expected).toEqual([code]);
      expect((await at('b', 'project', 'show', run)).code).toBe(2);
      const evidence = join(dataOf('b'), 'evidence');
      const left = existsSync(evidence)
        ? readdirSync(evidence, { recursive: true, withFileTypes: true }).filter((e) => e.isFile())
        : [];
      expect(left).toEqual([]);
      expect((await takeIn('b')).code).toBe(0);
    },
    120_000,
  );
});
