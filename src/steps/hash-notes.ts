import { z } from 'zod';
import type { WorkPort } from '../core/step.js';
import type { FileEntry } from './files.js';

/** From so many notes on a work file is left alone, so that noting costs the same however many there are. */
const FULL = 256;
/** Notes in one work file: what is added at once stands in one. */
const MOST = 2 * FULL;

type Note = readonly [
  path: string,
  size: number,
  mtimeMs: number,
  identity: string,
  sha256: string,
];

const note = z.tuple([z.string(), z.number(), z.number(), z.string(), z.string()]);

/** What a work file notes; nothing when it is damaged, so that those files are read once more. */
function notesIn(text: string): Note[] {
  try {
    return z.array(note).max(MOST).parse(JSON.parse(text));
  } catch {
    return [];
  }
}

/** What was hashed, noted in the durable work folder, so that a killed run does not read it again. */
export class HashNotes {
  private readonly known = new Map<string, Note>();
  private open: Note[] = [];
  private number = 0;
  private writing: Promise<void> = Promise.resolve();

  private constructor(private readonly work: WorkPort) {}

  static async open(work: WorkPort): Promise<HashNotes> {
    const notes = new HashNotes(work);
    for (let text: string | undefined; (text = await work.read(notes.name())) !== undefined;) {
      notes.open = notesIn(text);
      for (const note of notes.open) notes.known.set(note[0], note);
      if (notes.open.length < FULL) break;
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

  /**
   * Notes files that were hashed together, at most {@link FULL}, with one write.
   * Waits for the note before this one, not for this one: the next files are read while the disk works.
   */
  add(files: readonly (readonly [entry: FileEntry, sha256: string])[]): Promise<void> {
    const before = this.writing;
    if (files.length === 0) return before;
    const [name, notes] = [this.name(), this.open];
    for (const [{ path, size, mtimeMs, identity }, sha256] of files)
      notes.push([path, size, mtimeMs, identity, sha256]);
    const text = JSON.stringify(notes);
    this.writing = before.then(() => this.work.write(name, text));
    this.writing.catch(() => undefined); // reported by the next add or by saved
    if (notes.length >= FULL) this.next();
    return before;
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
