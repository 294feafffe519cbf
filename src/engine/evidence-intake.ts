import { basename } from 'node:path';
import { RequestError } from '../core/errors.js';
import type { EvidenceRef } from '../core/step.js';
import type { EvidenceStore, FileContent } from '../persistence/evidence.store.js';

/** An evidence file as somebody named it: by its path (nothing found when it cannot be read), or taken in before. */
export type NamedFile =
  | { readonly path: string; readonly found: FileContent | undefined }
  | { readonly taken: EvidenceRef };

export function lookAtFiles(
  named: readonly (string | EvidenceRef)[],
  store: EvidenceStore,
): Promise<NamedFile[]> {
  const look = async (one: string | EvidenceRef): Promise<NamedFile> =>
    typeof one === 'string' ? { path: one, found: await store.contentOf(one) } : { taken: one };
  return Promise.all(named.map(look));
}

/** What is the same command is said by the content of its files, not by their paths. */
export function sameFile(file: NamedFile): string {
  return 'taken' in file ? file.taken.digest : (file.found?.digest ?? file.path);
}

/** Those that are still to be taken in; of one that cannot be read, taking it in says why. */
export function comingOf(files: readonly NamedFile[]): EvidenceRef[] {
  return files.flatMap((file) =>
    'path' in file && file.found ? [{ ...file.found, name: basename(file.path) }] : [],
  );
}

/** @throws RequestError evidence.unusable, also when a file is no longer what was looked at */
export async function takeFilesIn(
  files: readonly NamedFile[],
  store: EvidenceStore,
): Promise<EvidenceRef[]> {
  const taken = [];
  for (const file of files) {
    const evidence = 'taken' in file ? file.taken : await store.putFile(file.path);
    if ('path' in file && file.found && evidence.digest !== file.found.digest)
      throw changedMeanwhile(file.path);
    taken.push(evidence);
  }
  return taken;
}

function changedMeanwhile(path: string): RequestError {
  return new RequestError(
    'evidence.unusable',
    {
      de: `Nachweis „${basename(path)}“ hat sich geändert, während er gelesen wurde. Wiederholen Sie den Befehl.`,
      en: `Evidence "${basename(path)}" changed while it was read. Repeat the command.`,
    },
    { place: { file: path } },
  );
}
