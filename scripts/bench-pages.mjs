// Dashboard and checklist over HTTP with many projects and clients: `node scripts/bench-pages.mjs`, after `npm run build`.
// BENCH_PROJECTS (1000), BENCH_CLIENTS (50), BENCH_REQUESTS (2000 of each kind). Server and clients share this process's
// machine; the clients are a process of their own.
import 'reflect-metadata';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECTS = Number(process.env['BENCH_PROJECTS'] ?? 1_000);
const CLIENTS = Number(process.env['BENCH_CLIENTS'] ?? 50);
const REQUESTS = Number(process.env['BENCH_REQUESTS'] ?? 2_000);

if (process.argv[2] === 'clients') await clients(JSON.parse(process.argv[3] ?? '{}'));
else await main();

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'umstieg-bench-'));
  const dist = (path) => import(new URL(`../dist/${path}.js`, import.meta.url).href);
  const { openSession } = await dist('open-session');
  const { DOCUMENTED } = await dist('documented-sequence');
  const { Access } = await dist('access/access');
  const { commandLineWho } = await dist('engine/umstieg');
  const { serve } = await dist('http/index');
  const session = await openSession(DOCUMENTED, { dataFolder: join(folder, 'data') });
  const { umstieg } = session;
  const who = commandLineWho('Anna');
  const made = await Promise.all(
    Array.from({ length: PROJECTS }, (_, i) =>
      umstieg.newProject({ customer: `Kunde ${i}`, kind: 'drill', who }),
    ),
  );
  const { database, keys } = umstieg.core;
  const access = new Access({ database, hmac: (value) => keys.hmac(value) });
  const link = await access.invitations.first();
  const password = 'vier Pferde ziehen den Heuwagen';
  const redeemed = await access.invitations.redeem({ token: link.token, password, name: 'Anna' });
  const serving = await serve({
    ...{ session, access, host: '127.0.0.1', port: 0, version: '0', paused: false },
    write: () => undefined,
  });
  const runs = made.map(({ runId }) => runId);
  const cold = performance.now();
  await umstieg.pages.overview.runs();
  console.log(`first look at ${PROJECTS} runs: ${Math.round(performance.now() - cold)} ms`);
  const given = JSON.stringify({ address: serving.address, token: redeemed.token, runs });
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), 'clients', given], {
    stdio: 'inherit',
  });
  await new Promise((done) => child.once('exit', done));
  console.log(`${cpus().length} cores, Node ${process.version}, ${CLIENTS} clients`);
  await serving.close();
  await session.close();
  rmSync(folder, { recursive: true, force: true });
}

async function clients({ address, token, runs }) {
  const paths = {
    dashboard: () => '/api/overview',
    checklist: (i) => `/api/runs/${runs[(i * 7919) % runs.length]}`,
  };
  for (const [name, pathOf] of Object.entries(paths)) {
    const times = [];
    let next = 0;
    const one = async () => {
      while (next < REQUESTS) {
        const began = performance.now();
        const headers = { authorization: `Bearer ${token}` };
        const response = await fetch(address + pathOf(next++), { headers });
        await response.arrayBuffer();
        if (response.status !== 200) throw new Error(`${name}: ${response.status}`);
        times.push(performance.now() - began);
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, one));
    times.sort((a, b) => a - b);
    const at = (share) => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1);
    console.log(`${name}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms of ${times.length}`);
  }
}
