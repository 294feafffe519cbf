import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/persistence/data-source.options.js';
import { ROOT } from '../style/repository.js';
import { documentOf, errorOf, Folder, withEngine, type Ended } from './command-line.js';

const CLAIM = [
  ...['customer=Muster GmbH', 'partner=Systemhaus', 'contacts=a@x.example'],
  ...['sourceProduct=uc-v4', 'sourceVersion=4.5.5', 'targetVersion=V9 SR1'],
].flatMap((pair) => ['--set', pair]);
let folder: Folder;
let run: string;
let bundle: string;
let first: (...args: readonly string[]) => Promise<Ended>;
let second: typeof first;
const lena = ['--as', 'Lena Voss'];
const reason = ['--reason', 'Urlaubsvertretung'];

beforeEach(async () => {
  folder = new Folder();
  const call = await withEngine();
  const at = (name: string) => join(folder.path, name);
  first = (...args) => call('--lang', 'en', '--data', at('first'), ...args);
  second = (...args) => call('--lang', 'en', '--data', at('second'), ...args);
  const made = await first(...lena, '--json', 'project', 'new', '--customer', 'Muster GmbH');
  run = (documentOf(made) as { id: string }).id;
  bundle = at('hand-over.zip');
});
afterEach(() => {
  folder.remove();
});

const claimed = () => [...CLAIM, '--evidence', folder.file('order.txt', 'order of Muster GmbH')];
const handOver = (at: typeof first, ...more: readonly string[]) =>
  at(...lena, 'bundle', 'export', run, '-o', bundle, '--hand-over', ...reason, ...more);
const takeIn = (at: typeof first, ...more: readonly string[]) =>
  at('--as', 'Karl Adam', ...more, 'bundle', 'import', bundle, ...reason);

describe('bundle import', () => {
  it('goes on with a run of another installation, step by step, and verifies there', async () => {
    expect((await handOver(first)).stdout).toContain('Do not go on here');
    expect((await first('project', 'show', run)).stderr).toContain('Handed over at');
    const { signers } = documentOf(await first('--json', 'audit', 'verify', run)) as {
      signers: { fingerprint: string }[];
    };
    const key = signers[0]?.fingerprint ?? '';
    const taken = await takeIn(second, '--key', key);
    expect(taken.code).toBe(0);
    expect(taken.stdout).toContain('goes on here');
    expect(taken.stdout).not.toContain('not verified');
    expect((await second('--as', 'Karl Adam', 'task', 'do', run, 'R-101', ...claimed())).code).toBe(
      0,
    );
    const verified = await second('audit', 'verify', run, '--key', key);
    expect(verified.code).toBe(0);
    expect(verified.stdout).toContain(key);
    expect((await second('audit', 'verify', run, '--key', 'f'.repeat(64))).code).toBe(5);
    const trail = await second('audit', 'show', run);
    expect(trail.stdout).toMatch(/Karl Adam +taken in from elsewhere.*Urlaubsvertretung/);
  });

  it('shows both sides and writes nothing when both went on', async () => {
    await handOver(first);
    await takeIn(second);
    await second(...lena, 'task', 'do', run, 'R-101', ...claimed());
    await first('--as', 'Ines', 'task', 'do', run, 'R-101', ...claimed());
    await handOver(second);
    const ended = await takeIn(first);
    expect(ended.code).toBe(4);
    expect(ended.stdout).toMatch(/here from entry \d+:\n.*Ines/);
    expect(ended.stdout).toMatch(
      /in the bundle from entry \d+:\n.*Karl Adam +taken in from elsewhere/,
    );
    const document = documentOf(await takeIn(first, '--json')) as Record<string, unknown>;
    expect(document).toMatchObject({ relation: 'conflict', error: { code: 'handover.conflict' } });
    expect((await first('audit', 'verify', run)).code).toBe(0);
    const source = new DataSource(dataSourceOptions(join(folder.path, 'first', 'umstieg.sqlite')));
    const refusals = await (
      await source.initialize()
    ).query<unknown[]>(
      `SELECT 1 FROM audit_entry WHERE run_id = 'instance' AND body LIKE '%"code":"handover.conflict"%'`,
    );
    await source.destroy();
    expect(refusals).toHaveLength(2);
  });

  it('says who hands over and why, or does not', async () => {
    const nobody = await first('--json', 'bundle', 'export', run, '-o', bundle, '--hand-over');
    expect(errorOf(nobody).code).toBe('actor.required');
    const why = await first(
      ...lena,
      '--json',
      'bundle',
      'export',
      run,
      '-o',
      bundle,
      '--hand-over',
    );
    expect(errorOf(why).code).toBe('reason.required');
    expect(existsSync(bundle)).toBe(false);
  });
});

describe('bundle import that is killed', () => {
  it('leaves nothing half when it is killed, and succeeds the next time', async () => {
    const files = Array.from({ length: 24 }, (_, i) =>
      folder.file(`evidence-${i}.bin`, randomBytes(512 * 1024)),
    );
    const claim = [...CLAIM, ...files.flatMap((file) => ['--evidence', file])];
    expect((await first(...lena, 'task', 'do', run, 'R-101', ...claim)).code).toBe(0);
    expect((await handOver(first)).code).toBe(0);
    const data = join(folder.path, 'second');
    const evidence = join(data, 'evidence');
    const order = ['--data', data, '--as', 'Karl', 'bundle', 'import', bundle, ...reason];
    const child = spawn(process.execPath, [join(ROOT, 'bin', 'umstieg.js'), ...order], {
      stdio: 'ignore',
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const ended = new Promise((done) => child.once('exit', (_code, signal) => done(signal)));
    for (let waited = 0; waited < 20_000 && !existsSync(evidence); waited += 2) await delay(2);
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    const began = readdirSync(evidence).length;
    expect(began).toBeLessThan(files.length);
    expect((await second('project', 'show', run)).code).toBe(2);
    expect((await takeIn(second)).code).toBe(0);
    const verdict = documentOf(await second('--json', 'audit', 'verify', run));
    expect(verdict).toMatchObject({ ok: true, evidence: files.length, findings: [] });
  });
});
