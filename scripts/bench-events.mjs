// Many clients listen to a project at which somebody works: `node scripts/bench-events.mjs`, after `npm run build`. BENCH_SECONDS (60),
// BENCH_CLIENTS (500, in two processes), BENCH_PACE (20 commands a second, in a process of their own). A fifth of the clients hang up
// again and again and come back; BENCH_STALLED (20) more never read. Ends with 1 unless each client heard every entry exactly once, in
// order and as it stands in the database.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { asked, mb, ms, start } from './bench/parts.mjs';

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 60);
const CLIENTS = Number(process.env['BENCH_CLIENTS'] ?? 500);
const PACE = Number(process.env['BENCH_PACE'] ?? 20);
const STALLED = Number(process.env['BENCH_STALLED'] ?? 20);
const PROCESSES = 2;
const PEOPLE = 40; // every other one sees the project; one account may listen 64 times

const folder = mkdtempSync(join(tmpdir(), 'umstieg-bench-'));
const data = join(folder, 'data');
await start('projects.mjs', data, 1).said;
const { child: server, said } = start('server.mjs', data, PEOPLE);
const { address, people, made } = await said;
const tokens = people.filter(({ runs }) => runs.length === made.length).map(({ token }) => token);
const [{ projectId: project, runId: run }] = made;
const memory = async () => (await asked(server, { usage: true })).usage.rss;
const alone = await memory();

const groups = Array.from({ length: PROCESSES }, () => start('listeners.mjs'));
for (const { child } of groups) {
  const clients = CLIENTS / PROCESSES;
  const given = { clients, restless: clients / 5, stalled: STALLED / PROCESSES };
  child.send({ address, tokens, project, ...given });
}
await Promise.all(groups.map((group) => group.said));
const listening = await memory();

const { said: writing } = start('writer.mjs', data, run, SECONDS, PACE);
let written;
void writing.then((result) => (written = result));
let most = listening;
while (!written) {
  await Promise.race([writing, new Promise((done) => setTimeout(done, 1_000))]);
  most = Math.max(most, await memory());
}
const results = groups.map(({ child }) => asked(child, { last: written.last }));
const found = await Promise.all(results);
server.send({ end: true });
await new Promise((done) => server.once('exit', done));
rmSync(folder, { recursive: true, force: true });

const all = found.flatMap((one) => one.heard);
const sum = (of) => all.reduce((total, one) => total + of(one), 0);
const { commands, entries, digest, last } = written;
const wrong = all.filter((one) => one.digest !== digest || one.seq !== last);
const worst = (of) => Math.max(...found.map(of));
console.log(`${cpus().length} cores, Node ${process.version}, ${CLIENTS} clients, ${SECONDS} s`);
console.log(`${commands} commands, ${entries} entries, ${entries * all.length} events to hear`);
console.log(
  `lost ${sum((o) => o.lost)}, twice ${sum((o) => o.twice)}, after ${sum((o) => o.breaks)} breaks; clients with anything wrong: ${wrong.length}`,
);
console.log(
  `from the entry to the client: p50 ${ms(worst((o) => o.p50))}, p99 ${ms(worst((o) => o.p99))}`,
);
console.log(
  `memory of the server: ${mb(alone)} alone, ${mb(listening)} listened to, ${mb(most)} at most`,
);
if (wrong.length > 0 || entries < SECONDS || all.length !== CLIENTS) process.exitCode = 1;
