// Crash test of a full drill (README: what happens when you pull the plug). For every durable write i the command line
// is killed (SIGKILL) right after it and played on: same final state as without a kill, every effect once, chain valid,
// no attempt left `started`. CRASH=full takes every i, else a slice of CRASH_POINTS (default 12) with an offset by SEED.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { chainProblems, compareRuns, readRun } from './crash-compare.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cli = join(root, 'bin', 'umstieg.js');
const preload = join(root, 'scripts', 'after-write.mjs');
const LIMIT_MS = 120_000;

function umstieg(data, args, env = {}) {
  const preloaded = Object.keys(env).length > 0 ? ['--import', preload] : [];
  const child = spawn(process.execPath, [...preloaded, cli, '--data', data, '--json', ...args], {
    env: { ...process.env, ...env },
    timeout: LIMIT_MS,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (status, signal) => done({ status, signal, stdout, stderr }));
  });
}

function must(result, what) {
  if (result.status === 0) return result.stdout === '' ? {} : JSON.parse(result.stdout);
  throw new Error(
    `${what} ended with ${String(result.status ?? result.signal)}: ${result.stderr}${result.stdout}`,
  );
}

/** Every point, or a slice that moves with the seed. */
function pointsOf(writes) {
  const all = Array.from({ length: writes }, (_, i) => i + 1);
  if (process.env['CRASH'] === 'full') return all;
  const count = Math.min(writes, Number(process.env['CRASH_POINTS'] ?? 12));
  const stride = Math.floor(writes / count);
  const offset = Number(process.env['SEED'] ?? 1) % stride;
  return all.filter((i) => i % stride === offset).slice(0, count);
}

function play(data, run, answers, env) {
  return umstieg(data, ['--as', 'Anna Berg', 'play', run, answers], env);
}

async function main() {
  if (build() !== 0) return 1;
  const work = mkdtempSync(join(tmpdir(), 'umstieg-crash-'));
  try {
    return await crash(work);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function crash(work) {
  const drill = join(work, 'drill');
  const base = join(work, 'base');
  must(await umstieg(base, ['drill', 'new', '--out', drill, '--seed', '7']), 'drill new');
  const answers = join(drill, 'answers.yaml');
  const created = await umstieg(base, [
    '--as',
    'Lena Voss',
    'project',
    'new',
    '--customer',
    'Crash GmbH',
    '--kind',
    'drill',
  ]);
  const run = must(created, 'project new').run ?? must(created, 'project new').id;

  const counter = join(work, 'count');
  const reference = join(work, 'reference');
  cpSync(base, reference, { recursive: true });
  must(
    await play(reference, run, answers, { AFTER_WRITE_COUNT: counter }),
    'the play without a kill',
  );
  const writes = Number(readFileSync(counter, 'utf8'));
  const wanted = await readRun(reference, run);
  const points = pointsOf(writes);

  const copies = join(work, 'copies');
  mkdirSync(copies);
  const copied = join(work, 'copied');
  cpSync(base, copied, { recursive: true });
  cpSync(base, join(copies, '0'), { recursive: true });
  const before = points.map((i) => String(i - 1)).join(',');
  must(
    await play(copied, run, answers, { AFTER_WRITE_COPY: copies, AFTER_WRITE_ONLY: before }),
    'the copying play',
  );

  process.stdout.write(`${String(writes)} durable writes, ${String(points.length)} crash points\n`);
  let bad = 0;
  const waiting = [...points];
  const worker = async () => {
    for (let i = waiting.shift(); i !== undefined; i = waiting.shift()) {
      const data = join(copies, String(i - 1));
      const problems = await crashAt(data, run, answers, wanted);
      if (problems.length > 0) bad += 1;
      const outcome = problems.length === 0 ? 'same end' : problems.join('; ');
      process.stdout.write(`write ${String(i)}: ${outcome}\n`);
      rmSync(data, { recursive: true, force: true });
    }
  };
  await Promise.all([worker(), worker()]);
  process.stdout.write(
    `crash test: ${String(points.length - bad)} of ${String(points.length)} points held\n`,
  );
  return bad === 0 ? 0 : 1;
}

/** From the copy before write i: killed right after its first write, then played to the end. */
async function crashAt(data, run, answers, wanted) {
  const killed = await play(data, run, answers, { AFTER_WRITE_KILL: '1' });
  if (killed.signal !== 'SIGKILL')
    return [`was not killed: ${String(killed.status)} ${killed.stderr}`];
  const again = await play(data, run, answers);
  if (again.status !== 0)
    return [`played on with ${String(again.status)}: ${again.stderr}${again.stdout}`];
  const found = await readRun(data, run);
  return [...(await chainProblems(data, run, found)), ...compareRuns(wanted, found)];
}

process.exitCode = await main();
