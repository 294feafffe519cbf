import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Absolute paths of all files below a folder, without those that begin with one of `without`. */
export function filesBelow(folder: string, without: readonly string[] = []): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !without.some((start) => path.startsWith(start)))
    .sort();
}

/** SHA-256 of every file, by path. */
export function contentBelow(folder: string, without: readonly string[] = []): Map<string, string> {
  return new Map(
    filesBelow(folder, without).map((path) => [
      path,
      createHash('sha256').update(readFileSync(path)).digest('hex'),
    ]),
  );
}

/** Files that are new, gone or other than before. */
export function changedFiles(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const all = new Set([...before.keys(), ...after.keys()]);
  return [...all].filter((path) => before.get(path) !== after.get(path));
}

/** Files that hold one of these texts, as UTF-8 or as UTF-16. */
export function filesHolding(folder: string, texts: readonly string[]): string[] {
  return filesBelow(folder).filter((path) => {
    const bytes = readFileSync(path);
    return texts.some((t) => bytes.includes(t) || bytes.includes(Buffer.from(t, 'utf16le')));
  });
}
