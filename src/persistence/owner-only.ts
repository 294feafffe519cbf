import { chmodSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Read, write and enter for anybody but the owner. */
const OTHERS = 0o077;
const FOLDERS = ['keys', 'evidence', 'work', 'bundles'] as const;
const DATABASE = ['umstieg.sqlite', 'umstieg.sqlite-wal', 'umstieg.sqlite-shm'] as const;

const OURS: ReadonlySet<string> = new Set([...FOLDERS, ...DATABASE]);

/** Makes the folder and those above it. Node's own `recursive` never ends where the system makes none (/proc). */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error; // another process was faster
  }
}

/**
 * Takes from everybody but the owner what a data folder holds, whatever umask or copy it comes from. What lies deeper in
 * its folders is behind their door. A folder that holds other things too stays as open as it is: others may work there.
 * POSIX only: on Windows the rights of the parent folder count.
 * @returns paths that stay open to others: they are shared, or belong to somebody else
 */
export function makeOwnerOnly(root: string): string[] {
  if (process.platform === 'win32') return [];
  const shared = namesIn(root).some((name) => !OURS.has(name));
  const folders = FOLDERS.map((name) => join(root, name));
  const files = [
    ...DATABASE.map((name) => join(root, name)),
    ...namesIn(join(root, 'keys')).map((name) => join(root, 'keys', name)),
  ];
  const open = [...folders, ...files].filter((path) => !closed(path));
  const doorOpen = shared ? isOpen(root) : !closed(root);
  return doorOpen ? [root, ...open] : open;
}

function isOpen(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && (found.mode & OTHERS) !== 0;
}

function closed(path: string): boolean {
  if (!isOpen(path)) return true;
  try {
    chmodSync(path, statSync(path).mode & 0o700);
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
