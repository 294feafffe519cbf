import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import sqlite3 from 'sqlite3';
import { killInStep } from '../../scripts/kill-in-step.mjs';
import { documentOf, umstieg } from '../cli/command-line.js';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';
import { ROOT } from '../style/repository.js';
import { madeRehearsal, type Made } from './made-rehearsal.js';

const LIMIT_MS = 60_000;
let made: Made;
let base: string;
let runId: string;

beforeAll(async () => {
  const build = spawnSync(process.execPath, [join(ROOT, 'scripts/build.mjs')], {
    encoding: 'utf8',
  });
  if (build.status !== 0) throw new Error(build.stderr);
  made = await madeRehearsal(13, 3);
  base = join(makeFolder(), 'data');
  const opened = ['--customer', 'Muster GmbH', '--kind', 'rehearsal', '--as', 'anna', '--json'];
  ({ id: runId } = documentOf(umstieg(['project', 'new', ...opened, '--data', base])) as {
    id: string;
  });
}, 180_000);
afterAll(removeFolders);

/** The run before anything was played, with a stand-in of its own. */
function fresh() {
  const folder = makeFolder();
  const [data, standIn] = [join(folder, 'data'), join(folder, 'rehearsal')];
  cpSync(base, data, { recursive: true });
  cpSync(made.folder, standIn, { recursive: true });
  const play = ['rehearsal', 'run', runId, standIn, '--as', 'anna', '--data', data];
  return { data, play, command: [join(ROOT, 'bin', 'umstieg.js'), ...play] };
}
type Fresh = ReturnType<typeof fresh>;
type Killable = Pick<ChildProcess, 'exitCode' | 'signalCode' | 'kill'>;

function kill({ data }: Fresh, child: Killable, after: string, latest: string) {
  const limits = { runId, after, latest, timeoutMs: LIMIT_MS };
  const file = join(data, 'umstieg.sqlite');
  return killInStep(child as ChildProcess, { file, ...limits });
}

const env = { ...process.env, NODE_OPTIONS: '' };

async function killed(of: Fresh, after: string, latest: string) {
  const child = spawn(process.execPath, of.command, { env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  const step = await kill(of, child, after, latest);
  expect((await ended)[1]).toBe('SIGKILL');
  return step;
}

/** One call goes on to the end, and the trail is sound. */
function resumes({ data, play }: Fresh): void {
  const again = umstieg([...play, '--lang', 'en']);
  expect(again).toMatchObject({ code: 0 });
  expect(again.stdout).toMatch(/(\d+) of \1 entries played, run completed/);
  const verified = umstieg(['audit', 'verify', runId, '--data', data]);
  expect(verified).toMatchObject({ code: 0 });
}

describe('a rehearsal run killed with SIGKILL', () => {
  it.each([
    ['in the intake', 'R-106', 'R-205'],
    ['while the export is read', 'R-405', 'R-501'],
    ['while user data are compared', 'R-800', 'R-809'],
  ])('goes on to its end with one call: %s', async (_where, after, latest) => {
    const of = fresh();
    await killed(of, after, latest);
    resumes(of);
  });

  it('goes on at once when nobody has collected the dead process', async () => {
    const of = fresh();
    const script = '"$@" >/dev/null 2>&1 & echo $!; exec sleep 300';
    const parent = spawn('sh', ['-c', script, 'sh', process.execPath, ...of.command], { env });
    try {
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      const pid = Number(line.toString('utf8'));
      const send = (signal?: number | NodeJS.Signals) => process.kill(pid, signal);
      const child = { exitCode: null, signalCode: null, kill: send };
      expect(await kill(of, child, 'R-405', 'R-501')).not.toBeUndefined();
      resumes(of);
    } finally {
      parent.kill();
    }
  });

  it('waits for the lease of a process it cannot judge, and goes on then', async () => {
    const of = fresh();
    const step = await killed(of, 'R-405', 'R-501');
    expect(step).toBe('R-406');
    const until = Date.now() + 15_000;
    const elsewhere = `UPDATE attempt SET owner = 'elsewhere|?|1|?|0', lease_until = ? WHERE status = 'started'`;
    expect(await changed(join(of.data, 'umstieg.sqlite'), elsewhere, until)).toBe(1);
    resumes(of);
    expect(Date.now()).toBeGreaterThan(until);
  });
});

/** How many rows the statement changed. */
function changed(file: string, sql: string, value: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file);
    database.run(sql, [value], function (error) {
      const rows = this.changes;
      database.close(() => {
        if (error) reject(error);
        else resolve(rows);
      });
    });
  });
}
