import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Database } from '../../src/persistence/database.js';
import { documentOf, Folder, umstieg, type Ended } from '../cli/command-line.js';
import { newFolder, removeNewFolders } from '../persistence/ledger.js';
import { ROOT } from '../style/repository.js';
import { PostgresServer } from './server.js';

const WHO = ['--as', 'Anna Berg'] as const;
/** Played entries are a few dozen; the process is killed somewhere behind this step. */
const AFTER = 'R-301';
const KILLED_WITHIN_MS = 100_000;

let server: PostgresServer;
let folder: Folder;
let env: { DATABASE_URL: string };
let watcher: Database;
let run: string;

/** The built program on PostgreSQL, with a data folder for keys and evidence. */
const program = (...args: readonly string[]): Ended =>
  umstieg(['--data', join(folder.path, 'data'), '--json', ...args], { env });

beforeAll(async () => {
  server = await PostgresServer.start();
  folder = new Folder();
  env = { DATABASE_URL: await server.newDatabase() };
  watcher = await Database.open(newFolder(), env.DATABASE_URL);
});
afterAll(async () => {
  await watcher.close();
  await server.stop();
  folder.remove();
  removeNewFolders();
});

describe('a drill on PostgreSQL', () => {
  it('goes on where the playing process was killed, and ends with every step settled', async () => {
    const customer = join(folder.path, 'customer');
    expect(program('drill', 'new', '--out', customer, '--users', '12', '--seed', '1').code).toBe(0);
    const made = program('project', 'new', '--customer', 'Muster', '--kind', 'drill', ...WHO);
    run = (documentOf(made) as { id: string }).id;
    await playAndKill(join(customer, 'answers.yaml'));
    const again = program('play', run, join(customer, 'answers.yaml'));
    expect(again).toMatchObject({ code: 0 });
    expect(documentOf(program('project', 'show', run))).toMatchObject({ status: 'completed' });
  }, 300_000);

  it('has an audit trail, an installation and a bundle that are found sound', () => {
    const verified = program('audit', 'verify', run);
    expect(documentOf(verified)).toMatchObject({ ok: true });
    const entries = (documentOf(verified) as { entries: number }).entries;
    expect(entries).toBeGreaterThan(150);
    expect(documentOf(program('doctor'))).toMatchObject({ ok: true, runs: 1, findings: [] });
    const bundle = join(folder.path, 'bundle.zip');
    expect(program('bundle', 'export', run, '-o', bundle, ...WHO).code).toBe(0);
    expect(documentOf(program('bundle', 'verify', bundle))).toMatchObject({
      entries: entries + 1, // the export itself
    });
  });

  it('is found changed when somebody changes its state in the database', async () => {
    await watcher.write(`UPDATE run_task SET body = body || ' ' WHERE run_id = ?`, [run]);
    expect(program('audit', 'verify', run).code).toBe(5);
  });

  it('leaves no SQLite file, and says what a backup takes instead', () => {
    const refused = program('backup', '-o', join(folder.path, 'backup.zip'), ...WHO);
    expect(documentOf(refused)).toMatchObject({ error: { code: 'store.elsewhere' } });
    expect(umstieg(['--data', join(folder.path, 'data'), '--json', 'doctor']).code).toBe(2);
  });
});

describe('an address', () => {
  it('that names no PostgreSQL database is refused before anything is opened', () => {
    const refused = umstieg(['--data', newFolder(), '--json', 'project', 'list'], {
      env: { DATABASE_URL: 'mysql://localhost/umstieg' },
    });
    expect(documentOf(refused)).toMatchObject({ error: { code: 'store.address' } });
  });

  it('where nobody listens, or the password is wrong, is told without the password', () => {
    for (const url of [
      'postgres://umstieg:secret@127.0.0.1:1/umstieg',
      env.DATABASE_URL.replace(/:[^:@]*@/, ':secret@'),
    ]) {
      const refused = umstieg(['--data', newFolder(), '--json', 'project', 'list'], {
        env: { DATABASE_URL: url },
      });
      expect(documentOf(refused)).toMatchObject({ error: { code: 'store.unreachable' } });
      expect(refused.stdout + refused.stderr).not.toContain('secret');
    }
  });

  it('of an empty database is refused where the data folder has worked with another', async () => {
    const other = { DATABASE_URL: await server.newDatabase() };
    const refused = umstieg(['--data', join(folder.path, 'data'), '--json', 'project', 'list'], {
      env: other,
    });
    expect(documentOf(refused)).toMatchObject({ error: { code: 'store.corrupt' } });
  });
});

/** Ends the playing process the hard way once the step AFTER is over. */
async function playAndKill(answers: string): Promise<void> {
  const bin = join(ROOT, 'bin', 'umstieg.js');
  const args = [bin, '--data', join(folder.path, 'data'), 'play', run, answers];
  const player = spawn(process.execPath, args, {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: 'ignore',
  });
  const ended = once(player, 'exit');
  const until = Date.now() + KILLED_WITHIN_MS;
  const over = `SELECT 1 FROM attempt WHERE step = ? AND status <> 'started'`;
  while ((await watcher.query(over, [AFTER])).length === 0 && Date.now() < until) await delay(10);
  player.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
}
