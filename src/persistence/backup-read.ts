import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { RequestError } from '../core/errors.js';
import { backupManifest, type BackupManifest } from './backup-manifest.js';

const MANIFEST_LIMIT_BYTES = 16 * 1024 ** 2;
const MAX_MEMBERS = 60;

export interface BackupFile {
  readonly manifest: BackupManifest;
  /** Writes all members below `folder`, each held against the manifest. @throws RequestError backup.broken */
  unpack(folder: string): Promise<void>;
}

/**
 * Opens the file of a backup for as long as `use` takes.
 * @throws RequestError file.unreadable, backup.broken
 */
export async function withBackup<T>(
  file: string,
  use: (backup: BackupFile) => Promise<T>,
): Promise<T> {
  let zip: ZipFile;
  try {
    zip = await yauzl.openPromise(file, {
      ...{ lazyEntries: true, autoClose: false, validateEntrySizes: true },
    });
  } catch (error) {
    const { syscall } = error as NodeJS.ErrnoException;
    throw syscall === undefined ? noArchive(file, error) : unreadable(file, error);
  }
  try {
    const entries = await entriesOf(zip, file);
    const manifest = await manifestOf(zip, entries, file);
    const unpack = async (folder: string) => {
      for (const member of manifest.members) {
        const entry = entries.get(member.name);
        if (!entry || entry.uncompressedSize !== member.size) throw changed(file, member.name);
        const digest = await unpackOne(zip, entry, join(folder, member.name)).catch(
          (error: unknown) => {
            throw isDisk(error) ? error : changed(file, member.name, error);
          },
        );
        if (digest !== member.sha256) throw changed(file, member.name);
      }
    };
    return await use({ manifest, unpack });
  } finally {
    zip.close();
  }
}

async function entriesOf(zip: ZipFile, file: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      const { fileName } = entry;
      if (entries.has(fileName) || entries.size >= MAX_MEMBERS) throw changed(file, fileName);
      entries.set(fileName, entry);
    }
  } catch (error) {
    throw error instanceof RequestError ? error : noArchive(file, error);
  }
  return entries;
}

async function manifestOf(
  zip: ZipFile,
  entries: ReadonlyMap<string, Entry>,
  file: string,
): Promise<BackupManifest> {
  const entry = entries.get('manifest.json');
  if (!entry || entry.uncompressedSize > MANIFEST_LIMIT_BYTES) throw noArchive(file);
  try {
    const pieces: Buffer[] = [];
    const stream = await zip.openReadStreamPromise(entry);
    for await (const piece of stream) pieces.push(piece as Buffer);
    const manifest = backupManifest.parse(JSON.parse(Buffer.concat(pieces).toString('utf8')));
    const names = new Set(['manifest.json', ...manifest.members.map(({ name }) => name)]);
    const stranger = [...entries.keys()].find((name) => !names.has(name));
    if (stranger !== undefined) throw changed(file, stranger);
    return manifest;
  } catch (error) {
    throw error instanceof RequestError ? error : changed(file, 'manifest.json', error);
  }
}

/** SHA-256 of what was written; durable before it returns. */
async function unpackOne(zip: ZipFile, entry: Entry, target: string): Promise<string> {
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  const hashed = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
  const out = createWriteStream(target, { flags: 'wx', mode: 0o600, flush: true });
  await pipeline(await zip.openReadStreamPromise(entry), hashed, out);
  return hash.digest('hex');
}

/** The disk that is written to, not what was read. */
function isDisk(error: unknown): boolean {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return syscall !== undefined && typeof code === 'string' && /^E[A-Z]+$/.test(code);
}

function unreadable(file: string, cause: unknown): RequestError {
  const why = (cause as Error).message;
  return new RequestError(
    'file.unreadable',
    {
      de: `Die Sicherung lässt sich nicht lesen: ${why}. Prüfen Sie Pfad und Rechte.`,
      en: `The backup cannot be read: ${why}. Check path and permissions.`,
    },
    { place: { file }, cause },
  );
}

function noArchive(file: string, cause?: unknown): RequestError {
  return new RequestError(
    'backup.broken',
    {
      de: `„${file}“ ist keine Sicherung von Umstieg, oder sie ist unvollständig. Erwartet wird eine Datei, die „umstieg backup -o DATEI“ geschrieben hat.`,
      en: `"${file}" is no backup of Umstieg, or it is incomplete. Expected is a file that "umstieg backup -o FILE" has written.`,
    },
    { place: { file }, cause },
  );
}

function changed(file: string, member: string, cause?: unknown): RequestError {
  const name = JSON.stringify(member.slice(0, 100));
  return new RequestError(
    'backup.broken',
    {
      de: `Die Sicherung ist beschädigt: ${name} darin ist nicht das, was gesichert wurde. Nehmen Sie eine andere Sicherung.`,
      en: `The backup is damaged: ${name} in it is not what was backed up. Use another backup.`,
    },
    { place: { file }, cause },
  );
}
