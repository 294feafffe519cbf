// Compiles src to dist when dist is stale: `node scripts/build.mjs [--force]`. Speaks on stderr only.
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
/** Written after a complete build; its time is the time of the build's start. */
const stamp = join(dist, '.built');

/** Every file below a folder, absolute. */
function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function isStale(sources) {
  if (!existsSync(stamp)) return true;
  const built = statSync(stamp).mtimeMs;
  const inputs = [...sources, join(root, 'tsconfig.json'), join(root, 'tsconfig.build.json')];
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
    if (!wanted.has(file) && !/^\./.test(relative(dist, file))) rmSync(file);
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

/** Builds when needed. Returns the exit code of the compiler, 0 when dist was fresh. */
export function build({ force = false } = {}) {
  const sources = filesBelow(src);
  if (!force && !isStale(sources)) return 0;
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
  writeFileSync(stamp, `${started.toISOString()}\n`);
  utimesSync(stamp, started, started);
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = build({ force: process.argv.includes('--force') });
}
