import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RequestError } from '../core/errors.js';
import { AuditStore } from '../persistence/audit.store.js';
import { writeBackup } from '../persistence/backup-write.js';
import type { Database } from '../persistence/database.js';
import { EvidenceStore } from '../persistence/evidence.store.js';
import { snapshotOf } from '../persistence/snapshot.js';
import { withWorkshop } from '../persistence/workshop.js';
import { INSTANCE, type EngineCore } from './engine-core.js';
import { evidenceIn, type ErasedLine } from './erasure-register.js';
import { recordEntry } from './record-entry.js';
import { watched, type Watch } from './watched.js';
import type { Who } from './who.js';

export interface BackupMade {
  readonly id: string;
  readonly takenAt: string;
  /** Files of evidence that are in the folder now, and how many of them were copied this time. */
  readonly evidence: { readonly files: number; readonly bytes: number; readonly copied: number };
  /** Digests of evidence that is gone or no longer what it was: the backup is without it. */
  readonly missing: readonly string[];
}

/** The last backup, and the last time this folder came out of one; as the chain of the installation says. */
export interface BackupHistory {
  readonly made: { readonly id: string; readonly at: string } | null;
  readonly restored: {
    readonly id: string;
    readonly at: string;
    readonly takenAt: string;
  } | null;
}

interface Named {
  readonly digest: string;
  readonly size: number;
}

/** Backups of a data folder while it is worked with (ADR 0030). */
export class Backups {
  constructor(private readonly core: EngineCore) {}

  /**
   * Copies database and keys into `file`, and evidence that is not there yet into the folder `evidence`. The file appears
   * when all it needs is durable. Nobody waits for it.
   * @throws RequestError store.full, store.locked
   */
  async make(
    file: string,
    o: { readonly evidence: string; readonly who: Who; readonly watch?: Watch },
  ): Promise<BackupMade> {
    const { core } = this;
    const made = await withWorkshop(file, async (workshop) => {
      const takenAt = core.env.now();
      const database = join(workshop, 'umstieg.sqlite');
      await core.database.copyTo(database);
      const evidence = await this.copyEvidence(await namedIn(database), o);
      const { files, bytes, missing } = evidence;
      const manifest = await writeBackup(file, {
        ...{ workshop, database, keys: join(core.database.folder, 'keys'), takenAt },
        ...{ instance: core.keys.instanceId, evidence: { files, bytes }, missing },
      });
      return { id: manifest.id, takenAt: manifest.takenAt, evidence, missing };
    });
    const inputs = { backup: made.id, takenAt: made.takenAt, missing: made.missing.length };
    await recordEntry(core, INSTANCE, o.who, { kind: 'event', event: 'backup.made', inputs });
    const { files, bytes, copied } = made.evidence;
    return { ...made, evidence: { files, bytes, copied } };
  }

  /** Takes evidence out of the folder of backups that a register says was erased, and that nothing names here. */
  async dropErased(folder: string, lines: readonly ErasedLine[]): Promise<void> {
    const store = new EvidenceStore(folder);
    const rows = await this.core.database.query<{ digest: string }>(
      `SELECT DISTINCT digest FROM evidence WHERE salt <> ''`,
    );
    const wanted = new Set(rows.map(({ digest }) => digest));
    for (const digest of evidenceIn(lines))
      if (!wanted.has(digest)) await rm(store.path(digest), { force: true });
  }

  /** Every file is read, those that are there too: one that rotted in the folder is written anew. */
  private async copyEvidence(
    named: readonly Named[],
    { evidence: folder, watch }: { readonly evidence: string; readonly watch?: Watch },
  ): Promise<BackupMade['evidence'] & { readonly missing: readonly string[] }> {
    const store = new EvidenceStore(folder);
    await store.clearUnfinished();
    const found = { files: 0, bytes: 0, copied: 0 };
    const missing: string[] = [];
    const total = { total: named.length, unit: 'files' };
    for await (const { digest, size } of watched(named, total, watch)) {
      try {
        if (await store.adopt(digest, this.core.evidence.content(digest))) found.copied++;
        found.files++;
        found.bytes += size;
      } catch (error) {
        if (!isGone(error)) throw error;
        missing.push(digest);
      }
    }
    return { ...found, missing };
  }
}

/** @throws nothing that is not the store's */
export async function backupHistory(database: Database): Promise<BackupHistory> {
  const bodies = await new AuditStore(database).mentioning(INSTANCE, '"event":"backup.');
  const entries = bodies.flatMap((body) => entryOf(body) ?? []);
  const made = entries.findLast(({ event }) => event === 'backup.made');
  const restored = entries.findLast(({ event }) => event === 'backup.restored');
  return {
    made: made ? { id: made.inputs.backup, at: made.at } : null,
    restored: restored
      ? { id: restored.inputs.backup, at: restored.at, takenAt: restored.inputs.takenAt }
      : null,
  };
}

interface BackupEntry {
  readonly event: string;
  readonly at: string;
  readonly inputs: { readonly backup: string; readonly takenAt: string };
}

/** A damaged entry is passed over: the check of the chain names it. */
function entryOf(body: string): BackupEntry | undefined {
  try {
    const entry = JSON.parse(body) as Partial<BackupEntry>;
    return typeof entry.inputs?.backup === 'string' ? (entry as BackupEntry) : undefined;
  } catch {
    return undefined;
  }
}

function namedIn(copy: string): Promise<Named[]> {
  return snapshotOf(copy, (reader) =>
    reader.query<Named>(
      `SELECT digest, max(size) AS size FROM evidence WHERE salt <> '' GROUP BY digest ORDER BY digest`,
    ),
  );
}

/** The file of ours, not the disk that is written to. */
function isGone(error: unknown): boolean {
  if (error instanceof RequestError) return error.code === 'evidence.unusable';
  return (error as { code?: string }).code === 'ENOENT';
}
