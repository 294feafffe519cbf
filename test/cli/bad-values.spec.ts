import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../style/repository.js';
import { documentOf, errorOf, Folder, withEngine, type Ended } from './command-line.js';

const folder = new Folder();
const data = join(folder.path, 'data');
const bundle = join(folder.path, 'bundle.zip');
let call: (...args: readonly string[]) => Promise<Ended>;
let run: string;
let signer: string;

beforeAll(async () => {
  const engine = await withEngine();
  call = (...args) => engine('--data', data, '--json', ...args);
  const made = await call('project', 'new', '--customer', 'A', '--as', 'Anna');
  run = (documentOf(made) as { id: string }).id;
  const written = await call('bundle', 'export', run, '-o', bundle, '--as', 'Anna');
  signer = (documentOf(written) as { signer: string }).signer;
});
afterAll(() => folder.remove());

describe.each(['bundle', 'audit'])('%s verify', (word) => {
  it.each([
    ['nothing', () => ''],
    ['a short one', () => signer.slice(0, 63)],
    ['a long one', () => `${signer}0`],
    ['no hex', () => signer.replace(/^./, 'g')],
    ['a path', () => '/etc/passwd'],
  ])('refuses %s as fingerprint with 2', async (_what, key) => {
    const ended = await call(word, 'verify', bundle, '--key', key());
    expect([ended.code, errorOf(ended).code]).toEqual([2, 'input.invalid']);
    expect(errorOf(ended).place).toEqual({ column: '--key' });
    const taken = await call('bundle', 'import', bundle, '--key', key(), '--as', 'Anna');
    expect([taken.code, errorOf(taken).code]).toEqual([2, 'input.invalid']);
  });

  it('takes the fingerprint as people copy it, and says 5 to that of another', async () => {
    const spelled = signer.toUpperCase().replace(/(..)(?=.)/g, '$1:');
    expect((await call(word, 'verify', bundle, '--key', spelled)).code).toBe(0);
    const other = await call(word, 'verify', bundle, '--key', 'ab'.repeat(32));
    expect([other.code, other.stdout.includes('bundle.signer-mismatch')]).toEqual([5, true]);
  });
});

describe('an anchor', () => {
  it('that cannot be read is refused with 2', async () => {
    mkdirSync(join(folder.path, 'dir'));
    for (const name of ['missing.txt', 'dir']) {
      const path = join(folder.path, name);
      const ended = await call('bundle', 'verify', bundle, '--anchor', path);
      expect([ended.code, errorOf(ended).code]).toEqual([2, 'file.unreadable']);
      expect(errorOf(ended).place).toEqual({ file: path });
    }
  });

  it('that is none, or that of another run, makes the bundle broken', async () => {
    const other = ['umstieg/other/run-2', '1', Buffer.alloc(32).toString('base64'), ''].join('\n');
    for (const [text, code] of [
      ['hello', 'bundle.anchor-malformed'],
      ['', 'bundle.anchor-malformed'],
      [other, 'bundle.foreign-run'],
    ]) {
      const file = folder.file('anchor.txt', text);
      const ended = await call('bundle', 'verify', bundle, '--anchor', file);
      expect([ended.code, ended.stdout.includes(code ?? '')]).toEqual([5, true]);
    }
  });
});

describe('a command that cannot be written down', () => {
  const long = 'k'.repeat(400);
  const assign = (...more: string[]) => ['task', 'assign', run, 'R-101', '--to', 'Karl', ...more];
  const form = () => folder.file('form.json', '{"customer":"half \\ud800"}');
  const answers = () => folder.file('a.yaml', '- {step: R-101, set: {customer: "\\uD800"}}\n');
  it.each([
    ['a long key', 'input.invalid', () => assign('--key', long)],
    ['an empty key', 'input.invalid', () => assign('--key', '')],
    ['a long step', 'step.unknown', () => ['task', 'assign', run, long, '--to', 'Karl']],
    ['a long run', 'run.not-found', () => ['task', 'assign', long, 'R-101', '--to', 'Karl']],
    ['half a character', 'input.invalid', () => ['task', 'do', run, 'R-101', '--input', form()]],
    ['half a character in answers', 'input.invalid', () => ['play', run, answers()]],
  ])('is refused with 2 and leaves the trail sound: %s', async (_what, code, args) => {
    const ended = await call('--as', 'Anna', ...args());
    expect([ended.code, errorOf(ended).code]).toEqual([2, code]);
    expect((await call('audit', 'verify', run)).code).toBe(0);
  });

  it('is an audited refusal', async () => {
    const before = (await call('audit', 'show', run)).stdout.split('"kind":"refused"').length;
    await call('--as', 'Anna', ...assign('--key', long));
    const after = (await call('audit', 'show', run)).stdout.split('"kind":"refused"').length;
    expect(after).toBe(before + 1);
  });
});

describe('two processes that export one run to one file at once', () => {
  it('leave one whole bundle and nothing beside it', async () => {
    const target = join(folder.path, 'both', 'bundle.zip');
    mkdirSync(join(folder.path, 'both'));
    const args = ['--data', data, '--as', 'Anna', 'bundle', 'export', run, '-o', target];
    const exported = () =>
      new Promise<number | null>((done) => {
        const program = join(ROOT, 'bin', 'umstieg.js');
        const env = { ...process.env, NODE_OPTIONS: '' };
        const options = { env, timeout: 60_000, stdio: 'ignore' as const };
        spawn(process.execPath, [program, ...args], options).once('exit', done);
      });
    expect(await Promise.all([exported(), exported(), exported()])).toEqual([0, 0, 0]);
    expect(readdirSync(join(folder.path, 'both'))).toEqual(['bundle.zip']);
    expect((await call('bundle', 'verify', target, '--key', signer)).code).toBe(0);
    expect((await call('audit', 'verify', run)).code).toBe(0);
  });
});
