import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { Reason } from '../core/outcome.js';
import type { StepContext } from '../core/step.js';
import { changed, errorCode, unreadable } from './file-findings.js';
import { openEntry, unchanged, walkFolder, type FileEntry, type WalkLimits } from './files.js';
import { HashNotes } from './hash-notes.js';
import { CHUNK, HashThreads } from './hash-threads.js';

/** One file as it was read. */
export interface HashedFile {
  /** Relative to the folder, with `/` between the parts. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256, lower-case hex. */
  readonly sha256: string;
  readonly mtimeMs: number;
}
export interface HashedFolder {
  /** In the order of the walk. */
  readonly files: readonly HashedFile[];
  /** Paths of all folders, empty ones included. */
  readonly folders: readonly string[];
  /** What was left out and why; empty for a clean folder. */
  readonly findings: readonly Reason[];
  /** Sum of the sizes, bytes. */
  readonly bytes: number;
}
export type HashOptions = Pick<StepContext, 'work' | 'signal' | 'progress'> & {
  readonly limits?: Partial<WalkLimits>;
};

/** Files from this size on, bytes, are hashed on other cores; for smaller ones the way there costs more than it saves. */
const LARGE = 4 << 20;

/**
 * Hashes every file of a folder, which is only read. What is done is noted in the durable work folder file by file, so a
 * killed run takes up where it stopped: of what was read to its end at most one file is read again. Large files go to other
 * cores. Throws the signal's reason when aborted.
 */
export async function hashFolder(root: string, o: HashOptions): Promise<HashedFolder> {
  const entries: FileEntry[] = [];
  const folders: string[] = [];
  const findings: Reason[] = [];
  for await (const entry of walkFolder(root, o.limits)) {
    o.signal.throwIfAborted();
    if (entry.kind === 'file') entries.push(entry);
    else if (entry.kind === 'folder') folders.push(entry.path);
    else findings.push(entry.reason);
  }
  const digests = await new Hashing(root, entries, o).run();
  const files: HashedFile[] = [];
  entries.forEach(({ path, size, mtimeMs }, i) => {
    const sha256 = digests[i];
    if (typeof sha256 === 'string') files.push({ path, size, sha256, mtimeMs });
    else if (sha256) findings.push(sha256);
  });
  return { files, folders, findings, bytes: files.reduce((sum, f) => sum + f.size, 0) };
}

/** One pass over walked files: small ones here, one after the other, beside large ones on other cores. */
class Hashing {
  private readonly digests: (string | Reason)[] = [];
  private readonly aside = new Set<Promise<void>>();
  private readonly threads: HashThreads;
  private readonly total: number;
  private readonly buffer = Buffer.allocUnsafe(CHUNK);
  private failure: { readonly error: unknown } | undefined;
  private done = 0;

  constructor(
    private readonly root: string,
    private readonly entries: readonly FileEntry[],
    private readonly o: HashOptions,
  ) {
    this.threads = new HashThreads(o.signal);
    this.total = entries.reduce((sum, e) => sum + e.size, 0);
  }

  /** Digest of each file in the given order, or why it could not be read as it was walked over. */
  async run(): Promise<readonly (string | Reason)[]> {
    const notes = await HashNotes.open(this.o.work);
    try {
      for (const [i, entry] of this.entries.entries()) {
        if (this.failure) break;
        if (entry.size < LARGE) await this.one(i, entry, notes);
        else await this.beside(i, entry, notes);
      }
    } finally {
      await Promise.all(this.aside);
      await this.threads.close();
    }
    if (this.failure) throw this.failure.error;
    await notes.saved();
    return this.digests;
  }

  /** Waits until a core is free, not until the file is hashed. */
  private async beside(i: number, entry: FileEntry, notes: HashNotes): Promise<void> {
    while (this.aside.size >= this.threads.size) await Promise.race(this.aside);
    const work = this.one(i, entry, notes)
      .catch((error: unknown) => {
        this.failure ??= { error };
      })
      .finally(() => this.aside.delete(work));
    this.aside.add(work);
  }

  private async one(i: number, entry: FileEntry, notes: HashNotes): Promise<void> {
    let read = 0;
    const advance = (bytes: number): void => {
      if (this.o.signal.aborted) return;
      read += bytes;
      this.tell(bytes);
    };
    const known = notes.find(entry);
    const sha256 = known ?? (await this.digest(entry, advance));
    this.o.signal.throwIfAborted();
    this.digests[i] = sha256;
    if (known === undefined && typeof sha256 === 'string') await notes.add(entry, sha256);
    this.tell(entry.size - read);
  }

  private tell(bytes: number): void {
    this.done += bytes;
    this.o.progress(this.done, this.total, 'bytes');
  }

  private async digest(entry: FileEntry, advance: (bytes: number) => void) {
    const handle = await openEntry(this.root, entry);
    if (isReason(handle)) return handle;
    try {
      const sha256 =
        entry.size < LARGE
          ? await this.digestHere(handle, advance)
          : await this.threads.digest(handle.fd, advance);
      return (await unchanged(handle, entry)) ? sha256 : changed(entry.path);
    } catch (error) {
      this.o.signal.throwIfAborted();
      return unreadable(entry.path, errorCode(error));
    } finally {
      await handle.close();
    }
  }

  private async digestHere(handle: FileHandle, advance: (bytes: number) => void): Promise<string> {
    const hash = createHash('sha256');
    for (let size = 1; size > 0;) {
      this.o.signal.throwIfAborted();
      size = (await handle.read(this.buffer, 0, CHUNK, null)).bytesRead;
      hash.update(this.buffer.subarray(0, size));
      advance(size);
    }
    return hash.digest('hex');
  }
}

function isReason(x: FileHandle | Reason): x is Reason {
  return 'code' in x;
}
