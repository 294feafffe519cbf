import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Read, write and enter for anybody but the owner. */
const OTHERS = 0o077;
const FOLDERS = ['', 'keys', 'evidence', 'work', 'bundles'] as const;
const DATABASE = ['umstieg.sqlite', 'umstieg.sqlite-wal', 'umstieg.sqlite-shm'] as const;

/**
 * Takes from everybody but the owner what a data folder holds, whatever umask or copy it comes from. What lies deeper in
 * its folders is behind their door. POSIX only: on Windows the rights of the parent folder count.
 * @returns paths that stay open to others because they belong to somebody else
 */
export function makeOwnerOnly(root: string): string[] {
  if (process.platform === 'win32') return [];
  const folders = FOLDERS.map((name) => join(root, name));
  const files = [
    ...DATABASE.map((name) => join(root, name)),
    ...namesIn(join(root, 'keys')).map((name) => join(root, 'keys', name)),
  ];
  return [...folders, ...files].filter((path) => !closed(path));
}

function closed(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found || (found.mode & OTHERS) === 0) return true;
  try {
    chmodSync(path, found.mode & 0o700);
    return true;
  } catch {
    return false; // not ours, or a read-only disk: doctor says so
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
