// Runs jest and closes with `N passed, N failed`: `node scripts/test.mjs [--slow] [jest arguments]`.
// --slow sets the full counts of property, walk, crash and fuzz tests, and plays all recorded runs. SEED=n repeats a run of the property tests.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const FULL_COUNTS = {
  FC_RUNS: '5000',
  WALKS: '20000',
  CRASH: 'full',
  PARKED: 'all',
  FUZZ: '1000000',
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
  const args = [...given.filter((arg) => arg !== '--slow'), '--json', `--outputFile=${outputFile}`];
  const code = await jest(args, env);
  const { passed, failed } = counts(outputFile);
  rmSync(folder, { recursive: true });
  const all = failed + (built === 0 ? 0 : 1);
  process.stdout.write(`${String(passed)} passed, ${String(all)} failed\n`);
  return all > 0 ? 1 : code;
}

process.exitCode = await main();
