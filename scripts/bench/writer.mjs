// Somebody at work on one run, in a process of its own as the command line is: `fork` it with DATA RUN SECONDS PACE (commands a
// second; 0: as fast as they are answered). With ADDRESS and TOKEN it asks the server after each command whether it knows of it.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import 'reflect-metadata';
import { DOCUMENTED } from '../../dist/documented-sequence.js';
import { commandLineWho } from '../../dist/engine/umstieg.js';
import { openSession } from '../../dist/open-session.js';

const [dataFolder, run, seconds, pace, address, token] = process.argv.slice(2);
const session = await openSession(DOCUMENTED, { dataFolder });
const { umstieg } = session;
const folder = mkdtempSync(join(tmpdir(), 'umstieg-bench-proof-'));
const options = { who: commandLineWho('Berta') };
const step = 'R-101';
const set = {
  ...{ customer: 'Muster GmbH', partner: 'Systemhaus', contacts: ['a@b.example'] },
  ...{ sourceProduct: 'uc-v4', targetVersion: 'V9 SR1' },
};

/** A claim with a fresh picture, checked and accepted; a note; somebody else is to do it; it is done anew. */
const ACTS = [
  async (i) => {
    const proof = join(folder, `${i}.png`);
    writeFileSync(proof, `picture ${i}`);
    await umstieg.submit(run, step, { set, evidence: [proof] }, options);
    await umstieg.settle(run);
    rmSync(proof);
  },
  (i) => umstieg.command(run, { do: 'note', step, text: `Hinweis ${i}` }, options),
  (i) => umstieg.command(run, { do: 'redo', step, reason: `Runde ${i}`, keep: [] }, options),
  (i) => umstieg.command(run, { do: 'assign', step, to: `Person ${i}` }, options),
];

const before = await head();
const until = performance.now() + Number(seconds) * 1000;
let commands = 0;
let behind = 0;
while (performance.now() < until) {
  const next = performance.now() + (Number(pace) > 0 ? 1000 / Number(pace) : 0);
  await ACTS[commands % ACTS.length](commands);
  commands++;
  if (address && (await isBehind())) behind++;
  await delay(Math.max(0, next - performance.now()));
}
const last = await head();
const digest = await written(before, last);
await session.close();
rmSync(folder, { recursive: true });
process.send({ commands, behind, last, entries: last - before, digest });
process.disconnect();

/** Number of the newest entry. */
async function head() {
  return (await umstieg.queries.run(run)).head.seq;
}

/** SHA-256 over what the stream must have said of these entries, a line each. */
async function written(after, upTo) {
  const hash = createHash('sha256');
  for (const entry of await umstieg.listings.between(run, after, upTo)) {
    const { seq, at, kind, event, step, revision, verdict, code } = entry;
    const told = { run, seq, at, kind, event, step, revision, verdict, code };
    hash.update(`${JSON.stringify(told)}\n`);
  }
  return hash.digest('hex');
}

/** Nobody else works on this run: what the server answers now must be what is stored. */
async function isBehind() {
  const { revision } = await umstieg.queries.run(run);
  const headers = { authorization: `Bearer ${token}` };
  const ask = async (path) => (await fetch(address + path, { headers })).json();
  const [list, overview] = [await ask(`/api/runs/${run}`), await ask(`/api/overview?q=${run}`)];
  return list.revision !== revision || overview.items[0]?.revision !== revision;
}
