// W2 over HTTP: the server with a session of its own as a process, clients here. As a process: FOLDER RUNS.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WAITS, waiting } from '../bench-sequence.mjs';

const self = fileURLToPath(import.meta.url);

/** A person's signal until the answer says that the run stands durably at its next place. */
export async function signalsOverHttp({ inFlight }) {
  const folder = mkdtempSync(join(tmpdir(), 'umstieg-http-'));
  const server = fork(self, [folder, String(inFlight)]);
  const [{ address, token, runs }] = await once(server, 'message');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const gaps = [];
  const began = performance.now();
  await Promise.all(
    runs.map(async (run) => {
      for (let i = 0; i < WAITS; i++) {
        const sent = performance.now();
        const response = await fetch(`${address}/api/runs/${run}/signals`, {
          ...{ method: 'POST', body: '{"type":"next"}' },
          headers: { ...headers, 'if-match': '*', 'idempotency-key': `${run}-${String(i)}` },
        });
        const body = await response.text();
        if (!response.ok) throw new Error(`${String(response.status)} ${body}`);
        gaps.push(performance.now() - sent);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  const over = once(server, 'exit');
  server.kill('SIGKILL');
  await over;
  rmSync(folder, { recursive: true, force: true });
  return { steps: inFlight * WAITS, seconds, gaps };
}

async function serveIt(folder, count) {
  const { Access } = await import('../../dist/access/access.js');
  const { serve } = await import('../../dist/http/index.js');
  const { openSession } = await import('../../dist/open-session.js');
  const { WHO } = await import('./engine-work.mjs');
  const session = await openSession(waiting(), { dataFolder: folder });
  const { umstieg } = session;
  const { database, keys } = umstieg.core;
  const cost = { ln: 4, r: 8, p: 1 }; // passwords are cheap here: signing in is not what is measured
  const access = new Access({ database, cost, hmac: (value) => keys.hmac(value) });
  const { token: invited } = await access.invitations.first();
  const person = { password: 'vier Pferde ziehen den Heuwagen', name: 'Anna' };
  const { token } = await access.invitations.redeem({ token: invited, ...person });
  const { projectId, runId } = await umstieg.newProject({ customer: 'B', kind: 'live', who: WHO });
  const runs = [runId];
  while (runs.length < count)
    runs.push(await umstieg.newRun({ projectId, kind: 'live', who: WHO }));
  const { address } = await serve({
    ...{ session, access, host: '127.0.0.1', port: 0, version: '0', paused: false },
    write: () => undefined,
  });
  process.send({ address, token, runs });
}

if (process.argv[1] === self) {
  const [folder, count] = process.argv.slice(2);
  await serveIt(folder, Number(count));
}
