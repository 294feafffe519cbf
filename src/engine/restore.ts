import { mkdir, readdir, rename, rmdir, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { RequestError, UmstiegError } from '../core/errors.js';
import type { Reason } from '../core/outcome.js';
import type { BackupManifest } from '../persistence/backup-manifest.js';
import { withBackup } from '../persistence/backup-read.js';
import { syncFolder } from '../persistence/durable-file.js';
import { EvidenceStore } from '../persistence/evidence.store.js';
import { snapshotOf } from '../persistence/snapshot.js';
import { withWorkshop } from '../persistence/workshop.js';
import { Doctor } from './doctor.js';
import { INSTANCE, type EngineCore } from './engine-core.js';
import { evidenceIn, type ErasedLine } from './erasure-register.js';
import { recordEntry } from './record-entry.js';
import { watched, type Watch } from './watched.js';
import { requireActor, requireReason, type Who } from './who.js';

/** The file, the folder of evidence, and what was erased since: evidence of that need not be there. */
export interface RestoreFrom {
  readonly file: string;
  readonly evidence: string;
  readonly erased?: readonly ErasedLine[];
  readonly watch?: Watch;
}

/**
 * Unpacks a backup beside `folder`, lets `check` open and judge it there, and only then gives it its place.
 * @throws RequestError restore.not-empty, backup.broken, file.unreadable, store.full; what `check` throws. Nothing is left then
 */
export async function restoreInto<T>(
  folder: string,
  o: RestoreFrom,
  check: (unpacked: string, manifest: BackupManifest) => Promise<T>,
): Promise<T> {
  const target = resolve(folder);
  await requireEmpty(target);
  return withBackup(o.file, (backup) =>
    withWorkshop(target, async (workshop) => {
      const { manifest } = backup;
      await requireRoom(workshop, manifest);
      const unpacked = join(workshop, 'data');
      await backup.unpack(unpacked);
      await takeEvidence(unpacked, manifest, o);
      const answer = await check(unpacked, manifest);
      for (const name of ['keys', 'evidence', '.']) await syncFolder(join(unpacked, name));
      await requireEmpty(target);
      await rmdir(target).catch(() => undefined); // not every system renames onto an empty folder
      await rename(unpacked, target);
      await syncFolder(dirname(target));
      return answer;
    }),
  );
}

/**
 * What a restored folder must hold before it is used: every chain, state and evidence file. What only stopped in the middle is no
 * damage.
 */
export async function damageIn(core: EngineCore): Promise<readonly Reason[]> {
  const { findings } = await new Doctor(core).examine();
  return findings.filter(({ code }) => !HARMLESS.has(code));
}

const HARMLESS: ReadonlySet<string> = new Set([
  ...['doctor.stuck-attempt', 'doctor.low-disk', 'doctor.open-to-others'],
]);

/**
 * Every chain says that it comes from a backup, sealed at once: whoever holds a later head of the same run sees that it parted
 * there, and why. Runs that cannot be read stay as they are.
 */
export async function markRestored(
  core: EngineCore,
  { id, takenAt }: Pick<BackupManifest, 'id' | 'takenAt'>,
  { who, reason }: { readonly who: Who; readonly reason: string },
): Promise<number> {
  requireActor(who.name);
  requireReason(reason);
  const runs = (await core.store.list()).map((run) => run.id).filter((run) => run !== INSTANCE);
  let marked = 0;
  for (const run of [...runs, INSTANCE]) {
    try {
      const inputs = { backup: id, takenAt };
      await recordEntry(core, run, who, {
        ...{ kind: 'event', event: 'backup.restored', inputs, reason },
      });
      marked++;
    } catch (error) {
      if (!(error instanceof UmstiegError)) throw error;
    }
  }
  return marked;
}

async function takeEvidence(
  unpacked: string,
  { missing }: BackupManifest,
  { evidence, watch, erased = [] }: RestoreFrom,
): Promise<void> {
  const from = new EvidenceStore(evidence);
  const store = new EvidenceStore(join(unpacked, 'evidence'));
  await mkdir(join(unpacked, 'evidence'), { recursive: true, mode: 0o700 });
  const known = new Set(missing);
  const gone = evidenceIn(erased);
  const named = await snapshotOf(join(unpacked, 'umstieg.sqlite'), (reader) =>
    reader.query<{ digest: string }>(
      `SELECT DISTINCT digest FROM evidence WHERE salt <> '' ORDER BY digest`,
    ),
  );
  const files = named.map(({ digest }) => digest).filter((digest) => !known.has(digest));
  for await (const digest of watched(files, { total: files.length, unit: 'files' }, watch)) {
    await store.adopt(digest, from.content(digest)).catch((error: unknown) => {
      const { code, syscall } = error as NodeJS.ErrnoException;
      if (syscall !== undefined && code !== 'ENOENT') throw error;
      if (gone.has(digest)) return;
      throw evidenceGone(evidence, digest);
    });
  }
}

async function requireEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as { code?: string }).code === 'ENOENT') return [];
    throw notEmpty(folder);
  });
  if (names.length > 0) throw notEmpty(folder);
}

async function requireRoom(folder: string, manifest: BackupManifest): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const members = manifest.members.reduce((sum, { size }) => sum + size, 0);
  const needed = members + manifest.evidence.bytes;
  if (bavail * bsize > needed) return;
  const mib = (bytes: number) => Math.ceil(bytes / 1024 ** 2);
  throw new RequestError('store.full', {
    de: `Zum Zurückholen sind ${mib(needed)} MiB nötig, frei sind ${mib(bavail * bsize)} MiB. Schaffen Sie Platz oder wählen Sie einen anderen Datenträger.`,
    en: `Restoring needs ${mib(needed)} MiB, ${mib(bavail * bsize)} MiB are free. Make room or choose another disk.`,
  });
}

function notEmpty(folder: string): RequestError {
  return new RequestError(
    'restore.not-empty',
    {
      de: `„${folder}“ ist kein leerer Ordner. Zurückgeholt wird nur in einen Ordner, den es noch nicht gibt oder der leer ist: Nennen Sie einen solchen Ordner.`,
      en: `"${folder}" is no empty folder. A backup is restored only into a folder that does not exist yet or is empty: name such a folder.`,
    },
    { place: { file: folder } },
  );
}

function evidenceGone(folder: string, digest: string): RequestError {
  return new RequestError(
    'backup.broken',
    {
      de: `Der Nachweis ${digest} fehlt im Ordner der Nachweise oder ist ein anderer. Nennen Sie den Ordner, in den die Nachweise gesichert wurden.`,
      en: `The evidence ${digest} is missing in the folder of evidence or is another one. Name the folder that evidence was backed up to.`,
    },
    { place: { file: folder } },
  );
}
