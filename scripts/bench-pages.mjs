// Dashboard and checklist over HTTP with many projects and clients: `node scripts/bench-pages.mjs`, after `npm run build`.
// BENCH_PROJECTS (1000), BENCH_CLIENTS (50 people, each with a session of their own), BENCH_REQUESTS (4000 of each kind),
// BENCH_THINK_MS (1000), BENCH_WRITER_SECONDS (10). Server, clients and whoever writes meanwhile are processes of their own, on one
// machine. Ends with 1 when an answer is wrong or behind what was acknowledged, or when the server computes more than BENCH_MOST
// (20) times what Node alone needs to send the same bytes.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { asked, mb, ms, start } from './bench/parts.mjs';

const PROJECTS = Number(process.env['BENCH_PROJECTS'] ?? 1_000);
const CLIENTS = Number(process.env['BENCH_CLIENTS'] ?? 50);
const REQUESTS = Number(process.env['BENCH_REQUESTS'] ?? 4_000);
const THINK_MS = Number(process.env['BENCH_THINK_MS'] ?? 1_000);
const WRITER_SECONDS = Number(process.env['BENCH_WRITER_SECONDS'] ?? 10);
const MOST = Number(process.env['BENCH_MOST'] ?? 20);

const folder = mkdtempSync(join(tmpdir(), 'umstieg-bench-'));
const data = join(folder, 'data');
await start('projects.mjs', data, PROJECTS).said;
const { child: server, said } = start('server.mjs', data, CLIENTS);
const { address, bare, token, people, coldMs, made } = await said;
console.log(`${cpus().length} cores, Node ${process.version}, ${PROJECTS} projects`);
console.log(`first dashboard, asked for at the start: ${ms(coldMs)}`);
const run = made[0].runId;
const [dashboard, checklist] = ['/api/overview', `/api/runs/${run}`];
for (const path of [dashboard, checklist]) await asked(server, { ask: path });
const asking = {
  dashboard: people.map(({ token }) => ({ token, paths: [dashboard] })),
  checklist: people.map(({ token, runs }) => ({
    token,
    paths: runs.map((id) => `/api/runs/${id}`),
  })),
};

/** @returns milliseconds that the server computed for each request */
async function measure(name, given) {
  const { usage: before } = await asked(server, { usage: true });
  const o = { address, requests: REQUESTS, thinkMs: 0, ...given };
  const { child, said: result } = start('clients.mjs');
  child.send(o);
  const { requests, seconds, p50, p99 } = await result;
  const { usage: after } = await asked(server, { usage: true });
  const { user, system } = after.cpu;
  const spent = user + system - before.cpu.user - before.cpu.system;
  const cpuMs = spent / 1000 / requests;
  console.log(
    `${name}: p50 ${ms(p50)}, p99 ${ms(p99)}, ${Math.round(requests / seconds)}/s of ${requests}, server ${cpuMs.toFixed(2)} ms each`,
  );
  return cpuMs;
}
const thinking = { thinkMs: THINK_MS, requests: Math.min(REQUESTS, CLIENTS * 15) };
const ratios = [];
for (const [name, path] of Object.entries({ dashboard, checklist })) {
  const everybody = { people: asking[name] };
  const same = people.map(({ token }) => ({ token, paths: [path] }));
  await measure(`${name}, the first time`, { ...everybody, requests: PROJECTS });
  const alone = await measure(`${name}, Node alone`, { people: same, address: bare });
  const ours = await measure(`${name}, one after the other`, everybody);
  await measure(`${name}, again after ${ms(THINK_MS)}`, { ...everybody, ...thinking });
  ratios.push([name, ours / alone]);
}
const { said: beside } = start('writer.mjs', ...[data, run, WRITER_SECONDS, 20, address, token]);
for (const [name, list] of Object.entries(asking))
  await measure(`${name}, beside a writer`, { people: list });
const { commands, behind } = await beside;
console.log(`another process wrote ${commands} commands; answers behind them: ${behind}`);
const { usage } = await asked(server, { usage: true });
console.log(`memory of the server: ${mb(usage.rss)}`);
server.send({ end: true });
await new Promise((done) => server.once('exit', done));
rmSync(folder, { recursive: true, force: true });
const tooMuch = ratios.filter(([, ratio]) => !(ratio <= MOST));
for (const [name, ratio] of ratios)
  console.log(`${name}: ${ratio.toFixed(1)} times Node alone (${MOST} at most)`);
if (tooMuch.length > 0 || behind > 0 || commands === 0) process.exitCode = 1;
