#!/usr/bin/env node
// Hashes a tree of many small files, killed (-9) at half and resumed, and compares every digest with sha256sum's.
// Usage: TREE_FILES=200000 node scripts/hash-tree.mjs   (after `npm run build`). Exit 1 when a bound does not hold.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FILES = Number(process.env['TREE_FILES'] ?? 200_000);
const MINUTES = Number(process.env['TREE_MINUTES'] ?? 60);
const MOST_MB = 400;
const here = fileURLToPath(import.meta.url);

/** In the child: hashes; tells every file it read to its end, and at last the manifest's digests and the peak memory. */
async function child(root, notes, killAt) {
  const { hashFolder } = await import(new URL('../dist/steps/hash-folder.js', import.meta.url));
  const { WorkStore } = await import(new URL('../dist/persistence/work.store.js', import.meta.url));
  const port = new WorkStore(notes).of('hash-tree');
  let noted = 0;
  const work = {
    read: port.read,
    write: async (name, text) => {
      await port.write(name, text);
      noted += 1;
      if (noted === killAt) {
        writeFileSync(join(notes, 'noted'), String(noted));
        process.kill(process.pid, 'SIGKILL');
      }
    },
  };
  const started = performance.now();
  const { files } = await hashFolder(root, {
    work,
    progress: () => undefined,
    signal: new AbortController().signal,
  });
  const seconds = Math.round((performance.now() - started) / 1000);
  const peak = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  const lines = files.map(({ path, sha256 }) => `${sha256}  ./${path}`).join('\n');
  writeFileSync(join(notes, 'sums'), lines);
  process.send({ seconds, noted, peakMB: Math.round(Number(peak) / 1024), files: files.length });
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
    writeFileSync(join(folder, `greeting-${i}.wav`), `content ${i}`.repeat(1 + (i % 40)));
  }
}

async function main() {
  const base = mkdtempSync(join(tmpdir(), 'umstieg-tree-'));
  const [root, notes] = [join(base, 'tree'), join(base, 'notes')];
  try {
    makeTree(root);
    const half = Math.floor(FILES / 2);
    await hash(root, notes, half);
    const killed = Number(readFileSync(join(notes, 'noted'), 'utf8'));
    const resumed = await hash(root, notes);
    const again = killed + resumed.noted - FILES;
    const sums = execFileSync('sha256sum', ['--quiet', '-c', join(notes, 'sums')], { cwd: root });
    const same = sums.length === 0 && resumed.files === FILES;
    const said = { files: FILES, notedWhenKilled: killed, readAgain: again, same, ...resumed };
    process.stdout.write(`${JSON.stringify(said)}\n`);
    const held = same && again <= 1 && resumed.peakMB <= MOST_MB;
    process.stdout.write(held ? 'hash tree: held\n' : 'hash tree: a bound does not hold\n');
    return held ? 0 : 1;
  } finally {
    rmSync(base, { recursive: true });
  }
}

if (process.argv[2] === '--child')
  await child(process.argv[3], process.argv[4], Number(process.argv[5]));
else process.exitCode = await main();
