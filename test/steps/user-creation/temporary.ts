import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new empty folder of this test. */
export function folder(): string {
  return mkdtempSync(join(tmpdir(), 'umstieg-steps-'));
}

/** Writes a file of these lines into a new folder and returns its path. */
export function file(name: string, ...lines: readonly string[]): string {
  const path = join(folder(), name);
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  return path;
}
