import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { finding } from './finding.js';
import type { Manifest, ManifestFile } from './manifest.js';
import { isLongPath } from './manifest.js';

export interface ManifestComparison {
  /** In `a`, not in `b`. */
  readonly missing: readonly string[];
  /** In `b`, not in `a`. */
  readonly extra: readonly string[];
  /** Same path, other size or content. */
  readonly changed: readonly string[];
  /** Same path, size and content. */
  readonly same: number;
  /** One finding for each missing, extra and changed file. */
  readonly findings: readonly Reason[];
  /** Differing times, spellings of names, long paths, files that seem renamed: no findings. */
  readonly notes: readonly Reason[];
}

const TEXTS = {
  missing: { de: 'Die Datei fehlt in der Kopie.', en: 'The file is missing in the copy.' },
  extra: { de: 'Die Datei gibt es nur in der Kopie.', en: 'The file exists in the copy only.' },
  changed: { de: 'Die Datei ist verändert.', en: 'The file is changed.' },
  mtime: {
    de: 'Der Inhalt ist gleich, die Änderungszeit nicht.',
    en: 'The content is equal, the modification time is not.',
  },
  unicode: {
    de: 'Der Dateiname ist gleich, aber anders kodiert (Unicode NFC und NFD).',
    en: 'The file name is the same but encoded differently (Unicode NFC and NFD).',
  },
  long: {
    de: 'Der Pfad ist länger als 260 Zeichen. Manche Windows-Programme lesen ihn nicht.',
    en: 'The path is longer than 260 characters. Some Windows programs do not read it.',
  },
  renamed: {
    de: 'Eine fehlende und eine zusätzliche Datei haben denselben Inhalt. Vielleicht wurde der Name beim Kopieren verändert.',
    en: 'A missing and an extra file have the same content. Perhaps copying changed the name.',
  },
} satisfies Record<string, Text>;

/**
 * Compares the source's manifest with the copy's. Names count as equal when their NFC forms are; letter case counts.
 * `roots` are the folders' own paths, so that long paths can be told.
 */
export function compareManifests(
  a: Manifest,
  b: Manifest,
  roots: { readonly a?: string; readonly b?: string } = {},
): ManifestComparison {
  const { pairs, missing, extra } = pairUp(a.files, b.files);
  const changed = pairs.filter(([x, y]) => x.size !== y.size || x.sha256 !== y.sha256);
  const findings = [
    ...missing.map((x) => finding('manifest.missing', TEXTS.missing, { file: x.path })),
    ...extra.map((y) => finding('manifest.extra', TEXTS.extra, { file: y.path })),
    ...changed.map(([x, y]) =>
      finding(
        'manifest.changed',
        TEXTS.changed,
        { file: x.path },
        { claimed: show(y), known: show(x) },
      ),
    ),
  ];
  const wrong = new Set(changed.map(([x]) => x));
  const notes = [
    ...pairs.filter(([x]) => !wrong.has(x)).flatMap(([x, y]) => timeNote(x, y)),
    ...pairs
      .filter(([x, y]) => x.path !== y.path)
      .map(([x, y]) =>
        finding(
          'manifest.unicode-name',
          TEXTS.unicode,
          { file: x.path },
          { claimed: y.path, known: x.path },
        ),
      ),
    ...longPaths(a.files, roots.a),
    ...longPaths(b.files, roots.b),
    ...renamed(missing, extra),
  ];
  return {
    missing: missing.map((x) => x.path),
    extra: extra.map((y) => y.path),
    changed: changed.map(([x]) => x.path),
    same: pairs.length - changed.length,
    findings,
    notes,
  };
}

type Pair = readonly [ManifestFile, ManifestFile];

/** Equal spelling first, then equal NFC forms, so that two spellings in one folder stay two files. */
function pairUp(a: readonly ManifestFile[], b: readonly ManifestFile[]) {
  const pairs: Pair[] = [];
  const left = pairBy(a, b, pairs, (path) => path);
  const { missing, extra } = pairBy(left.missing, left.extra, pairs, (path) =>
    path.normalize('NFC'),
  );
  return { pairs, missing, extra };
}

function pairBy(
  a: readonly ManifestFile[],
  b: readonly ManifestFile[],
  pairs: Pair[],
  key: (path: string) => string,
): { missing: ManifestFile[]; extra: ManifestFile[] } {
  const there = new Map<string, ManifestFile[]>();
  for (const file of b) {
    const same = there.get(key(file.path));
    if (same) same.push(file);
    else there.set(key(file.path), [file]);
  }
  const missing: ManifestFile[] = [];
  for (const file of a) {
    const other = there.get(key(file.path))?.shift();
    if (other) pairs.push([file, other]);
    else missing.push(file);
  }
  const paired = new Set(pairs.map(([, y]) => y));
  return { missing, extra: b.filter((file) => !paired.has(file)) };
}

function timeNote(x: ManifestFile, y: ManifestFile): Reason[] {
  if (Date.parse(x.mtime) === Date.parse(y.mtime)) return [];
  return [
    finding('manifest.mtime', TEXTS.mtime, { file: x.path }, { claimed: y.mtime, known: x.mtime }),
  ];
}

function longPaths(files: readonly ManifestFile[], root: string | undefined): Reason[] {
  return files
    .filter((file) => isLongPath(file.path, root))
    .map((file) => finding('manifest.long-path', TEXTS.long, { file: file.path }));
}

function renamed(missing: readonly ManifestFile[], extra: readonly ManifestFile[]): Reason[] {
  const byContent = new Map(extra.filter((y) => y.size > 0).map((y) => [y.sha256, y]));
  return missing.flatMap((x) => {
    const twin = byContent.get(x.sha256);
    const more = { claimed: twin?.path ?? '', known: x.path };
    return twin ? [finding('manifest.renamed', TEXTS.renamed, { file: x.path }, more)] : [];
  });
}

function show(file: ManifestFile): string {
  return `${file.size} bytes, SHA-256 ${file.sha256}`;
}
