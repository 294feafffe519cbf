import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { RequestError } from '../core/errors.js';
import type { Reason } from '../core/outcome.js';
import { RATIO_FREE_BYTES, type BundleLimits } from './bundle-limits.js';
import { isMemberName } from './bundle-manifest.js';
import { isRecord, messageOf } from './canonical-json.js';
import { finding } from './finding.js';

/** Extra field that gives a member a second name; unpackers disagree about it. */
const UNICODE_PATH = 0x7075;
const MAX_FINDINGS = 100;

/** A bundle opened for reading: its directory is read and judged, no content yet. */
export interface BundleFile {
  /** Unpacked size by name. */
  readonly members: ReadonlyMap<string, number>;
  /** What is wrong with names, sizes or packing. When not empty, no content may be read. */
  readonly findings: readonly Reason[];
  /** Content as a stream; fails when it is not as long as the directory says. */
  read(name: string): AsyncIterable<Buffer>;
  close(): void;
}

/**
 * Opens a bundle. Nothing is unpacked to disk, and nothing at all when a name or a size is suspicious.
 *
 * @throws RequestError `file.unreadable` when there is no such file or it cannot be read
 */
export async function openBundle(file: string, limits: BundleLimits): Promise<BundleFile> {
  let zip: ZipFile;
  try {
    zip = await yauzl.openPromise(file, {
      lazyEntries: true,
      autoClose: false,
      decodeStrings: false,
      validateEntrySizes: true,
    });
  } catch (error) {
    return notAZip(file, error);
  }
  const directory = new Directory(limits);
  try {
    for await (const entry of zip.eachEntry()) {
      if (!directory.take(entry)) break;
      const local = await zip.readLocalFileHeaderPromise(entry);
      directory.compare(entry, local.fileName, local.compressionMethod);
    }
  } catch (error) {
    directory.add(finding('bundle.not-a-zip', { what: messageOf(error) }));
  }
  const entries = directory.entries;
  return {
    members: new Map([...entries].map(([name, entry]) => [name, entry.uncompressedSize])),
    findings: directory.findings,
    read: (name) => contentOf(zip, entries.get(name), name),
    close: () => zip.close(),
  };
}

/** Judges the archive's directory entry by entry. */
class Directory {
  readonly entries = new Map<string, Entry>();
  readonly findings: Reason[] = [];
  private count = 0;
  private total = 0;

  constructor(private readonly limits: BundleLimits) {}

  add(reason: Reason): void {
    if (this.findings.length < MAX_FINDINGS) this.findings.push(reason);
  }

  /** False when reading must stop. */
  take(entry: Entry): boolean {
    this.count += 1;
    if (this.count > this.limits.members) {
      this.add(finding('bundle.too-many-members', { limit: this.limits.members }));
      return false;
    }
    const name = entry.fileNameRaw.toString('latin1');
    const shown = JSON.stringify(name.slice(0, 200));
    if (isUnsafe(entry.fileNameRaw, name)) this.add(finding('bundle.unsafe-name', { name: shown }));
    else if (!isMemberName(name)) this.add(finding('bundle.unknown-member', { name: shown }));
    else if (this.entries.has(name)) this.add(finding('bundle.duplicate-member', { name }));
    else this.entries.set(name, entry);
    this.weigh(entry, shown);
    return true;
  }

  /** Some unpackers believe the directory, some the header before the content: both must say the same. */
  compare(entry: Entry, localName: Buffer, localMethod: number): void {
    const hasSecondName = entry.extraFields.some(({ id }) => id === UNICODE_PATH);
    const same = localName.equals(entry.fileNameRaw) && localMethod === entry.compressionMethod;
    if (same && !hasSecondName) return;
    const name = JSON.stringify(entry.fileNameRaw.toString('latin1').slice(0, 200));
    this.add(finding('bundle.name-differs', { name }));
  }

  private weigh(entry: Entry, name: string): void {
    const { memberBytes, totalBytes, ratio: limit } = this.limits;
    const size = entry.uncompressedSize;
    this.total += size;
    if (size > memberBytes) {
      this.add(finding('bundle.too-large', { name, size, limit: memberBytes }));
    } else if (this.total > totalBytes) {
      this.add(finding('bundle.too-large', { name: 'ZIP', size: this.total, limit: totalBytes }));
    }
    const ratio = Math.ceil(size / Math.max(entry.compressedSize, 1));
    if (size > RATIO_FREE_BYTES && ratio > limit) {
      this.add(finding('bundle.compression-bomb', { name, ratio, limit }));
    }
    if (!entry.canDecodeFileData()) {
      const what = `method ${entry.compressionMethod}${entry.isEncrypted() ? ', encrypted' : ''}`;
      this.add(finding('bundle.unreadable-member', { name, what }));
    }
  }
}

/** Names that could leave the folder they are unpacked to, on any system, or look like another name. */
function isUnsafe(raw: Buffer, name: string): boolean {
  const printable = raw.every((byte) => byte >= 0x20 && byte <= 0x7e && byte !== 0x5c);
  const absolute = /^(\/|[A-Za-z]:)/.test(name);
  return !printable || absolute || name.split('/').some((part) => part === '..' || part === '.');
}

async function* contentOf(
  zip: ZipFile,
  entry: Entry | undefined,
  name: string,
): AsyncGenerator<Buffer> {
  if (!entry) throw new Error(`no member ${name}`);
  const stream = await zip.openReadStreamPromise(entry);
  for await (const chunk of stream) yield chunk as Buffer;
}

/** A file that is no archive is a finding; a file that cannot be read at all is the caller's problem. */
function notAZip(file: string, error: unknown): BundleFile {
  if (isSystemError(error)) {
    throw new RequestError(
      'file.unreadable',
      {
        de: `Das Bündel lässt sich nicht lesen: ${error.message}. Bitte prüfen Sie Pfad und Rechte.`,
        en: `The bundle cannot be read: ${error.message}. Please check path and permissions.`,
      },
      { place: { file }, cause: error },
    );
  }
  return {
    members: new Map(),
    findings: [finding('bundle.not-a-zip', { what: messageOf(error) })],
    read: (name) => {
      throw new Error(`no member ${name}`);
    },
    close: () => undefined,
  };
}

/** By its members: in another realm (a test) the class differs. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return isRecord(error) && typeof error['syscall'] === 'string' && 'code' in error;
}
