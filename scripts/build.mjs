// Builds what is stale: the program (src to dist) and the pages (src/web to dist/web): `node scripts/build.mjs [--force]`.
// Speaks on stderr only.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const src = join(root, 'src');
const dist = join(root, 'dist');
const web = join(src, 'web');
/** Written after a complete build; their time is the time of the build's start. */
const stamp = join(dist, '.built');
const webStamp = join(dist, '.web-built');
const CONFIGS = ['tsconfig.json', 'tsconfig.build.json'];
const WEB_CONFIGS = ['vite.config.mjs', 'package-lock.json'];

/** Every file below a folder, absolute. */
function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function isStale(sources, mark, configs) {
  if (!existsSync(mark)) return true;
  const built = statSync(mark).mtimeMs;
  const inputs = [...sources, ...configs.map((name) => join(root, name))];
  const folders = new Set(sources.map((file) => dirname(file))); // a folder's time tells of deleted files
  return [...inputs, ...folders].some((path) => statSync(path).mtimeMs > built);
}

/** Removes what dist still holds of source files that are gone. */
function prune(sources) {
  const wanted = new Set(
    sources.flatMap((file) => {
      const target = join(dist, relative(src, file));
      const js = target.replace(/\.ts$/, '.js');
      return [js, `${js}.map`];
    }),
  );
  for (const file of filesBelow(dist)) {
    if (!wanted.has(file) && !/^(\.|web[/\\])/.test(relative(dist, file))) rmSync(file);
  }
}

/** Data files stand beside the code that reads them. */
function copyData(sources) {
  for (const file of sources.filter((name) => !name.endsWith('.ts'))) {
    const target = join(dist, relative(src, file));
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(file, target);
  }
}

function mark(file, started) {
  writeFileSync(file, `${started.toISOString()}\n`);
  utimesSync(file, started, started);
}

function buildProgram(sources, force) {
  if (!force && !isStale(sources, stamp, CONFIGS)) return 0;
  const started = new Date();
  if (force || !existsSync(stamp)) rmSync(join(dist, '.build.tsbuildinfo'), { force: true });
  process.stderr.write('umstieg: building\n');
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const run = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], {
    stdio: ['ignore', 2, 2],
  });
  if (run.status !== 0) return run.status ?? 1;
  prune(sources);
  copyData(sources);
  mark(stamp, started);
  return 0;
}

function buildPages(sources, force) {
  if (!force && !isStale(sources, webStamp, WEB_CONFIGS)) return 0;
  const started = new Date();
  process.stderr.write('umstieg: building the pages\n');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--logLevel', 'warn'];
  const run = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (run.status !== 0) return run.status ?? 1;
  mark(webStamp, started);
  return 0;
}

/** Builds when needed. Returns the exit code of the compiler, 0 when dist was fresh. */
export function build({ force = false } = {}) {
  const all = filesBelow(src);
  const ofPages = (file) => file.startsWith(join(web, '/'));
  const program = buildProgram(
    all.filter((file) => !ofPages(file)),
    force,
  );
  return program === 0 ? buildPages(all.filter(ofPages), force) : program;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = build({ force: process.argv.includes('--force') });
}
