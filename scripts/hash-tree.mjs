#!/usr/bin/env node
// Hashes a tree of many small files, killed (-9) at half and resumed, and compares every digest with sha256sum's.
// Usage: TREE_FILES=200000 node scripts/hash-tree.mjs   (after `npm run build`). Exit 1 when a bound does not hold.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FILES = Number(process.env['TREE_FILES'] ?? 200_000);
const MINUTES = Number(process.env['TREE_MINUTES'] ?? 60);
const MOST_MB = 400;
/** Read again after a kill: the batches in hand, one for each core and one whose note was being written. */
const MOST_AGAIN = 256 * (Math.min(4, availableParallelism()) + 1);
/** Bytes of each file, so that what was read can be told from what the system counts. */
const SIZE = 4096;
const here = fileURLToPath(import.meta.url);

/** In the child: hashes; when it is killed at so many noted files, or at its end, says what was noted and read. */
async function child(root, notes, killAt) {
  const { hashFolder } = await import(new URL('../dist/steps/hash-folder.js', import.meta.url));
  const { WorkStore } = await import(new URL('../dist/persistence/work.store.js', import.meta.url));
  const port = new WorkStore(notes).of('hash-tree');
  const noted = new Map();
  const started = performance.now();
  let before = 0;
  const work = {
    read: (name) => {
      before ||= bytesRead(); // asked for first when the tree was walked over, before a file is read
      return port.read(name);
    },
    write: async (name, text) => {
      await port.write(name, text);
      noted.set(name, JSON.parse(text).length);
      const files = sum(noted.values());
      if (killAt === 0 || files < killAt) return;
      const unnoted = Math.round((bytesRead() - before) / SIZE) - files;
      writeFileSync(join(notes, 'killed'), JSON.stringify({ noted: files, unnoted }));
      process.kill(process.pid, 'SIGKILL');
    },
  };
  let [notices, last] = [0, 0];
  const { files, bytes } = await hashFolder(root, {
    work,
    progress: (done) => {
      notices += 1;
      last = done;
    },
    signal: new AbortController().signal,
  });
  const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
  const lines = files.map(({ path, sha256 }) => `${sha256}  ./${path}`).join('\n');
  writeFileSync(join(notes, 'sums'), lines);
  const counted = { seconds, noted: sum(noted.values()), files: files.length, notices };
  process.send({ ...counted, peakMB: peakMB(), whole: last === bytes });
}

const sum = (numbers) => [...numbers].reduce((all, one) => all + one, 0);

/** Bytes this process has read so far, of files above all. */
function bytesRead() {
  return Number(/^rchar: (\d+)/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
}

/** Highest memory of this process, MiB. */
function peakMB() {
  const kb = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Math.round(Number(kb) / 1024);
}

function hash(root, notes, killAt = 0) {
  mkdirSync(notes, { recursive: true });
  return new Promise((resolve, reject) => {
    const run = spawn(process.execPath, [here, '--child', root, notes, String(killAt)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      timeout: MINUTES * 60_000,
    });
    const seen = {};
    run.on('message', (message) => Object.assign(seen, message));
    run.on('error', reject);
    run.on('exit', () => resolve(seen));
  });
}

function makeTree(root) {
  for (let i = 0; i < FILES; i++) {
    const folder = join(root, `user-${Math.floor(i / 200)}`);
    if (i % 200 === 0) mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `greeting-${i}.wav`), `content ${i} `.repeat(SIZE).slice(0, SIZE));
  }
}

async function main() {
  const base = mkdtempSync(join(tmpdir(), 'umstieg-tree-'));
  const [root, notes] = [join(base, 'tree'), join(base, 'notes')];
  try {
    makeTree(root);
    const whole = await hash(root, join(base, 'whole'));
    await hash(root, notes, Math.floor(FILES / 2));
    const killed = JSON.parse(readFileSync(join(notes, 'killed'), 'utf8'));
    const resumed = await hash(root, notes);
    execFileSync('sha256sum', ['--quiet', '-c', join(notes, 'sums')], { cwd: root });
    const said = { files: FILES, whole, killed, resumed, readAgainAtMost: MOST_AGAIN };
    process.stdout.write(`${JSON.stringify(said)}\n`);
    const held =
      [whole, resumed].every((r) => r.files === FILES && r.whole && r.peakMB <= MOST_MB) &&
      whole.notices > 1 &&
      resumed.noted === FILES - killed.noted &&
      killed.unnoted <= MOST_AGAIN;
    process.stdout.write(held ? 'hash tree: held\n' : 'hash tree: a bound does not hold\n');
    return held ? 0 : 1;
  } finally {
    rmSync(base, { recursive: true });
  }
}

if (process.argv[2] === '--child')
  await child(process.argv[3], process.argv[4], Number(process.argv[5]));
else process.exitCode = await main();
