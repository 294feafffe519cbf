import { join } from 'node:path';
import type { StepContext } from '../../core/step.js';
import { layoutJson } from '../../connect/tables.js';
import type { UserFolder } from '../../connect/userdata.js';
import { walkFolder } from '../files.js';

/**
 * Folders of exported user data with the number of files in each, at any depth. Read from the export folder of R-406, whose layout
 * is an assumption; undefined when there is no export or no such folder in it: then every user counts as having data.
 */
export async function exportedFolders(
  context: StepContext,
): Promise<readonly UserFolder[] | undefined> {
  const root = context.fact('R-406')?.folder;
  if (root === undefined) return undefined;
  const files = new Map<string, number>();
  for await (const entry of walkFolder(join(root, layoutJson.userData.folder))) {
    context.signal.throwIfAborted();
    if (entry.kind === 'finding') continue;
    const [name = '', ...below] = entry.path.split('/');
    const count = entry.kind === 'file' && below.length > 0 ? 1 : 0;
    if (entry.kind === 'folder' || below.length > 0)
      files.set(name, (files.get(name) ?? 0) + count);
  }
  return files.size === 0 ? undefined : [...files].map(([name, n]) => ({ name, files: n }));
}
