import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * Something large is made in a folder of its own beside `target` and takes its place there in one step. The folder is for
 * its owner only and gone afterwards; what processes of this computer left that were killed at it is cleared away first.
 */
export async function withWorkshop<T>(
  target: string,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const place = resolve(target);
  await mkdir(dirname(place), { recursive: true, mode: 0o700 });
  await clearLeft(place);
  const name = `${prefix(place)}${process.pid}-${randomBytes(4).toString('hex')}`;
  const folder = join(dirname(place), name);
  await mkdir(folder, { mode: 0o700 });
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The host is part of the name: the numbers of another computer's processes say nothing here. */
function prefix(place: string): string {
  return `.${basename(place)}.making-${hostname()}-`;
}

async function clearLeft(place: string): Promise<void> {
  const start = prefix(place);
  for (const name of await readdir(dirname(place))) {
    if (!name.startsWith(start)) continue;
    const pid = Number(/^\d+/.exec(name.slice(start.length))?.[0]);
    if (Number.isInteger(pid) && isGone(pid))
      await rm(join(dirname(place), name), { recursive: true, force: true });
  }
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as { code?: string }).code === 'ESRCH';
  }
}
