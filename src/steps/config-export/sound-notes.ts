import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecording } from '../../connect/export-layout.js';
import { greetingNote } from '../../connect/greeting-sound.js';
import { WAVE_HEAD_BYTES } from '../../connect/wave-header.js';
import type { Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { storedManifest } from '../read-manifest.js';
import { reason } from '../verdicts.js';

/** Links are never followed (undefined on Windows, where R-406 has refused them). */
const READ = constants.O_RDONLY | ((constants.O_NOFOLLOW as number | undefined) ?? 0);

/**
 * Recordings of the export that are not stored as the vendor prefers, by the first bytes of each file. Where this computer
 * does not see the folder, because R-406 took a manifest, that is said once.
 */
export async function soundNotes(
  { folder, manifest }: { readonly folder: string; readonly manifest: string },
  context: StepContext,
): Promise<Reason[]> {
  const { files } = await storedManifest(manifest, context);
  const recordings = files.filter(({ path, size }) => size > 0 && isRecording(path));
  const notes: Reason[] = [];
  let unseen = 0;
  for (const [i, { path }] of recordings.entries()) {
    context.signal.throwIfAborted();
    context.progress(i, recordings.length, 'files');
    const head = await headOf(join(folder, path));
    const note = head ? greetingNote(path, head) : undefined;
    if (note) notes.push(note);
    if (!head) unseen++;
  }
  return unseen === 0 ? notes : [...notes, notSeen(unseen)];
}

async function headOf(path: string): Promise<Uint8Array | undefined> {
  try {
    const file = await open(path, READ);
    try {
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(WAVE_HEAD_BYTES) });
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

function notSeen(count: number): Reason {
  return reason(
    'greeting.not-seen',
    `${count} Aufnahmen sieht dieser Rechner nicht. Ihr Format wurde nicht geprüft.`,
    `This computer does not see ${count} recordings. Their format was not checked.`,
    { known: String(count) },
  );
}
