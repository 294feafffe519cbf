import { createHash } from 'node:crypto';
import { formatManifest, manifestOf } from '../../../src/connect/manifest.js';

/** A file in the evidence store of a test context: hand `file` to the context, `ref` to the facts. */
export function stored(name: string, ...lines: readonly string[]) {
  const bytes = lines.map((line) => `${line}\n`).join('');
  const digest = createHash('sha256').update(bytes).digest('hex');
  return { file: { name, bytes }, ref: { digest, name, size: Buffer.byteLength(bytes) } };
}

/** The manifest of an export that holds these files, as R-406 stores it. */
export function manifest(...paths: readonly string[]) {
  const sha256 = 'a'.repeat(64);
  const files = paths.map((path) => ({ path, size: 1, sha256, mtimeMs: 0 }));
  return stored('export-manifest.json', ...formatManifest(manifestOf(files)).split('\n'));
}
