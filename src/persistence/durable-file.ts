import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
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
  const temporary = join(folder, `.${randomBytes(8).toString('hex')}.tmp`);
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
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(folder);
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
