// Runs jest and closes with `N passed, N failed`: `node scripts/test.mjs [--slow] [jest arguments]`.
// --slow sets the full counts of property, walk and fuzz tests, plays all recorded runs, and a whole practice run by keyboard; then
// comes the whole soak, counted as one. SEED=n repeats a run of the property tests.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { INSTALLED, SHIPPED } from '../test/web/which-browser.mjs';
import { build } from './build.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const FULL_COUNTS = {
  FC_RUNS: '5000',
  WALKS: '20000',
  PARKED: 'all',
  FUZZ: '1000000',
  SIM_SEEDS: '20000',
  SIM_MINUTES: '60',
  DRILL_KEYS: 'all',
};
const NODE_OPTIONS = '--experimental-vm-modules --disable-warning=ExperimentalWarning';

function jest(args, env) {
  const bin = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const child = spawn(process.execPath, [bin, ...args], { cwd: root, env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** A suite that could not even be loaded counts as one failed test. */
function counts(file) {
  try {
    const result = JSON.parse(readFileSync(file, 'utf8'));
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/** Counts and choices come from its own variables: test/soak/main.ts. */
function soak() {
  const args = ['--import', './test/program/typescript.mjs', 'test/soak/main.ts'];
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status;
}

/** On Linux x64 a browser comes with npm, and tests fail where it cannot start. Elsewhere an installed Chrome does. */
function browserHere() {
  if (SHIPPED || INSTALLED !== undefined) return true;
  process.stderr.write(
    'umstieg: THE BROWSER SUITE DID NOT RUN: no Chrome is installed here (CHROME_PATH names one).\n',
  );
  return false;
}

async function main() {
  const given = process.argv.slice(2);
  const slow = given.includes('--slow');
  const built = build();
  const folder = mkdtempSync(join(tmpdir(), 'umstieg-test-'));
  const outputFile = join(folder, 'jest.json');
  const env = {
    ...process.env,
    ...(slow ? FULL_COUNTS : {}),
    NODE_OPTIONS: [process.env['NODE_OPTIONS'], NODE_OPTIONS].filter(Boolean).join(' '),
  };
  const args = [
    ...given.filter((arg) => arg !== '--slow'),
    ...(browserHere() ? [] : ['--testPathIgnorePatterns', '\\.browser\\.spec\\.ts$']),
    ...['--json', `--outputFile=${outputFile}`],
  ];
  const code = await jest(args, env);
  const tests = counts(outputFile);
  rmSync(folder, { recursive: true });
  const soaked = slow ? soak() : undefined;
  const passed = tests.passed + (soaked === 0 ? 1 : 0);
  const all = tests.failed + [built, soaked ?? 0].filter((ended) => ended !== 0).length;
  process.stdout.write(`${String(passed)} passed, ${String(all)} failed\n`);
  return all > 0 ? 1 : code;
}

process.exitCode = await main();
