// npm run bench [-- --json]: durable steps/s of the real engine (chain, attempts, facts, checks on) with 1, 50 and 200
// runs in flight, beside raw sqlite3 writing the same rows in the same groups to the same disk in the same run.
// Ratios count, not figures: machines are noisy. Rounds are interleaved (BENCH_ROUNDS, default 3), medians are printed.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqlite3 from 'sqlite3';
import { benchData, brokenBounds } from './bench-data.mjs';
import { build } from './build.mjs';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const CASES = [
  { name: 'c1', inFlight: 1, runs: 10 },
  { name: 'c50', inFlight: 50, runs: 100 },
  { name: 'c200', inFlight: 200, runs: 400 },
];
const WHO = { name: 'bench', authenticated: false, via: 'cli', host: 'bench', osUser: 'bench' };

async function engineRound(modules, { inFlight, runs }) {
  const folder = mkdtempSync(join(tmpdir(), 'umstieg-bench-'));
  const registry = await modules.benchRegistry();
  const umstieg = await modules.Umstieg.open(registry, {
    dataFolder: folder,
    definition: modules.BENCH_SEQUENCE,
  });
  const bodies = [];
  const write = umstieg.core.database.writeBatch.bind(umstieg.core.database);
  umstieg.core.database.writeBatch = (body) => {
    bodies.push(body);
    return write(body);
  };
  const { projectId } = await umstieg.newProject({ customer: 'Bench', kind: 'live', who: WHO });
  await umstieg.settle();
  bodies.length = 0;
  const flushes = flushCount();
  const started = performance.now();
  let next = 0;
  const worker = async () => {
    while (next++ < runs) {
      const run = await umstieg.newRun({ projectId, kind: 'live', who: WHO });
      await umstieg.settle(run);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  const seconds = (performance.now() - started) / 1000;
  const flushed = flushCount() - flushes;
  await umstieg.close();
  rmSync(folder, { recursive: true });
  return { seconds, bodies, flushed };
}

/** Flushes of all disks as Linux counts them; NaN elsewhere. Others on the machine count too. */
function flushCount() {
  try {
    const lines = readFileSync('/proc/diskstats', 'utf8').trim().split('\n');
    return lines.reduce((sum, line) => sum + Number(line.trim().split(/\s+/)[18] ?? 0), 0);
  } catch {
    return Number.NaN;
  }
}

const UPSERT = 'ON CONFLICT(id) DO UPDATE SET body = excluded.body';
const TABLES = [
  'runs',
  'entries',
  'facts',
  'attempts',
  'openings',
  'checkpoints',
  'commands',
  'timers',
];

/** The same rows in the same groups: BEGIN, one json_each insert a table, COMMIT. */
async function rawRound(bodies) {
  const folder = mkdtempSync(join(tmpdir(), 'umstieg-bench-'));
  const database = new sqlite3.Database(join(folder, 'raw.sqlite'));
  const run = (sql, ...values) =>
    new Promise((done, fail) => {
      database.run(sql, values, (error) => (error ? fail(error) : done()));
    });
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL']) await run(`PRAGMA ${pragma}`);
  for (const table of TABLES) await run(`CREATE TABLE ${table}(id TEXT PRIMARY KEY, body TEXT)`);
  const groups = bodies.map((body) => {
    const batch = JSON.parse(body);
    return TABLES.flatMap((table) => {
      const rows = (batch[table] ?? []).map((row, i) => [
        row.id ??
          `${row.runId}${String(row.seq ?? row.step ?? i)}${row.commitment ?? row.key ?? ''}`,
        JSON.stringify(row),
      ]);
      return rows.length > 0 ? [[table, JSON.stringify(rows)]] : [];
    });
  });
  const started = performance.now();
  for (const group of groups) {
    await run('BEGIN IMMEDIATE');
    for (const [table, rows] of group) {
      await run(
        `INSERT INTO ${table} SELECT value->>0, value->>1 FROM json_each(?) WHERE true ${UPSERT}`,
        rows,
      );
    }
    await run('COMMIT');
  }
  const seconds = (performance.now() - started) / 1000;
  await new Promise((done) => database.close(done));
  rmSync(folder, { recursive: true });
  return seconds;
}

function median(list) {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
}

async function main() {
  if (build() !== 0) return 1;
  const modules = {
    ...(await import('./bench-sequence.mjs')),
    ...(await import('../dist/engine/umstieg.js')),
  };
  const results = Object.fromEntries(
    CASES.map((c) => [c.name, { engine: [], raw: [], flushes: [] }]),
  );
  for (let round = 0; round < ROUNDS; round++) {
    for (const one of CASES) {
      const steps = one.runs * modules.STEPS;
      const { seconds, bodies, flushed } = await engineRound(modules, one);
      const rawSeconds = await rawRound(bodies);
      const result = results[one.name];
      result.engine.push(steps / seconds);
      result.raw.push(steps / rawSeconds);
      result.flushes.push(flushed / steps);
      process.stderr.write(
        `round ${String(round + 1)}/${String(ROUNDS)} ${one.name}: ${(steps / seconds).toFixed(0)} steps/s\n`,
      );
    }
  }
  const table = Object.fromEntries(
    CASES.map(({ name, inFlight }) => {
      const { engine, raw, flushes } = results[name];
      const [e, r] = [median(engine), median(raw)];
      return [
        name,
        {
          inFlight,
          stepsPerS: Math.round(e),
          rawSqlite3StepsPerS: Math.round(r),
          ratio: Number((e / r).toFixed(3)),
          range: engine.map(Math.round),
          flushesPerStep: Number(median(flushes).toFixed(3)),
        },
      ];
    }),
  );
  const data = await benchData();
  if (process.argv.includes('--json'))
    process.stdout.write(`${JSON.stringify({ w1: table, data }, null, 2)}\n`);
  else {
    process.stdout.write(
      'in flight   engine steps/s   raw sqlite3 steps/s   ratio   flushes/step\n',
    );
    for (const t of Object.values(table)) {
      const cells = [
        String(t.inFlight).padStart(9),
        String(t.stepsPerS).padStart(16),
        String(t.rawSqlite3StepsPerS).padStart(21),
        t.ratio.toFixed(3).padStart(7),
        t.flushesPerStep.toFixed(3).padStart(14),
      ];
      process.stdout.write(`${cells.join(' ')}\n`);
    }
    for (const [name, { rows, ratio, csvParseSeconds, seconds, peakMB }] of Object.entries(data)) {
      process.stdout.write(
        `${name}: ${String(rows)} rows, ${String(seconds)} s, csv-parse alone ${String(csvParseSeconds)} s, ratio ${String(ratio)}, peak ${String(peakMB)} MB\n`,
      );
    }
  }
  const broken = brokenBounds(data);
  for (const line of broken) process.stderr.write(`${line}\n`);
  return broken.length > 0 ? 1 : 0;
}

process.exitCode = await main();
