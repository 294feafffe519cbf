import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { DATABASE_MEMBER, type BackupManifest } from './backup-manifest.js';
import { syncFolder } from './durable-file.js';

/** Quick, and text of a database shrinks to a fraction all the same. */
const PACKED = { mode: 0o100600, compress: true, compressionLevel: 1 };

export interface BackupParts {
  /** Where the file is made before it takes its place: on the same disk as `target`. */
  readonly workshop: string;
  /** The copy of the database. */
  readonly database: string;
  readonly keys: string;
  readonly takenAt: Date;
  readonly instance: string;
  readonly evidence: BackupManifest['evidence'];
  readonly missing: readonly string[];
}

/** Writes the file of a backup: whole and durable under its name, or not at all. Only its owner may read it. */
export async function writeBackup(target: string, parts: BackupParts): Promise<BackupManifest> {
  const zip = new ZipFile();
  const members: BackupManifest['members'] = [];
  for (const { name, path } of await filesOf(parts)) {
    const { size } = await stat(path);
    members.push({ name, size, sha256: await sha256OfFile(path) });
    zip.addFile(path, name, PACKED);
  }
  const manifest: BackupManifest = {
    ...{ format: 'umstieg-backup', v: 1, id: `b-${randomBytes(8).toString('hex')}` },
    ...{ takenAt: parts.takenAt.toISOString(), instance: parts.instance, members },
    ...{ evidence: parts.evidence, missing: [...parts.missing] },
  };
  zip.addBuffer(Buffer.from(JSON.stringify(manifest, null, 2)), 'manifest.json', PACKED);
  zip.end();
  const made = join(parts.workshop, 'backup.zip');
  const stop = new AbortController();
  zip.on('error', (error: unknown) => stop.abort(error));
  await pipeline(zip.outputStream, createWriteStream(made, { mode: 0o600, flush: true }), {
    signal: stop.signal,
  });
  await rename(made, target);
  await syncFolder(dirname(target));
  return manifest;
}

async function filesOf({ database, keys }: BackupParts) {
  const names = (await readdir(keys)).filter((name) => /^[a-z0-9][a-z0-9.-]{0,79}$/.test(name));
  return [
    { name: DATABASE_MEMBER, path: database },
    ...names.sort().map((name) => ({ name: `keys/${name}`, path: join(keys, name) })),
  ];
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
