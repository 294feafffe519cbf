import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const SECTOR = 512;

interface Written {
  readonly at: number;
  readonly bytes: Buffer;
}

/** A file as programs see it, and what of it is certainly on the disk. */
class Stored {
  live: Buffer = Buffer.alloc(0);
  synced: Buffer = Buffer.alloc(0);
  pending: Written[] = [];

  write(at: number, bytes: Buffer): void {
    this.live = overwritten(this.live, at, bytes);
    this.pending.push({ at, bytes });
  }

  truncate(size: number): void {
    this.live = Buffer.concat([this.live.subarray(0, size)], size);
    this.pending.push({ at: -1 - size, bytes: Buffer.alloc(0) });
  }

  sync(): void {
    this.synced = Buffer.from(this.live);
    this.pending = [];
  }

  /** What is left when the power goes: each unsynced sector is there or not, by chance. */
  torn(random: () => number): Buffer {
    let left: Buffer = this.synced;
    for (const { at, bytes } of this.pending) {
      if (at < 0) {
        if (random() < 0.5) left = Buffer.concat([left.subarray(0, -1 - at)], -1 - at);
        continue;
      }
      for (let from = 0; from < bytes.length; from += SECTOR)
        if (random() < 0.5)
          left = overwritten(left, at + from, bytes.subarray(from, from + SECTOR));
    }
    return left;
  }
}

function overwritten(old: Buffer, at: number, bytes: Buffer): Buffer {
  const grown = Buffer.concat([old], Math.max(old.length, at + bytes.length));
  bytes.copy(grown, at);
  return grown;
}

/**
 * Files below one folder under POSIX at its strictest: what was written counts after fsync of the file, a name after fsync of
 * the folder that holds it. The manner is that of ALICE (Pillai et al., OSDI 2014).
 */
export class DiskModel {
  private live = new Map<string, Stored>();
  private durable = new Map<string, Stored>();

  constructor(private readonly root: string) {}

  /** A file that lay there before. */
  begin(path: string, bytes: Buffer): void {
    const file = new Stored();
    file.write(0, bytes);
    file.sync();
    this.live.set(path, file);
    this.durable.set(path, file);
  }

  file(path: string): Stored {
    const found = this.live.get(path) ?? new Stored();
    this.live.set(path, found);
    return found;
  }

  isFile(path: string): boolean {
    return this.live.has(path);
  }

  /** Names in this folder are now as programs see them. */
  syncFolder(folder: string): void {
    for (const path of [...this.durable.keys()])
      if (dirname(path) === folder && !this.live.has(path)) this.durable.delete(path);
    for (const [path, file] of this.live)
      if (dirname(path) === folder) this.durable.set(path, file);
  }

  rename(from: string, to: string): void {
    const file = this.live.get(from);
    if (!file) return;
    this.live.delete(from);
    this.live.set(to, file);
  }

  link(from: string, to: string): void {
    const file = this.live.get(from);
    if (file) this.live.set(to, file);
  }

  unlink(path: string): void {
    this.live.delete(path);
  }

  /** Writes what is left after a power cut: nothing that was not flushed, or a part of it by chance. */
  layOut(target: string, random: (() => number) | undefined): void {
    const names = random && random() < 0.5 ? this.live : this.durable;
    for (const [path, file] of names) {
      const to = join(target, relative(this.root, path));
      mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
      writeFileSync(to, random ? file.torn(random) : file.synced, { mode: 0o600 });
    }
  }
}
