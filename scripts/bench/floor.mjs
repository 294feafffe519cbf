// What SQLite alone can do with the same durability: one row of a run (about 1.0 kB) and one row of an event (0.3 kB) a step, all
// that wait at a moment in one transaction, one json_each statement a table (docs/benchmarks.md).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqlite3 from 'sqlite3';

const TABLES = [
  'CREATE TABLE run(id TEXT PRIMARY KEY, seq INTEGER NOT NULL, state TEXT NOT NULL)',
  'CREATE TABLE event(run TEXT NOT NULL, seq INTEGER NOT NULL, data TEXT NOT NULL, PRIMARY KEY (run, seq))',
];
const UPSERT = `INSERT INTO run SELECT value->>0, value->>1, value->>2 FROM json_each(?) WHERE true
  ON CONFLICT(id) DO UPDATE SET seq = excluded.seq, state = excluded.state`;
const APPEND = 'INSERT INTO event SELECT value->>0, value->>1, value->>3 FROM json_each(?)';
const FILLER = 'y'.repeat(760);

function row(run, seq) {
  const last = { i: seq, ok: true, at: 1_700_000_000_000 + seq, text: 'x'.repeat(150) };
  const state = JSON.stringify({ value: `s${String(seq)}`, context: { last, filler: FILLER } });
  return [run, seq, state, JSON.stringify({ type: 'step', seq, output: last })];
}

/** So many writers, each waiting for its step to be durable before the next. */
export async function floor({ inFlight, runs, steps }) {
  const folder = mkdtempSync(join(tmpdir(), 'umstieg-floor-'));
  const database = new sqlite3.Database(join(folder, 'floor.sqlite'));
  const run = (sql, ...values) =>
    new Promise((done, fail) => {
      database.run(sql, values, (error) => (error ? fail(error) : done()));
    });
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL']) await run(`PRAGMA ${pragma}`);
  for (const table of TABLES) await run(table);
  let waiting = [];
  let pumping = false;
  const pump = async () => {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      const rows = JSON.stringify(group.map(([one]) => one));
      await run('BEGIN IMMEDIATE');
      await run(UPSERT, rows);
      await run(APPEND, rows);
      await run('COMMIT');
      for (const [, done] of group) done();
      await new Promise((done) => setImmediate(done));
    }
    pumping = false;
  };
  const write = (one) =>
    new Promise((done) => {
      waiting.push([one, done]);
      if (pumping) return;
      pumping = true;
      setImmediate(pump);
    });
  const gaps = [];
  let next = 0;
  const worker = async () => {
    for (let n = next++; n < runs; n = next++)
      for (let i = 0; i < steps; i++) {
        const began = performance.now();
        await write(row(`run-${String(n)}`, i));
        gaps.push(performance.now() - began);
      }
  };
  const used = process.cpuUsage();
  const began = performance.now();
  await Promise.all(Array.from({ length: inFlight }, worker));
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(used);
  await new Promise((done) => database.close(done));
  rmSync(folder, { recursive: true });
  return { steps: runs * steps, seconds, cpuMs: (user + system) / 1000, gaps };
}
