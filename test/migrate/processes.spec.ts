import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Folder, withEngine, type Ended } from '../cli/command-line.js';
import { databaseIn, RawFile } from '../persistence/raw-file.js';
import { ROOT } from '../style/repository.js';

const env = { ...process.env, NODE_OPTIONS: '' };
const later = [
  ...['--import', join(ROOT, 'test/program/typescript.mjs')],
  fileURLToPath(new URL('program.ts', import.meta.url)),
];
const today = [join(ROOT, 'bin', 'umstieg.js')];
const ALL = ['definition', 'migrate', '--all', '--to', '2.0.0', '--apply', '--reason', 'neu'];
let folder: Folder;
let inProcess: (...args: readonly string[]) => Promise<Ended>;

beforeAll(() => {
  const build = spawnSync(process.execPath, [join(ROOT, 'scripts/build.mjs')], {
    encoding: 'utf8',
  });
  if (build.status !== 0) throw new Error(build.stderr);
}, 180_000);
beforeEach(async () => {
  folder = new Folder();
  const call = await withEngine();
  inProcess = (...args) => call('--data', folder.path, '--as', 'Lena', ...args);
});
afterEach(() => {
  folder.remove();
});

async function newRun(): Promise<string> {
  const made = await inProcess('--json', 'project', 'new', '--customer', 'Muster GmbH');
  return (JSON.parse(made.stdout) as { id: string }).id;
}

function begin(program: readonly string[], ...args: readonly string[]) {
  const all = [...program, '--data', folder.path, '--as', 'Karl', ...args];
  const child = spawn(process.execPath, all, { env, stdio: 'ignore', timeout: 120_000 });
  const ended = new Promise<number | string | null>((done) => {
    child.on('exit', (code, signal) => {
      done(signal ?? code);
    });
  });
  return { child, ended };
}

interface Entry {
  readonly run_id: string;
  readonly body: string;
}
/** Runs with an accepted entry of this event, one name for each entry. */
async function having(event: string): Promise<string[]> {
  const rows = await RawFile.use(databaseIn(folder.path), (raw) =>
    raw.all<Entry>('SELECT run_id, body FROM audit_entry ORDER BY run_id, seq'),
  );
  const said = ({ body }: Entry) => JSON.parse(body) as { event: string; kind: string };
  return rows
    .filter((r) => said(r).event === event && said(r).kind !== 'refused')
    .map((r) => r.run_id);
}

it('a program killed while it moves all runs leaves each whole; the next call moves the rest, nothing twice', async () => {
  const runs: string[] = [];
  for (let i = 0; i < 16; i++) runs.push(await newRun());
  const first = begin(later, ...ALL);
  while (first.child.exitCode === null && (await having('run.migrated')).length < 2) await delay(5);
  first.child.kill('SIGKILL');
  expect(await first.ended).toBe('SIGKILL');
  const moved = await having('run.migrated');
  expect(moved.length).toBeGreaterThan(1);
  expect(moved.length).toBeLessThan(runs.length);
  expect(await begin(later, ...ALL).ended).toBe(0);
  expect(await having('run.migrated')).toEqual([...runs].sort());
  for (const run of runs) expect((await inProcess('audit', 'verify', run)).code).toBe(0);
}, 240_000);

it('of two programs, one that moves a run and one that acts on it, none loses anything', async () => {
  const runs: string[] = [];
  for (let i = 0; i < 5; i++) runs.push(await newRun());
  const refused: string[] = [];
  for (const run of runs) {
    const move = begin(later, ...ALL.map((arg) => (arg === '--all' ? run : arg)));
    const act = begin(today, 'task', 'assign', run, 'R-101', '--to', 'Eva');
    const [moving, acting] = await Promise.all([move.ended, act.ended]);
    expect([0, 4]).toContain(moving);
    expect([0, 4]).toContain(acting);
    if (moving !== 0) refused.push(`move ${run}`);
    if (acting !== 0) refused.push(`act ${run}`);
    expect((await inProcess('audit', 'verify', run)).code).toBe(0);
  }
  const told = (what: string) => runs.filter((run) => !refused.includes(`${what} ${run}`)).sort();
  expect(await having('run.migrated')).toEqual(told('move'));
  expect(await having('R-101.assign')).toEqual(told('act'));
}, 240_000);
