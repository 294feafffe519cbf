import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { Unreadable } from '../connect/finding.js';
import { formatManifest, manifestOf, parseManifest, type Manifest } from '../connect/manifest.js';
import type { Reason } from '../core/outcome.js';
import type { StepContext } from '../core/step.js';
import { errorCode, link, unreadable } from './file-findings.js';
import { shown } from './file-name.js';
import { openReadOnly } from './files.js';
import { hashFolder, type HashOptions } from './hash-folder.js';
import { reason } from './verdicts.js';

/** What lies in a folder: hashed here, or told by a manifest that was made elsewhere. */
export interface Contents {
  readonly manifest: Manifest;
  /** Folders with `/` between the parts; known only where this computer sees the folder. */
  readonly folders: readonly string[];
  /** What was left out and why: each one speaks against the folder. */
  readonly findings: readonly Reason[];
}

/** Longest manifest that is read, bytes: about a million files. */
const LIMIT = 256 << 20;

/** Hashes a folder that this computer sees. The folder is only read. */
export async function contentsOfFolder(folder: string, options: HashOptions): Promise<Contents> {
  const { files, folders, findings } = await hashFolder(folder, options);
  return { manifest: manifestOf(files), folders, findings };
}

/** Reads a manifest that the site kit or Umstieg made on another computer. A reason when it is none. */
export async function contentsOfManifest(path: string): Promise<Contents> {
  const none = (problem: Reason): Contents => ({
    manifest: manifestOf([]),
    folders: [],
    findings: [problem],
  });
  try {
    const handle = await openReadOnly(path);
    try {
      const stats = await handle.stat();
      if (!stats.isFile() || stats.size > LIMIT) return none(notAManifest(path));
      const manifest = parseManifest(await handle.readFile('utf8'), basename(path));
      return { manifest, folders: [], findings: [] };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Unreadable) return none(error.reason);
    const code = errorCode(error);
    return none(code === 'ELOOP' ? link(path) : unreadable(path, code));
  }
}

/** Puts the manifest into the evidence store and gives its digest. */
export async function storeManifest(
  name: string,
  manifest: Manifest,
  context: StepContext,
): Promise<string> {
  return (await context.store.put(name, formatManifest(manifest))).digest;
}

/** Reads back what {@link storeManifest} stored. */
export async function storedManifest(digest: string, context: StepContext): Promise<Manifest> {
  return parseManifest((await context.store.read(digest)).toString('utf8'));
}

/**
 * SHA-256 (hex) over names, sizes and digests, in a fixed order and without times: equal for an export and its copy,
 * also where one side composes umlauts differently.
 */
export function contentHash(manifest: Manifest): string {
  const lines = manifest.files.map((f) => `${f.sha256} ${f.size} ${f.path.normalize('NFC')}\n`);
  return createHash('sha256').update(lines.sort().join('')).digest('hex');
}

function notAManifest(path: string): Reason {
  return reason(
    'manifest.not-a-file',
    `„${shown(path)}“ ist keine Datei oder zu groß für ein Manifest (höchstens ${LIMIT} Bytes).`,
    `"${shown(path)}" is not a file or too large for a manifest (at most ${LIMIT} bytes).`,
    { claimed: shown(path) },
  );
}
