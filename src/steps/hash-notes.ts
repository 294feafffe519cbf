import { z } from 'zod';
import type { WorkPort } from '../core/step.js';
import type { FileEntry } from './files.js';

/** Notes in one work file; a full one is left alone, so that noting a file costs the same however many there are. */
const PER_FILE = 128;

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
    return z.array(note).max(PER_FILE).parse(JSON.parse(text));
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
  add(entry: FileEntry, sha256: string): Promise<void> {
    const before = this.writing;
    const [name, notes] = [this.name(), this.open];
    notes.push([entry.path, entry.size, entry.mtimeMs, entry.identity, sha256]);
    this.writing = before.then(() => this.work.write(name, JSON.stringify(notes)));
    this.writing.catch(() => undefined); // reported by the next add or by saved
    if (notes.length === PER_FILE) this.next();
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
