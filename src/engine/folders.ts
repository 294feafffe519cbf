import { dirname } from 'node:path';
import { readExport, type ExportContents } from '../steps/read-export.js';
import { folderProblem } from '../steps/folder-path.js';
import { hashFolder, type HashedFolder } from '../steps/hash-folder.js';
import { contentHash } from '../steps/read-manifest.js';
import type { Reason } from '../core/outcome.js';
import { walkFolder } from '../steps/files.js';
import { liesInside, realPlace, writeAtomically } from '../steps/write-atomically.js';

/** Folder work for the faces: the same walking, hashing and writing the steps use, without a run. */
export { contentHash, folderProblem, liesInside, realPlace, walkFolder, writeAtomically };

/** Hashes a folder that is only read. Nothing is remembered between two calls. */
export function hashFolderNow(
  root: string,
  progress: (done: number, total: number) => void = () => undefined,
  signal: AbortSignal = new AbortController().signal,
): Promise<HashedFolder & { readonly findings: readonly Reason[] }> {
  return hashFolder(root, { work: FORGETFUL, signal, progress });
}

/** What a manifest of the site kit says of an export, with the copied tables that lie beside it. */
export function readSiteKitManifest(manifest: string): Promise<ExportContents> {
  const { signal } = new AbortController();
  const options = { work: FORGETFUL, signal, progress: () => undefined };
  return readExport({ folder: dirname(manifest), manifest }, options);
}

const FORGETFUL = { read: () => Promise.resolve(undefined), write: () => Promise.resolve() };
