// Hashes open files on another core (hash-worker.ts talks to it). Plain JavaScript, so that a thread can start it from the
// sources and from the build alike. Reads by file number only: which file that is was checked by whoever opened it.
import { createHash } from 'node:crypto';
import { readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

const { chunk, stop } = workerData;
const stopped = new Int32Array(stop);
const buffer = Buffer.allocUnsafe(chunk);

parentPort.on('message', (fd) => {
  try {
    const hash = createHash('sha256');
    for (let at = 0, size = 1; size > 0; at += size) {
      if (Atomics.load(stopped, 0) === 1) return parentPort.postMessage({ stopped: true });
      size = readSync(fd, buffer, 0, chunk, at);
      hash.update(buffer.subarray(0, size));
      parentPort.postMessage({ read: size });
    }
    parentPort.postMessage({ sha256: hash.digest('hex') });
  } catch (error) {
    parentPort.postMessage({ code: error.code ?? String(error) });
  }
});
