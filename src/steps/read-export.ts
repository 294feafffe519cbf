import { resolve } from 'node:path';
import type { Manifest, ManifestFile } from '../connect/manifest.js';
import type { Reason } from '../core/outcome.js';
import { folderProblem } from './folder-path.js';
import type { HashOptions } from './hash-folder.js';
import { contentsOfFolder, contentsOfManifest, type Contents } from './read-manifest.js';
import { shown } from './file-name.js';
import { reason } from './verdicts.js';

/** `seen`: this computer sees the folder, so its tables can be opened. */
export type ExportContents = Contents & { readonly seen: boolean };

/**
 * Hashes the folder, or takes the manifest's word for it. With a manifest the folder may be absent or hold only the copied
 * tables (and the manifest itself), but what it holds must be what the manifest says.
 */
export async function readExport(
  { folder, manifest }: { readonly folder: string; readonly manifest?: string | undefined },
  options: HashOptions,
): Promise<ExportContents> {
  if (manifest === undefined) return { ...(await contentsOfFolder(folder, options)), seen: true };
  const told = await contentsOfManifest(manifest);
  if (told.findings.length > 0 || (await folderProblem(folder))) return { ...told, seen: false };
  const here = await contentsOfFolder(folder, options);
  const tables = here.manifest.files.filter((f) => resolve(folder, f.path) !== resolve(manifest));
  const findings = [...here.findings, ...contradicting(tables, told.manifest)];
  return { ...told, findings, seen: true };
}

/** Files that the manifest does not know or knows differently. */
function contradicting(here: readonly ManifestFile[], told: Manifest): Reason[] {
  const known = new Map(told.files.map((f) => [f.path.normalize('NFC'), f.sha256]));
  return here
    .filter((f) => known.get(f.path.normalize('NFC')) !== f.sha256)
    .map((f) => differsFromManifest(f.path));
}

function differsFromManifest(path: string): Reason {
  return reason(
    'export.differs-from-manifest',
    `„${shown(path)}“ steht nicht oder anders im Manifest. Kopieren Sie die Dateien noch einmal, ohne sie zu öffnen.`,
    `"${shown(path)}" is not in the manifest or differs from it. Copy the files again without opening them.`,
    { place: { file: shown(path) } },
  );
}
