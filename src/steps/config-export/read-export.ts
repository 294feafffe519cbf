import { resolve } from 'node:path';
import { staleEntries } from '../../connect/export-layout.js';
import type { Manifest, ManifestFile } from '../../connect/manifest.js';
import type { Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { folderProblem } from '../folder-path.js';
import type { HashOptions } from '../hash-folder.js';
import { contentsOfFolder, contentsOfManifest, type Contents } from '../read-manifest.js';
import { differsFromManifest, outsideSummary } from './export-findings.js';

/** Clocks of servers and people differ, and times are typed by the minute. An assumption; the form changes it. */
const TOLERANCE_MINUTES = 5;

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

/**
 * Files older than the start of the export (W-08) or younger than its end; undefined when the start is not known. Where
 * nobody knows the end (R-405 "unknown"), it is now.
 */
export function outsideExport(
  files: readonly ManifestFile[],
  toleranceMinutes: number | undefined,
  context: StepContext,
): Reason[] | undefined {
  const startedAt = context.fact('R-404')?.startedAt;
  if (startedAt === undefined) return undefined;
  const endedAt = context.fact('R-405')?.endedAt ?? context.now.toISOString();
  const toleranceMs = (toleranceMinutes ?? TOLERANCE_MINUTES) * 60_000;
  const outside = staleEntries(files, startedAt, endedAt, toleranceMs);
  return outside.length > 0 ? [outsideSummary(outside), ...outside] : [];
}
