// How much memory is held with many open runs: `npm run bench:memory`, after `npm run build`. First one process that works on every run,
// then a server whose people look at the dashboard and at the checklist of every run. BENCH_RUNS (10000), BENCH_CLIENTS (50),
// BENCH_MOST_MB (200). Ends with 1 when either holds more.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asked, heard, mb, start } from './bench/parts.mjs';

const RUNS = Number(process.env['BENCH_RUNS'] ?? 10_000);
const CLIENTS = Number(process.env['BENCH_CLIENTS'] ?? 50);
const MOST_MB = Number(process.env['BENCH_MOST_MB'] ?? 200);

const folder = mkdtempSync(join(tmpdir(), 'umstieg-bench-'));
const data = join(folder, 'data');
await start('projects.mjs', data, RUNS).said;
console.log(`Node ${process.version}, ${RUNS} open runs`);
const found = { ...(await working()), ...(await serving()) };
rmSync(folder, { recursive: true, force: true });
for (const [name, { rss, peak }] of Object.entries(found)) {
  console.log(`${name}: ${mb(rss)} resident, ${mb(peak)} at most`);
  if (peak > MOST_MB * 1e6) process.exitCode = 1;
}

/** One process that opens the data folder and gives each run a command. */
async function working() {
  const { child, said } = start('worker.mjs', data);
  const opened = await said;
  const worked = await heard(child);
  return { 'engine, opened': opened, 'engine, each run worked on': worked };
}

/** A server of which every page was asked for. */
async function serving() {
  const { child, said } = start('server.mjs', data, CLIENTS);
  const { address, people } = await said;
  const look = async (name, paths) => {
    const { child: clients, said: result } = start('clients.mjs');
    const all = people.map(({ token, runs }) => ({ token, paths: paths(runs) }));
    clients.send({ address, people: all, requests: RUNS, thinkMs: 0 });
    await result;
    return { [name]: (await asked(child, { usage: true })).usage };
  };
  const found = {
    ...(await look('server, dashboards', () => ['/api/overview'])),
    ...(await look('server, every checklist', (runs) => runs.map((id) => `/api/runs/${id}`))),
  };
  child.send({ end: true });
  return found;
}
