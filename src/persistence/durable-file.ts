import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { storing } from './store-errors.js';

/**
 * Writes atomically and durably: temporary file beside the target, fsync, rename, fsync of the folder.
 * @throws RequestError store.full | store.read-only, InvariantError store.failed
 */
export async function writeDurably(
  path: string,
  bytes: Uint8Array | string,
  mode = 0o600,
): Promise<void> {
  await withTemporary(path, mode, (handle) => storing(path, () => handle.writeFile(bytes)));
}

/** The same for content that is produced while writing. */
export async function withTemporary(
  path: string,
  mode: number,
  fill: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const folder = dirname(path);
  await makeDurably(folder);
  const temporary = unfinishedIn(folder);
  const handle = await storing(path, () => open(temporary, 'wx', mode));
  try {
    await fill(handle);
    await storing(path, async () => {
      await handle.sync();
      await handle.close();
      await rename(temporary, path);
    });
  } catch (error) {
    await handle.close().catch(() => undefined);
    await removeUnfinished(temporary);
    throw error;
  }
  await syncFolder(folder);
}

const UNFINISHED = /^\.[0-9a-f]{16}\.tmp$/;
/** A file that is still being written is younger. */
const UNFINISHED_MS = 3_600_000;

/** A name for what is not whole yet. */
export function unfinishedIn(folder: string): string {
  return join(folder, `.${randomBytes(8).toString('hex')}.tmp`);
}

/** A disk that does not let it go keeps nobody from hearing what became of their file: it is cleared away later. */
export async function removeUnfinished(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
}

/**
 * Takes away what processes left unfinished in a folder and the folders in it that were killed while they wrote there.
 * @returns how many files
 */
export async function clearUnfinished(folder: string, now = new Date()): Promise<number> {
  let gone = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) gone += await clearUnfinished(path, now);
    if (!entry.isFile() || !UNFINISHED.test(entry.name)) continue;
    const found = await stat(path).catch(() => undefined);
    if (!found || now.getTime() - found.mtimeMs <= UNFINISHED_MS) continue;
    await rm(path, { force: true });
    gone++;
  }
  return gone;
}

/** Creates the file unless it exists; of two processes that try at once, one wins and both read the same bytes. */
export async function createOnce(path: string, bytes: string, mode = 0o600): Promise<void> {
  const candidate = `${path}.${randomBytes(8).toString('hex')}`;
  await writeDurably(candidate, bytes, mode);
  try {
    await link(candidate, path);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  } finally {
    await rm(candidate, { force: true });
  }
  await syncFolder(dirname(path));
}

/** Makes a folder and those above it, each durable in the one that holds it. */
export async function makeDurably(folder: string): Promise<void> {
  const first = await storing(folder, () => mkdir(folder, { recursive: true, mode: 0o700 }));
  if (first === undefined) return;
  const above = dirname(resolve(first));
  for (let made = resolve(folder); made !== above; made = dirname(made))
    await syncFolder(dirname(made));
}

/** Makes the names in a folder durable. A disk that fails here has not kept them. @throws InvariantError store.failed */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // opens no folders
  await storing(folder, async () => {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  });
}

export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The content of a file, made durably when it is not there; of two processes that try at once, both read the same. */
export async function once(path: string, make: () => string): Promise<string> {
  const there = await readIfThere(path);
  if (there !== undefined) return there;
  await createOnce(path, make());
  return (await readIfThere(path)) ?? '';
}
