// Restate (server with its defaults, flushing): W1 and W2, as a process under Node 22. Arguments: work IN_FLIGHT RUNS | signals IN_FLIGHT.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http2 from 'node:http2';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as restate from '@restatedev/restate-sdk';

const [STEPS, WAITS] = [40, 20];
const [INGRESS, ADMIN, SERVICE] = ['8080', '9070', '9080'].map((p) => `http://127.0.0.1:${p}`);
const gaps = [];

const work = restate.workflow({
  name: 'work',
  handlers: {
    run: async (context) => {
      let last;
      for (let i = 0; i < STEPS; i++)
        await context.run(`s${String(i)}`, () => {
          const now = performance.now();
          if (last !== undefined) gaps.push(now - last);
          last = now;
          return { payload: `${context.key}-${String(i)}-`.padEnd(180, 'x') };
        });
      return { ok: true };
    },
  },
});
const signals = restate.workflow({
  name: 'signals',
  handlers: {
    run: async (context) => {
      for (let i = 0; i < WAITS; i++) {
        await context.promise(`at${String(i)}`).resolve(1);
        await context.promise(`go${String(i)}`).get();
      }
      await context.promise(`at${String(WAITS)}`).resolve(1);
      return 1;
    },
    signal: async (context, i) => {
      await context.promise(`go${String(i)}`).resolve(1);
      return context.promise(`at${String(i + 1)}`).get();
    },
    at: (context) => context.promise('at0').get(),
  },
});

async function call(path, body) {
  const response = await fetch(`${INGRESS}/${path}`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
  return response.text();
}

async function until(look) {
  for (let i = 0; i < 600; i++) {
    if (await look().catch(() => false)) return;
    await delay(100);
  }
  throw new Error('not up within a minute');
}

const folder = mkdtempSync(join(tmpdir(), 'umstieg-peer-'));
const home = dirname(
  createRequire(import.meta.url).resolve('@restatedev/restate-server-linux-x64/package.json'),
);
const place = ['--base-dir', folder, '--bind-ip', '127.0.0.1', '--advertised-host', '127.0.0.1'];
const server = spawn(
  join(home, 'bin', 'restate-server'),
  ['--no-logo', ...place, '--listen-mode', 'tcp', '--node-name', 'n1'],
  {
    stdio: 'ignore',
    env: { ...process.env, RESTATE_DISABLE_TELEMETRY: 'true', DO_NOT_TRACK: '1' },
  },
);
process.on('exit', () => server.kill('SIGKILL'));
const [what, inFlight, runs] = process.argv.slice(2);
const handler = restate.createEndpointHandler({
  services: [work, signals],
  logger: () => undefined,
});
const service = http2.createServer(handler).listen(Number(new URL(SERVICE).port), '127.0.0.1');
await until(async () => (await fetch(`${INGRESS}/restate/health`)).ok);
const deployment = { method: 'POST', headers: { 'content-type': 'application/json' } };
const uri = JSON.stringify({ uri: SERVICE, force: true });
await until(async () => (await fetch(`${ADMIN}/deployments`, { ...deployment, body: uri })).ok);
await call('work/warm/run');
gaps.length = 0;

async function manyRuns() {
  let next = 0;
  const worker = async () => {
    for (let n = next++; n < Number(runs); n = next++) await call(`work/r${String(n)}/run`);
  };
  await Promise.all(Array.from({ length: Number(inFlight) }, worker));
  return Number(runs) * STEPS;
}

async function manySignals(people) {
  await Promise.all(
    people.map(async (id) => {
      for (let i = 0; i < WAITS; i++) {
        const sent = performance.now();
        await call(`signals/${id}/signal`, i);
        gaps.push(performance.now() - sent);
      }
    }),
  );
  return people.length * WAITS;
}

/** CPU of the server so far, fields 14 and 15 of /proc/PID/stat in ticks of 10 ms (man 5 proc). */
function serverMs() {
  const stat = readFileSync(`/proc/${String(server.pid)}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

const people = Array.from({ length: Number(inFlight) }, (_, i) => `p${String(i)}`);
if (what === 'signals') {
  for (const id of people) await call(`signals/${id}/run/send`);
  await Promise.all(people.map((id) => call(`signals/${id}/at`)));
}
const [used, usedByServer] = [process.cpuUsage(), serverMs()];
const began = performance.now();
const steps = what === 'work' ? await manyRuns() : await manySignals(people);
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(used);
const cpuMs = (user + system) / 1000 + serverMs() - usedByServer;
process.stdout.write(`${JSON.stringify({ steps, seconds, cpuMs, gaps })}\n`);
service.close();
server.kill('SIGKILL');
await delay(100);
rmSync(folder, { recursive: true, force: true });
process.exit(0);
