// The server of the benches, a process of its own: `fork` it with DATA and how many people to make. It says where it listens, and
// whenever it is asked what it has used so far.
import 'reflect-metadata';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Access } from '../../dist/access/access.js';
import { DOCUMENTED } from '../../dist/documented-sequence.js';
import { serve } from '../../dist/http/index.js';
import { openSession } from '../../dist/open-session.js';
import { memory } from './parts.mjs';

const [dataFolder, count] = process.argv.slice(2);
const session = await openSession(DOCUMENTED, { dataFolder });
const { umstieg } = session;
const made = (await umstieg.queries.list()).map(({ id: runId, projectId }) => ({
  runId,
  projectId,
}));
const { database, keys } = umstieg.core;
// passwords are cheap here: signing in is not what is measured
const cost = { ln: 4, r: 8, p: 1 };
const access = new Access({ database, cost, hmac: (value) => keys.hmac(value) });
const password = 'vier Pferde ziehen den Heuwagen';
const link = await access.invitations.first();
const { token } = await access.invitations.redeem({ token: link.token, password, name: 'Anna' });
const people = await everybody();
const serving = await serve({
  ...{ session, access, host: '127.0.0.1', port: 0, version: '0', paused: false },
  write: () => undefined,
});
const coldMs = await timed(() => ask('/api/overview'));

// what Node alone needs for the same bytes: path → bytes
const bytes = new Map();
const bare = createServer((request, response) => {
  const body = bytes.get(request.url);
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': body?.length ?? 0,
  });
  response.end(body);
});
await once(bare.listen(0, '127.0.0.1'), 'listening');

process.on('message', async ({ ask: path, usage, end }) => {
  if (path) bytes.set(path, await ask(path));
  if (path) process.send({ bytes: bytes.get(path).length });
  if (usage) process.send({ usage: { cpu: process.cpuUsage(), ...memory() } });
  if (!end) return;
  await serving.close();
  await session.close();
  bare.close();
  process.disconnect();
});
process.send({
  ...{ address: serving.address, bare: `http://127.0.0.1:${bare.address().port}`, token, coldMs },
  ...{ made, people },
});

/** People of whom every other one sees all runs, the others those of one of four customers: their sessions and their runs. */
async function everybody() {
  const owner = await access.sessions.personOf(token);
  const { tenants, invitations } = access;
  const found = [];
  for (let i = 0; i < 4; i++) {
    const scope = await tenants.add(owner, { kind: 'customer', name: `Kunde ${i}` });
    const place = `INSERT INTO project_place SELECT id, ? FROM project WHERE id <> 'instance' AND rowid % 4 = ?`;
    await database.write(place, [scope, i]); // all at once: one by one would be a write each
    const seen = await database.query(
      'SELECT r.id FROM run r JOIN project_place l ON l.project_id = r.project_id WHERE l.tenant = ?',
      [scope],
    );
    const own = seen.map(({ id }) => id);
    for (let n = i; n < Number(count); n += 4) {
      const all = n % 8 < 4;
      const grant = { role: 'lead', scope: all ? 'installation' : scope };
      const invited = await invitations.invite(owner, { name: `Person ${n}`, ...grant });
      const { token } = await invitations.redeem({ token: invited.token, password });
      found.push({ token, runs: all ? made.map(({ runId }) => runId) : own });
    }
  }
  return found;
}

async function ask(path) {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(serving.address + path, { headers });
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
