import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineCore } from './engine-core.js';

const HOUR_MS = 3_600_000;
/** A file that is still being written is younger. */
const UNFINISHED_MS = HOUR_MS;
/** How long a file waits for a claim that names it. */
const WAITING_MS = 30 * 24 * HOUR_MS;
const RECORD = /^([0-9a-f]{64})\.json$/;
/** Under which key a file came. */
const NOTE = /\.key$/;

/**
 * Takes away what uploads left: pieces of files that were never finished, and after thirty days what no claim named. A file
 * that any run handed in stays.
 * @returns how many were taken away
 */
export async function sweepUploads(core: EngineCore, folder: string, now: Date): Promise<number> {
  const isOlder = async (path: string, ms: number) => {
    const found = await stat(path).catch(() => undefined);
    return found !== undefined && now.getTime() - found.mtimeMs > ms;
  };
  let gone = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isFile()) {
      if (!entry.name.startsWith('.') || !(await isOlder(path, UNFINISHED_MS))) continue;
      await rm(path, { force: true });
      gone++;
      continue;
    }
    for (const name of await readdir(path)) {
      const [, digest] = RECORD.exec(name) ?? [];
      if (digest === undefined && !NOTE.test(name)) continue;
      if (!(await isOlder(join(path, name), WAITING_MS))) continue;
      await rm(join(path, name), { force: true });
      if (digest === undefined) continue;
      if (!(await isWanted(core, folder, digest)))
        await rm(core.evidence.path(digest), { force: true });
      gone++;
    }
  }
  return gone;
}

/** Handed in for a step of any run, or sent to another run and still waiting. */
async function isWanted(core: EngineCore, folder: string, digest: string): Promise<boolean> {
  const rows = await core.database.query('SELECT 1 FROM evidence WHERE digest = ? LIMIT 1', [
    digest,
  ]);
  if (rows.length > 0) return true;
  for (const run of await readdir(folder)) {
    const record = await stat(join(folder, run, `${digest}.json`)).catch(() => undefined);
    if (record) return true;
  }
  return false;
}
