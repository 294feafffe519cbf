import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, isAbsolute } from 'node:path';
import { Unreadable } from '../../connect/finding.js';
import { folderKey } from '../../connect/userdata.js';
import { readUserList, type UserList } from '../../connect/user-list.js';
import type { Reason } from '../../core/outcome.js';
import type { EvidenceRef, StepContext } from '../../core/step.js';
import { errorCode, missing, unreadable } from '../file-findings.js';
import { shown } from '../file-name.js';
import { folderProblem } from '../folder-path.js';
import { reason } from '../verdicts.js';

export interface StoredList {
  readonly list: UserList;
  readonly evidence: EvidenceRef;
}

/**
 * Copies a user list into the evidence store and reads the copy, so that the digest belongs to what was read.
 * Throws {@link Unreadable} for what is no regular file or holds no usable list.
 */
export async function readListFile(path: string, context: StepContext): Promise<StoredList> {
  if (!isAbsolute(path)) {
    throw new Unreadable(
      reason(
        'file.not-absolute',
        `Erwartet wird ein vollständiger Pfad, angegeben ist „${shown(path)}“.`,
        `Expected a full path, got "${shown(path)}".`,
        { claimed: shown(path) },
      ),
    );
  }
  const stats = await lstat(path).catch((error: unknown) => errorCode(error));
  if (stats === 'ENOENT' || stats === 'ENOTDIR') throw new Unreadable(await missingFile(path));
  if (typeof stats === 'string') throw new Unreadable(unreadable(path, stats));
  if (!stats.isFile()) {
    throw new Unreadable(
      reason(
        'file.not-a-file',
        `„${shown(basename(path))}“ ist keine Datei. Erwartet wird eine CSV-Datei.`,
        `"${shown(basename(path))}" is not a file. A CSV file is expected.`,
        { claimed: shown(path) },
      ),
    );
  }
  return readStored(await context.store.putFile(path), context);
}

/** The names of the `UserData` folders as a list with the single column `email` (layout is an assumption). */
export async function readFolderNames(path: string, context: StepContext): Promise<StoredList> {
  const problem = await folderProblem(path);
  if (problem) throw new Unreadable(problem);
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    throw new Unreadable(unreadable(path, errorCode(error)));
  });
  const names = entries.filter((e) => e.isDirectory()).map((e) => folderKey(e.name));
  const lines = names.sort().map((name) => `"${name.replaceAll('"', '""')}"\n`);
  const csv = `email\n${lines.join('')}`;
  return readStored(await context.store.put(`${basename(path)}-names.csv`, csv), context);
}

/** Reads a list from the evidence store. */
export async function readStored(evidence: EvidenceRef, context: StepContext): Promise<StoredList> {
  const source = createReadStream(context.store.path(evidence.digest), { signal: context.signal });
  try {
    return { list: await readUserList(source, { file: evidence.name }), evidence };
  } finally {
    source.destroy();
  }
}

/** What lies beside a missing file helps most. */
async function missingFile(path: string): Promise<Reason> {
  const { known } = await missing(path);
  const name = shown(basename(path));
  return reason(
    'file.missing',
    `Die Datei „${name}“ gibt es nicht.${known ? ` Im selben Ordner liegt: ${known}.` : ''}`,
    `There is no file "${name}".${known ? ` In the same folder there is: ${known}.` : ''}`,
    { claimed: shown(path), ...(known ? { known } : {}) },
  );
}
