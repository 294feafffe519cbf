import type { Reason } from '../core/outcome.js';
import type { StepContext } from '../core/step.js';
import { changed, link, unreadable } from './file-findings.js';
import { walkFolder, type FileEntry, type WalkLimits } from './files.js';
import { HashNotes } from './hash-notes.js';
import { HashThreads, type Digest } from './hash-threads.js';

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

/** Files from this size on, bytes, are a batch of their own; smaller ones go to a core and into the notes together. */
const LARGE = 4 << 20;
/** Files of a batch at most; all small ones together stay below twice {@link LARGE}. */
const BATCH = 256;

/**
 * Hashes every file of a folder, which is only read, on several cores. What is done is noted in the durable work folder batch
 * by batch, so a killed run takes up where it stopped: read again are at most the batches in hand, one for each core and one
 * whose note was being written. A file of 4 MiB or more is a batch alone. Throws the signal's reason when aborted.
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

/** Files that go to a core together, each with its place in the order of the walk. */
type Batch = readonly { readonly place: number; readonly entry: FileEntry }[];

/** One pass over walked files. */
class Hashing {
  private readonly digests: (string | Reason)[] = [];
  private readonly aside = new Set<Promise<void>>();
  private readonly threads: HashThreads;
  private readonly total: number;
  private failure: { readonly error: unknown } | undefined;
  private done = 0;

  constructor(
    root: string,
    private readonly entries: readonly FileEntry[],
    private readonly o: HashOptions,
  ) {
    this.threads = new HashThreads(root, o.signal);
    this.total = entries.reduce((sum, e) => sum + e.size, 0);
  }

  /** Digest of each file in the given order, or why it could not be read as it was walked over. */
  async run(): Promise<readonly (string | Reason)[]> {
    const notes = await HashNotes.open(this.o.work);
    try {
      for (const batch of this.batches(notes)) {
        if (this.failure) break;
        await this.beside(batch, notes);
      }
    } finally {
      await Promise.all(this.aside);
      await this.threads.close();
    }
    if (this.failure) throw this.failure.error;
    await notes.saved();
    return this.digests;
  }

  /** What is not noted yet, in the order of the walk. */
  private *batches(notes: HashNotes): Generator<Batch, void> {
    let small: Batch[number][] = [];
    let bytes = 0;
    for (const [place, entry] of this.entries.entries()) {
      const known = notes.find(entry);
      if (known !== undefined) {
        this.digests[place] = known;
        this.tell(entry.size);
      } else if (entry.size >= LARGE) yield [{ place, entry }];
      else {
        small.push({ place, entry });
        bytes += entry.size;
        if (small.length < BATCH && bytes < LARGE) continue;
        yield small;
        [small, bytes] = [[], 0];
      }
    }
    if (small.length > 0) yield small;
  }

  /** Waits until a core is free, not until the batch is hashed. */
  private async beside(batch: Batch, notes: HashNotes): Promise<void> {
    while (this.aside.size >= this.threads.size) await Promise.race(this.aside);
    const work = this.one(batch, notes)
      .catch((error: unknown) => {
        this.failure ??= { error };
      })
      .finally(() => this.aside.delete(work));
    this.aside.add(work);
  }

  private async one(batch: Batch, notes: HashNotes): Promise<void> {
    const entries = batch.map(({ entry }) => entry);
    let left = entries.reduce((sum, { size }) => sum + size, 0);
    const digests = await this.threads.digests(entries, (bytes) => {
      if (this.o.signal.aborted) return;
      left -= bytes;
      this.tell(bytes);
    });
    this.o.signal.throwIfAborted();
    const hashed: [FileEntry, string][] = [];
    batch.forEach(({ place, entry }, i) => {
      const digest = digests[i] as Digest;
      this.digests[place] = 'sha256' in digest ? digest.sha256 : problem(entry, digest);
      if ('sha256' in digest) hashed.push([entry, digest.sha256]);
    });
    await notes.add(hashed);
    this.tell(left);
  }

  private tell(bytes: number): void {
    this.done += bytes;
    this.o.progress(this.done, this.total, 'bytes');
  }
}

function problem({ path }: FileEntry, digest: Exclude<Digest, { sha256: string }>): Reason {
  if ('changed' in digest) return changed(path);
  return digest.code === 'ELOOP' ? link(path) : unreadable(path, digest.code);
}
