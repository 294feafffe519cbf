import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What is installed, built or written by a run is not the repository. */
const FOREIGN = new Set([
  ...['node_modules', 'dist', 'coverage', '.git'],
  ...['umstieg-data', 'umstieg-demo', 'umstieg-practice'],
]);

function below(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (FOREIGN.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? below(path) : entry.isFile() ? [path] : [];
  });
}

/** Every file of the repository, relative to its root, with forward slashes. */
export const FILES: readonly string[] = below(ROOT)
  .map((path) => relative(ROOT, path).replaceAll('\\', '/'))
  .sort();

export const CODE: readonly string[] = FILES.filter((file) => /\.(ts|tsx|js|mjs|cjs)$/.test(file));

export function contentOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** `file:line` of every line of the given files that matches. */
export function places(files: readonly string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    contentOf(file)
      .split('\n')
      .flatMap((text, i) => (pattern.test(text) ? [`${file}:${i + 1}: ${text.trim()}`] : [])),
  );
}
