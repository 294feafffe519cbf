import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { newDrill } from '../../src/drill/new-drill.js';
import { makeFolder } from '../steps/temporary-folder.js';

/** Writes a practice customer into a folder that `removeFolders` takes away. */
export async function writtenDrill(users = 12, seed = 1): Promise<string> {
  return (await newDrill({ out: join(makeFolder(), 'drill'), users, seed })).out;
}

/** Content and time of every file below a folder, by path. */
export function filesBelow(folder: string): Map<string, { bytes: Buffer; changedAt: number }> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    files
      .sort()
      .map((file) => [
        relative(folder, file),
        { bytes: readFileSync(file), changedAt: statSync(file).mtimeMs },
      ]),
  );
}

/** A text as a source of bytes. */
export function bytesOf(text: string): Readable {
  return Readable.from([Buffer.from(text, 'utf8')]);
}
