#!/usr/bin/env node
// Hashes a folder of sparse files, killed (-9) at half and resumed, beside one sha256sum over the same files in the same run.
// Usage: HASH_GB=20 HASH_FILES=20 node scripts/hash-speed.mjs   (after `npm run build`). Exit 1 when a bound does not hold.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, ftruncateSync, closeSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const GB = Number(process.env['HASH_GB'] ?? 20);
const FILES = Number(process.env['HASH_FILES'] ?? 20);
const MINUTES = Number(process.env['HASH_MINUTES'] ?? 60);
const SLOWEST = 0.8;
const here = fileURLToPath(import.meta.url);

/** In the child: hashes, tells every percent and every file it read to its end, and how often it noted one. */
async function child(root, notes) {
  const { hashFolder } = await import(new URL('../dist/steps/hash-folder.js', import.meta.url));
  const { WorkStore } = await import(new URL('../dist/persistence/work.store.js', import.meta.url));
  const port = new WorkStore(notes).of('hash-speed');
  let [last, noted] = [-1, 0];
  const work = {
    read: port.read,
    write: async (name, text) => {
      await port.write(name, text);
      process.send({ noted: (noted += 1) });
    },
  };
  const progress = (done, total) => {
    const percent = Math.floor((100 * done) / total);
    if (percent !== last) process.send({ percent: (last = percent) });
  };
  const started = performance.now();
  const { files } = await hashFolder(root, {
    work,
    progress,
    signal: new AbortController().signal,
  });
  const seconds = (performance.now() - started) / 1000;
  process.send({ seconds, files: files.length, digests: files.map((f) => f.sha256) });
}

/** Runs a child until it ends, or until it is killed at a percentage of the bytes. */
function hash(root, notes, killAt = 101) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const run = spawn(process.execPath, [here, '--child', root, notes], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      timeout: MINUTES * 60_000,
    });
    const seen = { noted: 0 };
    run.on('message', (message) => {
      Object.assign(seen, message);
      if (message.percent >= killAt) run.kill('SIGKILL');
    });
    run.on('error', reject);
    run.on('exit', () => resolve({ ...seen, wall: (performance.now() - started) / 1000 }));
  });
}

async function main() {
  const base = mkdtempSync(join(tmpdir(), 'umstieg-hash-'));
  const root = join(base, 'tree');
  mkdirSync(root);
  const size = Math.floor((GB * 1e9) / FILES);
  const paths = Array.from({ length: FILES }, (_, i) => join(root, `file-${String(1000 + i)}`));
  for (const path of paths) {
    const fd = openSync(path, 'w');
    ftruncateSync(fd, size);
    closeSync(fd);
  }
  try {
    const whole = await hash(root, join(base, 'whole'));
    const began = performance.now();
    const reference = execFileSync('sha256sum', paths, { encoding: 'utf8', timeout: 36e5 });
    const single = (performance.now() - began) / 1000;
    const killed = await hash(root, join(base, 'killed'), 50);
    const resumed = await hash(root, join(base, 'killed'));
    const expected = reference
      .trim()
      .split('\n')
      .map((line) => line.slice(0, 64));
    const again = killed.noted + resumed.noted - FILES;
    const same = [whole, resumed].every((r) => r.digests?.join() === expected.join());
    const ratio = single / whole.seconds;
    const line = { GB, files: FILES, seconds: whole.seconds, sha256sumSeconds: single, ratio };
    process.stdout.write(
      `${JSON.stringify({ ...line, notedWhenKilled: killed.noted, finishedFilesReadAgain: again, same })}\n`,
    );
    const held = same && again <= 1 && ratio >= SLOWEST && killed.noted > 0;
    process.stdout.write(held ? 'hash speed: held\n' : 'hash speed: a bound does not hold\n');
    return held ? 0 : 1;
  } finally {
    rmSync(base, { recursive: true });
  }
}

if (process.argv[2] === '--child') await child(process.argv[3], process.argv[4]);
else process.exitCode = await main();
