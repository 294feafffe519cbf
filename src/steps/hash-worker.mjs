// Opens and hashes files on another core (hash-threads.ts talks to it). Plain JavaScript, so that a thread can start it from
// the sources and from the build alike.
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { isUnchanged, READ_ONLY } from './walked-file.mjs';

const { root, chunk, stop } = workerData;
const stopped = new Int32Array(stop);
const buffer = Buffer.allocUnsafe(chunk);
const STOPPED = new Error('stopped');
let untold = 0;

parentPort.on('message', (files) => {
  try {
    parentPort.postMessage({ digests: files.map(digestOf) });
  } catch (error) {
    if (error !== STOPPED) throw error;
    parentPort.postMessage({ stopped: true });
  } finally {
    untold = 0;
  }
});

/** Reads the very file that was walked over, without following a link. */
function digestOf(file) {
  let fd;
  try {
    fd = openSync(`${root}/${file.path}`, READ_ONLY);
    const same = () => isUnchanged(fstatSync(fd, { bigint: true }), file);
    if (!same()) return { changed: true };
    const sha256 = contentOf(fd);
    return same() ? { sha256 } : { changed: true };
  } catch (error) {
    if (error.code === undefined) throw error;
    return { code: error.code };
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function contentOf(fd) {
  const hash = createHash('sha256');
  for (let at = 0, size = 1; size > 0; at += size) {
    if (Atomics.load(stopped, 0) === 1) throw STOPPED;
    size = readSync(fd, buffer, 0, chunk, at);
    hash.update(buffer.subarray(0, size));
    tell(size);
  }
  return hash.digest('hex');
}

/** Not for every small file: a message costs more than reading one. */
function tell(bytes) {
  untold += bytes;
  if (untold < chunk) return;
  parentPort.postMessage({ read: untold });
  untold = 0;
}
