import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../engine/tiny-sequence.js';

/** Where the recordings lie. */
export const RECORDED = dirname(fileURLToPath(import.meta.url));

/** The practice customer of the recorded drill, and the answer after which it was left alone. */
export const USERS = 6;
export const SEED = 9;
export const PARKED_AFTER = 'R-309';

/** A recording to work on; the original is only read. */
export async function copyOf(name: string): Promise<string> {
  const folder = await temporaryFolder();
  cpSync(join(RECORDED, name), folder, { recursive: true });
  return folder;
}
