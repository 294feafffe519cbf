// What tells one file from another, for the walk (files.ts) and for the threads that open files later (hash-worker.mjs).
// Plain JavaScript, so that a thread can start from the sources and from the build alike.
import { constants } from 'node:fs';

// O_NOFOLLOW and O_NONBLOCK do not exist on Windows; there lstat before and fstat after opening stand alone.
export const READ_ONLY =
  constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

export function measured(stats) {
  return {
    size: Number(stats.size),
    mtimeMs: Number(stats.mtimeNs / 1_000_000n),
    identity: `${stats.dev}:${stats.ino}`,
  };
}

export function isUnchanged(stats, file) {
  const now = measured(stats);
  return (
    stats.isFile() &&
    now.identity === file.identity &&
    now.size === file.size &&
    now.mtimeMs === file.mtimeMs
  );
}
