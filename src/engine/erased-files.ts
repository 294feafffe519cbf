import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_LIMITS } from '../audit/bundle-limits.js';
import { withContents } from '../audit/bundle-load.js';
import { readIfThere } from '../persistence/durable-file.js';
import type { EngineCore } from './engine-core.js';
import { INSTANCE } from './engine-core.js';
import type { Names } from './erasable.js';
import type { Drafts } from './drafts.js';

/** A run in which values were erased, as far as its files matter. */
export interface ErasedRun {
  readonly id: string;
  /** Nothing of it is needed to go on. */
  readonly ended: boolean;
  /** The whole run went, not only what names somebody. */
  readonly whole: boolean;
}

/** Younger files may be in the middle of being written. */
const UNFINISHED_MS = 3_600_000;
const DIGEST = /^[0-9a-f]{64}$/;

/**
 * Takes away the files that hold what was erased in the database: evidence nobody names any more, work folders, results of
 * operations, archives that were sealed before, uploads and drafts. All of it follows from what is stored, so it can be repeated
 * after an interruption.
 */
export class ErasedFiles {
  constructor(
    private readonly core: EngineCore,
    private readonly drafts: Drafts,
  ) {}

  /** @param names whoever is erased; absent when an interrupted erasure is finished */
  async sweep(runs: readonly ErasedRun[], names?: Names): Promise<void> {
    for (const run of runs) {
      if (run.id === INSTANCE) continue;
      await this.workOf(run);
      await this.bundlesOf(run.id);
      const folder = createHash('sha256').update(run.id).digest('hex').slice(0, 32);
      await this.remove('operations', folder);
      await this.uploadsOf(run, names);
    }
    const whole = new Set(runs.flatMap(({ id, whole: all }) => (all ? [id] : [])));
    await this.drafts.removeWhere(
      (run, text) => (run !== undefined && whole.has(run)) || (names?.text(text) ?? false),
    );
    await this.leftovers();
    await this.evidence();
  }

  /** Scratch folders; an open run keeps those of the attempts it stands on. */
  private async workOf({ id, ended }: ErasedRun): Promise<void> {
    const state = ended ? undefined : (await this.core.read(id)).state;
    const current = new Set(Object.values(state?.tasks ?? {}).map(({ attempt }) => attempt?.key));
    for (const { workKey } of await this.core.store.attempts({ runId: id }))
      if (!current.has(workKey)) await this.remove('work', workKey.slice(0, 2), workKey);
  }

  /** Archives of this run that still hold what was erased; one that cannot be read may hold it too. */
  private async bundlesOf(runId: string): Promise<void> {
    const erased = await this.core.database.query<{ key: string }>(
      `SELECT commitment AS key FROM opening WHERE run_id = ? AND salt = ''
       UNION SELECT digest FROM evidence WHERE run_id = ? AND salt = ''`,
      [runId, runId],
    );
    const gone = new Set(erased.map(({ key }) => key));
    const folder = join(this.core.database.folder, 'bundles');
    for (const name of await readdir(folder).catch(() => [])) {
      if (!name.startsWith(`${runId}-`)) continue;
      const holds = await withContents(join(folder, name), DEFAULT_LIMITS, (bundle) =>
        Promise.resolve(
          bundle.handOver !== undefined ||
            bundle.openings.some(({ commitment }) => gone.has(commitment)) ||
            bundle.evidence.some((digest) => gone.has(digest)),
        ),
      ).catch(() => true);
      if (holds) await rm(join(folder, name), { force: true });
    }
  }

  private async uploadsOf({ id, whole }: ErasedRun, names?: Names): Promise<void> {
    const folder = join(this.core.database.folder, 'uploads', id);
    for (const name of await readdir(folder).catch(() => [])) {
      const record = (await readIfThere(join(folder, name))) ?? '';
      const digest = name.slice(0, 64);
      const bytes = DIGEST.test(digest)
        ? await this.core.evidence.read(digest).catch(() => undefined)
        : undefined;
      const named = names && (names.text(record) || (bytes !== undefined && names.file(bytes)));
      if (!whole && !named) continue;
      await rm(join(folder, name), { force: true });
      if (DIGEST.test(digest) && !(await this.isWanted(digest)))
        await rm(this.core.evidence.path(digest), { force: true });
    }
  }

  /** Files of evidence that no row and no upload names, and all whose rows were erased. */
  private async evidence(): Promise<void> {
    const root = join(this.core.database.folder, 'evidence');
    const erased = await this.core.database.query<{ digest: string }>(
      `SELECT DISTINCT digest FROM evidence WHERE salt = ''`,
    );
    const gone = new Set(erased.map(({ digest }) => digest));
    for (const entry of await readdir(root, { recursive: true, withFileTypes: true }).catch(
      () => [],
    )) {
      if (!entry.isFile() || !DIGEST.test(entry.name) || (await this.isWanted(entry.name)))
        continue;
      const path = join(entry.parentPath, entry.name);
      if (gone.has(entry.name) || (await isOld(path))) await rm(path, { force: true });
    }
  }

  private async isWanted(digest: string): Promise<boolean> {
    const rows = await this.core.database.query(
      `SELECT 1 FROM evidence WHERE digest = ? AND salt <> '' LIMIT 1`,
      [digest],
    );
    if (rows.length > 0) return true;
    const uploads = join(this.core.database.folder, 'uploads');
    for (const run of await readdir(uploads).catch(() => []))
      if (await stat(join(uploads, run, `${digest}.json`)).catch(() => undefined)) return true;
    return false;
  }

  /** Pieces that a killed process left: whatever they hold. */
  private async leftovers(): Promise<void> {
    const { folder } = this.core.database;
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name);
      const isPiece = /^\.[0-9a-f]{16}(\.tmp)?$/.test(entry.name);
      if (entry.isFile() && isPiece && (await isOld(path))) await rm(path, { force: true });
    }
  }

  private remove(...path: readonly string[]): Promise<void> {
    const place = join(this.core.database.folder, ...path);
    return rm(place, { recursive: true, force: true });
  }
}

async function isOld(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > UNFINISHED_MS;
}
