import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** A file system of its own in memory, as small as it is told to be. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  static mount(folder: string, kib: number): SmallDisk {
    mkdirSync(folder, { recursive: true });
    mountWith('-t', 'tmpfs', '-o', `size=${String(kib)}k`, 'tmpfs', folder);
    return new SmallDisk(folder);
  }

  grow(kib: number): void {
    mountWith('-o', `remount,size=${String(kib)}k`, this.folder);
  }

  /** @param open whether it may be written */
  let(open: boolean): void {
    mountWith('-o', `remount,${open ? 'rw' : 'ro'}`, this.folder);
  }

  unmount(): void {
    spawnSync('umount', ['-l', this.folder], { timeout: 20_000 });
  }
}

export function canMount(folder: string): boolean {
  try {
    SmallDisk.mount(folder, 64).unmount();
    return true;
  } catch {
    return false;
  }
}

function mountWith(...args: readonly string[]): void {
  const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8', timeout: 20_000 });
  if (status !== 0) throw new Error(`mount ${args.join(' ')}: ${stderr}`);
}
