import { folderProblem } from '../steps/folder-path.js';
import { hashFolder, type HashedFolder } from '../steps/hash-folder.js';
import type { Reason } from '../core/outcome.js';
import { walkFolder } from '../steps/files.js';
import { liesInside, writeAtomically } from '../steps/user-creation/write-atomically.js';

/** Folder work for the faces: the same walking, hashing and writing the steps use, without a run. */
export { folderProblem, liesInside, walkFolder, writeAtomically };

/** Hashes a folder that is only read. Nothing is remembered between two calls. */
export function hashFolderNow(
  root: string,
  progress: (done: number, total: number) => void = () => undefined,
  signal: AbortSignal = new AbortController().signal,
): Promise<HashedFolder & { readonly findings: readonly Reason[] }> {
  const work = { read: () => Promise.resolve(undefined), write: () => Promise.resolve() };
  return hashFolder(root, { work, signal, progress });
}
