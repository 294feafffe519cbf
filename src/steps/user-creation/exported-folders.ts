import type { StepContext } from '../../core/step.js';
import { inspectEntries, type UserFolderInventory } from '../../connect/export-layout.js';
import { storedManifest } from '../read-manifest.js';

/**
 * Folders of exported user data with the number of files in each, from the manifest of R-406. The layout is an
 * assumption: where it finds no such folder the answer is undefined, and every user counts as having data.
 */
export async function exportedFolders(
  context: StepContext,
): Promise<readonly UserFolderInventory[] | undefined> {
  const digest = context.fact('R-406')?.manifest;
  if (digest === undefined) return undefined;
  const { userData } = inspectEntries((await storedManifest(digest, context)).files);
  return userData.length === 0 ? undefined : userData;
}
