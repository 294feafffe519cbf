import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { Reason } from '../core/outcome.js';
import type { StepContext, WorkPort } from '../core/step.js';
import { changed, errorCode, unreadable } from './file-findings.js';
import { openEntry, unchanged, walkFolder, type FileEntry, type WalkLimits } from './files.js';

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

/** Bytes read at once; all the memory that hashing takes, whatever the size of a file. */
const CHUNK = 1 << 20;

/**
 * Hashes every file of a folder, which is only read. What is done is noted in the durable work folder file by file, so a
 * killed run takes up where it stopped and reads at most one file again. Throws the signal's reason when aborted.
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
  const total = entries.reduce((sum, e) => sum + e.size, 0);
  const notes = await Notes.open(o.work);
  const buffer = Buffer.allocUnsafe(CHUNK);
  const files: HashedFile[] = [];
  let done = 0;
  for (const entry of entries) {
    const before = done;
    const advance = (bytes: number): void => {
      done += bytes;
      o.progress(done, total, 'bytes');
    };
    const known = notes.find(entry);
    const sha256 = known ?? (await hashEntry(root, entry, buffer, o.signal, advance));
    done = before + entry.size;
    if (typeof sha256 !== 'string') findings.push(sha256);
    else {
      files.push({ path: entry.path, size: entry.size, sha256, mtimeMs: entry.mtimeMs });
      if (known === undefined) await notes.add(entry, sha256);
    }
    o.progress(done, total, 'bytes');
  }
  await notes.saved();
  return { files, folders, findings, bytes: files.reduce((sum, f) => sum + f.size, 0) };
}

/** SHA-256 of one walked file as lower-case hex, or why it could not be read as it was walked over. */
async function hashEntry(
  root: string,
  entry: FileEntry,
  buffer: Buffer,
  signal: AbortSignal,
  advance: (bytes: number) => void,
): Promise<string | Reason> {
  const handle = await openEntry(root, entry);
  if (isReason(handle)) return handle;
  try {
    const hash = createHash('sha256');
    for (let size = 1; size > 0;) {
      signal.throwIfAborted();
      size = (await handle.read(buffer, 0, CHUNK, null)).bytesRead;
      hash.update(buffer.subarray(0, size));
      advance(size);
    }
    return (await unchanged(handle, entry)) ? hash.digest('hex') : changed(entry.path);
  } catch (error) {
    signal.throwIfAborted();
    return unreadable(entry.path, errorCode(error));
  } finally {
    await handle.close();
  }
}

function isReason(x: FileHandle | Reason): x is Reason {
  return 'code' in x;
}

/** Notes in one work file; a full one is left alone, so that noting a file costs the same however many there are. */
const PER_FILE = 128;

type Note = readonly [
  path: string,
  size: number,
  mtimeMs: number,
  identity: string,
  sha256: string,
];

class Notes {
  private readonly known = new Map<string, Note>();
  private open: Note[] = [];
  private number = 0;
  private writing: Promise<void> = Promise.resolve();

  private constructor(private readonly work: WorkPort) {}

  static async open(work: WorkPort): Promise<Notes> {
    const notes = new Notes(work);
    for (let text: string | undefined; (text = await work.read(notes.name())) !== undefined;) {
      notes.open = JSON.parse(text) as Note[];
      for (const note of notes.open) notes.known.set(note[0], note);
      if (notes.open.length < PER_FILE) break;
      notes.next();
    }
    return notes;
  }

  /** The digest noted for this very file; undefined when it was never read or is not the same any more. */
  find(entry: FileEntry): string | undefined {
    const note = this.known.get(entry.path);
    const same =
      note?.[1] === entry.size && note[2] === entry.mtimeMs && note[3] === entry.identity;
    return same ? note[4] : undefined;
  }

  /** Waits for the note before this one, not for this one: the next file is read while the disk works. */
  async add(entry: FileEntry, sha256: string): Promise<void> {
    await this.writing;
    this.open.push([entry.path, entry.size, entry.mtimeMs, entry.identity, sha256]);
    this.writing = this.work.write(this.name(), JSON.stringify(this.open));
    this.writing.catch(() => undefined); // reported by the next add or by saved
    if (this.open.length === PER_FILE) this.next();
  }

  saved(): Promise<void> {
    return this.writing;
  }

  private next(): void {
    this.open = [];
    this.number += 1;
  }

  private name(): string {
    return `hashed-${this.number}.json`;
  }
}
