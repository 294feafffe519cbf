import type { Text } from '../core/text.js';
import { finding, Unreadable } from './finding.js';

export interface ManifestFile {
  /** Relative, `/` between the parts, as the file system spells it. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** ISO 8601. */
  readonly mtime: string;
}

/** Chain of custody of a folder. */
export interface Manifest {
  readonly format: typeof MANIFEST_FORMAT;
  /** Sorted by path. */
  readonly files: readonly ManifestFile[];
}
export const MANIFEST_FORMAT = 'umstieg-manifest/1';

const LONGEST = 260;
const TEXTS = {
  notJson: { de: 'Das ist kein lesbares JSON.', en: 'This is not readable JSON.' },
  format: {
    de: 'Das ist kein Manifest von Umstieg.',
    en: 'This is not a manifest of Umstieg.',
  },
  entry: {
    de: 'Ein Eintrag des Manifests ist ungültig.',
    en: 'An entry of the manifest is invalid.',
  },
  twice: { de: 'Ein Pfad steht zweimal im Manifest.', en: 'A path stands twice in the manifest.' },
} satisfies Record<string, Text>;

/** Makes a manifest of hashed files, sorted by path. */
export function manifestOf(
  files: Iterable<{ path: string; size: number; sha256: string; mtimeMs: number }>,
): Manifest {
  const list = Array.from(files, ({ path, size, sha256, mtimeMs }) => ({
    path,
    size,
    sha256,
    mtime: new Date(mtimeMs).toISOString(),
  }));
  return { format: MANIFEST_FORMAT, files: list.sort(byPath) };
}

/** The manifest as JSON text, one file a line. */
export function formatManifest(manifest: Manifest): string {
  const lines = manifest.files.map(({ path, size, sha256, mtime }) =>
    JSON.stringify({ path, size, sha256, mtime }),
  );
  return `{"format":"${MANIFEST_FORMAT}","files":[\n${lines.join(',\n')}\n]}\n`;
}

/**
 * Reads what {@link formatManifest} or the site kit wrote: backslashes become slashes, a BOM is skipped, digests may be
 * upper case. Throws {@link Unreadable} for anything else, naming the entry (1-based) and what was expected.
 */
export function parseManifest(text: string, file?: string): Manifest {
  const place = file === undefined ? {} : { file };
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new Unreadable(finding('manifest.not-json', TEXTS.notJson, place, whereIn(error)));
  }
  if (!isRecord(json) || json['format'] !== MANIFEST_FORMAT || typeof json['files'] !== 'object') {
    throw new Unreadable(
      finding('manifest.format', TEXTS.format, place, { known: MANIFEST_FORMAT }),
    );
  }
  const entries: unknown[] = Array.isArray(json['files']) ? json['files'] : [json['files']];
  const seen = new Set<string>();
  const files = entries.map((entry, index) => {
    const read = parseEntry(entry);
    const where = { ...place, row: index + 1 };
    if (typeof read === 'string') {
      throw new Unreadable(
        finding(
          'manifest.entry',
          TEXTS.entry,
          { ...where, column: read },
          { claimed: show(entry) },
        ),
      );
    }
    if (seen.has(read.path)) {
      throw new Unreadable(finding('manifest.twice', TEXTS.twice, where, { claimed: read.path }));
    }
    seen.add(read.path);
    return read;
  });
  return { format: MANIFEST_FORMAT, files: files.sort(byPath) };
}

/** Only where it went wrong: the parser's own words repeat what stands in the file. */
function whereIn(error: unknown): { readonly claimed?: string } {
  const [claimed] = /line \d+ column \d+/.exec(String(error)) ?? [];
  return claimed === undefined ? {} : { claimed };
}

/** True when the path with the folder before it is longer than Windows tools usually take. */
export function isLongPath(path: string, root = ''): boolean {
  return (root === '' ? path : `${root.replace(/[/\\]+$/, '')}/${path}`).length > LONGEST;
}

/** An entry, or the name of the field that is wrong. */
function parseEntry(entry: unknown): ManifestFile | string {
  if (!isRecord(entry)) return 'path';
  const { path, size, sha256, mtime } = entry;
  if (typeof path !== 'string' || !isRelative(path)) return 'path';
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return 'size';
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/i.test(sha256)) return 'sha256';
  if (typeof mtime !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(mtime)) return 'mtime';
  if (Number.isNaN(Date.parse(mtime))) return 'mtime';
  return { path: path.replaceAll('\\', '/'), size, sha256: sha256.toLowerCase(), mtime };
}

/** A path that stays inside its folder. */
function isRelative(path: string): boolean {
  const parts = path.split(/[/\\]/);
  return (
    !/^[A-Za-z]:/.test(path) &&
    !path.includes('\0') &&
    parts.every((p) => !['', '.', '..'].includes(p))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(entry: unknown): string {
  return JSON.stringify(entry).slice(0, 200);
}

function byPath(a: ManifestFile, b: ManifestFile): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
