#!/usr/bin/env node
// Simulates connectors over 100,000 users from files and prints processor time and the peak memory of this whole process: an AD
// connector and a scheduled UserLinesDynamic connector for every tenth user, four rounds; all others are deleted.
// Usage: node scripts/simulate-memory.mjs [users] [limit in MB]   (after `npm run build`)
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const dist = new URL('../dist/connect/', import.meta.url);
const { readUserList } = await import(new URL('user-list.js', dist));
const { Findings } = await import(new URL('finding.js', dist));
const { planSchema } = await import(new URL('simulation/plan.js', dist));
const { simulationOf } = await import(new URL('simulation/simulation-of-plan.js', dist));
const { simulate, SimulationSums } = await import(new URL('simulation/simulate.js', dist));
const { simulationJson } = await import(new URL('simulation/simulation-json.js', dist));

const users = Number(process.argv[2] ?? 100_000);
const limit = Number(process.argv[3] ?? 800);
const folder = mkdtempSync(join(tmpdir(), 'simulate-memory-'));
const sid = (i) => `S-1-5-21-1111111111-2222222222-3333333333-${1_000 + i}`;

function* adUsers() {
  yield 'sid,account,firstname,name,mail,telephoneNumber\n';
  for (let i = 0; i < users; i++)
    yield `${sid(i)},konto${i},Vorname,Nachname${i},vorname.nachname${i}@firma.example,+49 89 ${100_000 + i}\n`;
}
function* dynamicUsers() {
  yield 'ID;LineTypeDynamic\r\n';
  for (let i = 0; i < users; i += 10) yield `${sid(i)};3\r\n`;
}

try {
  const files = { 'ad.csv': adUsers(), 'dynamic.csv': dynamicUsers() };
  for (const [name, lines] of Object.entries(files))
    await pipeline(Readable.from(lines), createWriteStream(join(folder, name)));
  const plan = planSchema.parse({
    connectors: [
      { name: 'AD', type: 'ad', source: 'ad.csv', line: 'on-creation', licenses: ['Office'] },
      { name: 'Lines', type: 'text', source: 'dynamic.csv' },
    ],
    gateways: [{ name: 'PBX', dialing: ['de'] }],
    dialingParameters: [{ name: 'de', country: '49', area: '89', trunk: '123' }],
    licenses: { Office: users },
  });
  const lists = new Map();
  for (const name of Object.keys(files)) {
    const open = () => createReadStream(join(folder, name));
    lists.set(name, await readUserList(open, { file: name, needed: ['sid'] }));
  }
  const { assumptions, ...simulation } = simulationOf(plan, lists);
  const ended = { sums: new SimulationSums(), findings: new Findings(10_000), told: new Set() };
  const runs = simulate({ ...simulation, assumptions });
  const pieces = simulationJson(runs, assumptions, [], ended);
  await pipeline(Readable.from(pieces), createWriteStream(join(folder, 'simulation.json')));
  const { user, system } = process.cpuUsage();
  const cpuSeconds = Number(((user + system) / 1e6).toFixed(1));
  const peakMB = Math.round(process.resourceUsage().maxRSS / 1024);
  const { runs: played, deleted } = ended.sums;
  console.log(JSON.stringify({ users, runs: played, deleted, cpuSeconds, peakMB }));
  if (peakMB > limit) {
    console.error(`Peak memory ${peakMB} MB is above ${limit} MB.`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
