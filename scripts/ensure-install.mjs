// Makes a fresh clone ready to run: installs what is missing or outdated, then builds. Speaks on stderr only.
// `--no-build` installs only. Runs by itself before `npm start`, `npm run demo` and `npm test`.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const HEARTBEAT_MS = 15_000;
const OLDEST_NODE = [20, 19];

const say = (text) => process.stderr.write(`umstieg: ${text}\n`);
const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages ?? {};

function nodeIsTooOld() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
}

/** The first package that is missing or has another version than the lock says; undefined when all are there. */
function firstMissing() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return 'node_modules';
  const there = packagesOf(installed);
  for (const [path, wanted] of Object.entries(packagesOf(join(root, 'package-lock.json')))) {
    if (path === '' || wanted.optional || wanted.devOptional || wanted.link) continue;
    if (there[path]?.version !== wanted.version) return path;
  }
  return undefined;
}

/** How to call npm: the npm that runs us, else the one on the path. */
function npmCommand() {
  const own = process.env['npm_execpath'];
  if (own?.endsWith('.js')) return { file: process.execPath, prefix: [own], shell: false };
  return process.platform === 'win32'
    ? { file: 'npm.cmd', prefix: [], shell: true }
    : { file: 'npm', prefix: [], shell: false };
}

/**
 * sqlite3 is compiled where its prebuilt file cannot be fetched, and node-gyp then fetches Node's headers, which may be
 * out of reach too. Distributions install them below /usr: named through node-gyp's own variable, which npm does not
 * warn about.
 */
function environment(npm) {
  const configured = spawnSync(npm.file, [...npm.prefix, 'config', 'get', 'nodedir'], {
    encoding: 'utf8',
    shell: npm.shell,
  }).stdout?.trim();
  const known = configured && !['undefined', 'null'].includes(configured);
  const headers = existsSync('/usr/include/node/node_api.h');
  return known || !headers
    ? process.env
    : { npm_package_config_node_gyp_nodedir: '/usr', ...process.env };
}

function install() {
  const npm = npmCommand();
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  return new Promise((resolve) => {
    const child = spawn(npm.file, [...npm.prefix, 'ci'], {
      cwd: root,
      env: environment(npm),
      shell: npm.shell,
      stdio: ['ignore', 2, 2],
    });
    const heartbeat = setInterval(() => say(`still installing (${seconds()} s)`), HEARTBEAT_MS);
    const finish = (code) => {
      clearInterval(heartbeat);
      resolve(code);
    };
    child.on('error', (error) => {
      say(`npm could not be started: ${error.message}`);
      finish(1);
    });
    child.on('exit', (code) => finish(code ?? 1));
  });
}

async function main() {
  if (nodeIsTooOld()) {
    say(`needs Node ${OLDEST_NODE.join('.')} or newer, this is ${process.versions.node}`);
    return 1;
  }
  const missing = firstMissing();
  if (missing !== undefined) {
    say(`installing packages, 1 to 5 minutes (${missing} is missing or outdated)`);
    const code = await install();
    if (code !== 0) {
      say('npm ci failed; its message stands above. Nothing was started.');
      return code;
    }
  }
  return process.argv.includes('--no-build') ? 0 : build();
}

process.exitCode = await main();
