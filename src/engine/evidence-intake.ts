import { basename } from 'node:path';
import { RequestError } from '../core/errors.js';
import type { EvidenceRef } from '../core/step.js';
import type { EvidenceStore } from '../persistence/evidence.store.js';

/** An evidence file as somebody named it. */
export interface NamedFile {
  readonly path: string;
  /** Undefined when it cannot be read as evidence. */
  readonly digest: string | undefined;
}

/** What is the same command is said by the content of its files, not by their paths. */
export function lookAtFiles(paths: readonly string[], store: EvidenceStore): Promise<NamedFile[]> {
  return Promise.all(paths.map(async (path) => ({ path, digest: await store.digestOf(path) })));
}

/** @throws RequestError evidence.unusable, also when a file is no longer what was looked at */
export async function takeFilesIn(
  files: readonly NamedFile[],
  store: EvidenceStore,
): Promise<EvidenceRef[]> {
  const taken = [];
  for (const { path, digest } of files) {
    const evidence = await store.putFile(path);
    if (digest !== undefined && evidence.digest !== digest) throw changedMeanwhile(path);
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
