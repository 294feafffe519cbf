// npm run test:faults [-- --write]: provokes every fault and prints the table fault × behavior × count.
// FAULTS=kill,disk.wal-full only these; FAULTS_COUNT=full every point, =3 at most three tries of each; SEED=n repeats a run;
// FAULTS_AT_ONCE=2 faults side by side. --write puts the table into docs/reliability.md.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { seeded, type Bench, type Fault, type Need, type Trial } from './fault.js';
import { endThoseIn, ROOT } from './processes.js';
import { FAULTS } from './registry.js';
import { canMount } from './tmpfs.js';
import { tableOf, withRows, type Row } from './table.js';

const DOCUMENT = join(ROOT, 'docs', 'reliability.md');
const say = (line: string) => process.stdout.write(`${line}\n`);
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const wanted = process.env['FAULTS_COUNT'] ?? 'slice';
const only = process.env['FAULTS']?.split(',');
const atOnce = Number(process.env['FAULTS_AT_ONCE'] ?? 2);

const PACKAGES: Readonly<Record<Need, string>> = {
  strace: 'the Debian package strace',
  faketime: 'the Debian package faketime',
  prlimit: 'the Debian package util-linux',
  root: 'root, to mount a small file system',
};

function isHere(need: Need): boolean {
  if (need === 'root') return canMount(join(tmpdir(), `umstieg-mount-${String(process.pid)}`));
  return spawnSync(need, ['--version'], { stdio: 'ignore' }).error === undefined;
}

function countOf({ tries }: Fault): number {
  if (wanted === 'slice' || wanted === 'full') return tries[wanted];
  return Math.min(tries.full, Number(wanted));
}

/** Those that are named; of the long ones that nobody named, a slice takes one by its seed. */
function isChosen({ name, isLong }: Fault): boolean {
  if (only) return only.some((one) => name === one || name.startsWith(`${one}.`));
  if (!isLong || wanted !== 'slice') return true;
  const long = FAULTS.filter((fault) => fault.isLong);
  return long[seed % long.length]?.name === name;
}

/** Tries one fault; what breaks is said at once, with its seed. */
async function provoke(fault: Fault): Promise<Row> {
  const began = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'umstieg-fault-'));
  const index = FAULTS.indexOf(fault);
  const bench: Bench = { folder, count: countOf(fault), random: seeded(seed + index) };
  let [tried, broken] = [0, 0];
  let measured: Pick<Row, 'figure'> = {};
  const note = ({ what, problems, figure }: Trial) => {
    tried++;
    if (figure !== undefined) measured = { figure };
    if (problems.length === 0) return;
    broken++;
    say(`BROKEN ${fault.name} (SEED=${String(seed)}), ${what}:`);
    for (const problem of problems) say(`  ${problem}`);
  };
  try {
    for await (const trial of fault.trials(bench)) note(trial);
    if (tried === 0) note({ what: 'all', problems: ['nothing was tried'] });
  } catch (error) {
    const { stack } = error as Error;
    note({ what: `try ${String(tried + 1)}`, problems: [stack ?? String(error)] });
  } finally {
    await endThoseIn(folder);
    rmSync(folder, { recursive: true, force: true });
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  say(`${fault.name}: ${String(tried - broken)} of ${String(tried)} held, ${seconds} s`);
  return { fault, tried, broken, count: wanted, ...measured };
}

async function main(): Promise<number> {
  const chosen = FAULTS.filter(isChosen);
  say(`${String(chosen.length)} faults, seed ${String(seed)} (repeat with SEED=${String(seed)})`);
  const missing = [...new Set(chosen.flatMap((fault) => fault.needs))].filter((n) => !isHere(n));
  for (const need of missing) say(`NOT TRIED: what needs ${PACKAGES[need]}`);
  const able = chosen.filter(({ needs }) => !needs.some((need) => missing.includes(need)));
  const rows = new Map<Fault, Row>();
  const waiting = [...able];
  const worker = async () => {
    for (let fault = waiting.shift(); fault; fault = waiting.shift())
      rows.set(fault, await provoke(fault));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const sorted = able.flatMap((fault) => rows.get(fault) ?? []);
  say(tableOf(sorted));
  if (process.argv.includes('--write')) await write(sorted);
  const held = sorted.filter(({ broken }) => broken === 0).length;
  const failed = chosen.length - held;
  say(`${String(held)} passed, ${String(failed)} failed`);
  return failed > 0 ? 1 : 0;
}

async function write(rows: readonly Row[]): Promise<void> {
  const document = withRows(readFileSync(DOCUMENT, 'utf8'), rows, FAULTS);
  writeFileSync(DOCUMENT, await format(document, { parser: 'markdown' }));
}

process.exitCode = await main();
