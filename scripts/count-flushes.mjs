// Counts the fsync and fdatasync calls of real commits with strace (Debian package strace): `synchronous=FULL` is only
// believed when every acknowledged write was flushed. Alone each commit needs its own; together many share one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const COMMITS = 100;
const self = fileURLToPath(import.meta.url);

/** In the traced process: commits one after the other, or all at once. */
async function child(folder, together) {
  const { Database } = await import('../dist/persistence/database.js');
  const { RunStore } = await import('../dist/persistence/run.store.js');
  const { UnitOfWork } = await import('../dist/persistence/unit-of-work.js');
  const database = await Database.open(folder);
  const unit = new UnitOfWork(database, new RunStore(database));
  const made = [];
  for (let i = 0; i < COMMITS; i++) {
    const id = `r-${String(i)}`;
    const row = { ...BLANK, id };
    const addition = {
      ...EMPTY,
      projects: [{ id, customer: 'x', createdAt: 'x' }],
      definitions: [DEFINITION],
    };
    const commit = unit.submit({
      runId: id,
      lookupKey: null,
      decide: () => ({
        next: { row: { ...row, projectId: id }, people: new Map() },
        addition,
        settle: () => id,
      }),
    });
    if (together) made.push(commit);
    else await commit;
  }
  await Promise.all(made);
  await database.close();
}

const DEFINITION = { hash: 'd', name: 'd', version: '1', body: '{}' };
const BLANK = {
  kind: 'live',
  status: 'waiting',
  revision: 1,
  definition: 'd',
  state: '{}',
  headSeq: 1,
  headHash: 'h',
  frontier: '{}',
  createdAt: 'x',
  updatedAt: 'x',
};
const EMPTY = {
  entries: [],
  checkpoints: [],
  facts: [],
  attempts: [],
  timers: [],
  commands: [],
  openings: [],
  evidence: [],
  fingerprints: [],
};

function flushes(mode) {
  const folder = mkdtempSync(join(tmpdir(), 'umstieg-flush-'));
  const log = join(folder, 'strace.log');
  const traced = spawnSync(
    'strace',
    [
      '-f',
      '-qq',
      '-e',
      'trace=fsync,fdatasync',
      '-o',
      log,
      process.execPath,
      self,
      mode,
      join(folder, 'data'),
    ],
    { encoding: 'utf8', timeout: 120_000 },
  );
  if (traced.status !== 0)
    throw new Error(`strace ended with ${String(traced.status)}: ${traced.stderr}`);
  const count = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => /(fsync|fdatasync)\(.*= 0$/.test(line)).length;
  rmSync(folder, { recursive: true });
  return count;
}

async function main() {
  const [mode, folder] = process.argv.slice(2);
  if (mode !== undefined) {
    await child(folder, mode === 'together');
    return 0;
  }
  if (build() !== 0) return 1;
  const alone = flushes('alone');
  const together = flushes('together');
  process.stdout.write(
    `${String(COMMITS)} commits: ${String(alone)} flushes one by one, ${String(together)} together (opening included)\n`,
  );
  const ok = alone >= COMMITS && together < COMMITS / 2;
  process.stdout.write(
    ok
      ? 'every acknowledged commit was flushed, waiting ones shared\n'
      : 'FLUSHES MISSING OR NOT SHARED\n',
  );
  return ok ? 0 : 1;
}

process.exitCode = await main();
