import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Faults } from './faults.js';
import type { Life, Scheduler } from './scheduler.js';

/** What a simulated process asks of the disk: the folder, who decides its faults, and what follows from a write. */
export interface Disk {
  readonly folder: string;
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  /** Bytes of the write-ahead log that a power cut leaves. */
  flushed: number;
  /** Files whose content was written and not synced. */
  readonly unsynced: Set<string>;
  readonly kill: (life: Life) => void;
  /** @param left bytes of the write-ahead log that stay */
  readonly powerCut: (left: number) => void;
  /** Something was written to the database. */
  readonly wrote: (life: Life, what: string) => Promise<void>;
}

let disk: Disk | undefined;
export function mount(next: Disk | undefined): void {
  disk = next;
}
export function mounted(): Disk {
  if (!disk) throw new Error('no simulated disk is there');
  return disk;
}

export const databaseIn = (folder: string) => join(folder, 'umstieg.sqlite');

export function logSize(folder: string): number {
  return statSync(`${databaseIn(folder)}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}

/**
 * The files as they lie on the disk after the power went: the log ends after `left` bytes, files without a sync are cut.
 * The connections must be closed between `take` and `restore`: their end would tidy the log up.
 */
export function pictureAfterPowerCut(o: Disk, left: number): { restore: () => void } {
  const file = databaseIn(o.folder);
  const main = readFileSync(file);
  const log = existsSync(`${file}-wal`) ? readFileSync(`${file}-wal`).subarray(0, left) : undefined;
  return {
    restore: () => {
      for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
      writeFileSync(file, main);
      if (log) writeFileSync(`${file}-wal`, log);
      for (const path of o.unsynced)
        if (existsSync(path)) truncateSync(path, o.scheduler.chance.below(statSync(path).size + 1));
      o.unsynced.clear();
      o.flushed = log?.length ?? 0;
    },
  };
}

/** Files below a folder that hold these bytes. */
export function filesWith(folder: string, bytes: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(bytes));
}
