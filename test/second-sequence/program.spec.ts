import { spawn, spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { killInStep } from '../../scripts/kill-in-step.mjs';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';
import { ROOT } from '../style/repository.js';

/** The real command line as a process, with the second sequence composed in. */
const folder = makeFolder();
const data = join(folder, 'data');
const program = [
  ...['--import', join(ROOT, 'test/program/typescript.mjs')],
  ...[fileURLToPath(new URL('program.ts', import.meta.url)), '--data', data],
];
const env = { ...process.env, NODE_OPTIONS: '' };

function umstieg(...args: string[]): { code: number | null; out: string } {
  const all = [...program, ...args];
  const run = spawnSync(process.execPath, all, { encoding: 'utf8', env, timeout: 120_000 });
  return { code: run.status, out: run.stdout + run.stderr };
}

interface Shown {
  readonly id: string;
  readonly projectId: string;
  readonly status: string;
  readonly steps: readonly { readonly id: string; readonly status: string }[];
}
const shown = (id: string) => JSON.parse(umstieg('project', 'show', id, '--json').out) as Shown;
let runId = '';

beforeAll(() => {
  const build = spawnSync(process.execPath, [join(ROOT, 'scripts/build.mjs')], {
    encoding: 'utf8',
  });
  if (build.status !== 0) throw new Error(build.stderr);
  for (const name of ['answers.yaml', 'saved.pem'])
    cpSync(fileURLToPath(new URL(name, import.meta.url)), join(folder, name));
  const made = ['project', 'new', '--customer', 'Muster GmbH', '--kind', 'drill', '--as', 'Anna'];
  runId = (JSON.parse(umstieg(...made, '--json').out) as Shown).id;
}, 180_000);
afterAll(removeFolders);

describe('the second sequence on the command line', () => {
  it('says what it is for, and shows its own words', () => {
    expect(umstieg('--help').out).toContain('Erneuert ein Zertifikat am Mailserver');
    expect(umstieg('project', 'show', runId).out).toContain('1 Planung');
    const task = umstieg('task', 'show', runId, 'C-201', '--lang', 'en').out;
    expect(task).toContain('W-01: The exchange cuts open connections');
  });

  it('offers no command of the documented migration', () => {
    const help = umstieg('--help').out;
    expect(help).toMatch(/^ {2}definition/m);
    expect(help).not.toMatch(/drill|rehearsal|sitekit|connector|match|users|csv|export inspect/);
    expect(umstieg('drill', 'new', '--out', join(folder, 'x')).code).toBe(2);
  });

  it('goes on to its end after kill -9 in the middle of an answer file', async () => {
    const answers = join(folder, 'answers.yaml');
    const child = spawn(process.execPath, [...program, 'play', runId, answers], { env });
    const ended = new Promise<string | null>((done) => {
      child.on('exit', (_code, signal) => {
        done(signal);
      });
    });
    const file = join(data, 'umstieg.sqlite');
    const limits = { file, runId, after: 'C-101', latest: 'C-102', timeoutMs: 60_000 };
    await killInStep(child, limits);
    expect(await ended).toBe('SIGKILL');
    expect(shown(runId).status).not.toBe('completed');

    const again = umstieg('play', runId, answers);
    expect(again).toMatchObject({ code: 0 });
    expect(again.out).toContain('8 von 8 Einträgen abgespielt');
    const after = shown(runId);
    expect(after.status).toBe('completed');
    expect(after.steps.every((s) => s.status === 'done')).toBe(true);
  }, 180_000);

  it('verifies its audit trail, exports a bundle that verifies, and writes its report', () => {
    expect(umstieg('audit', 'verify', runId).code).toBe(0);
    const bundle = join(folder, 'bundle.zip');
    expect(umstieg('bundle', 'export', runId, '-o', bundle, '--as', 'Anna').code).toBe(0);
    expect(umstieg('bundle', 'verify', bundle).code).toBe(0);
    const report = join(folder, 'report.html');
    expect(umstieg('report', runId, '--format', 'html', '-o', report)).toMatchObject({ code: 0 });
    const html = readFileSync(report, 'utf8');
    expect(html).toContain('Zertifikat am Mailserver');
    expect(html).toContain('Abgeschlossene Teile: Planung · Austausch · Mitteilung');
    expect(html).not.toMatch(/XPhone|Ansagen/);
  }, 180_000);
});

describe('a what-if of the second sequence', () => {
  it('is forked, compared with its what-if, and takes a claim of it back', () => {
    const lena = ['--as', 'Lena', '--lang', 'en'];
    const { projectId } = shown(runId);
    const fork = umstieg(...lena, 'run', 'new', projectId, '--from', runId, '--json').out;
    const made = (JSON.parse(fork) as Shown).id;
    expect(shown(made).steps).toMatchObject(
      shown(runId).steps.map(({ id, status }) => ({ id, status })),
    );
    const why = ['--reason', 'another day'];
    for (const run of [made, runId])
      expect(umstieg(...lena, 'task', 'redo', run, 'C-302', ...why).code).toBe(0);
    const day = ['--set', 'sentOn=2026-03-05'];
    expect(umstieg(...lena, 'task', 'do', made, 'C-302', ...day).code).toBe(0);
    expect(umstieg(...lena, 'run', 'compare', runId, made).out).toContain(
      'Decided otherwise: C-302',
    );
    const promote = ['run', 'promote', made, runId, '--step', 'C-302', ...why];
    expect(umstieg(...lena, ...promote)).toMatchObject({ code: 0 });
    expect(umstieg(...lena, 'run', 'compare', runId, made).out).toContain('Decided otherwise: –');
    for (const run of [made, runId]) expect(umstieg('audit', 'verify', run).code).toBe(0);
  }, 180_000);
});

it('names what rests on a step before it is opened again, and when it was', () => {
  const named = 'This builds on it and becomes outdated if something else comes out:\n';
  const english = ['--as', 'Lena', '--lang', 'en'];
  const before = umstieg(...english, 'task', 'show', runId, 'C-101').out;
  expect(before).toMatch(new RegExp(`${named}(  C-\\d+ .+\n)*  C-201 `));
  const redo = ['task', 'redo', runId, 'C-101', '--reason', 'another server'];
  expect(umstieg(...english, ...redo).out).toMatch(new RegExp(`${named}(  C-\\d+ .+\n)*  C-201 `));
}, 60_000);
