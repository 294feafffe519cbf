import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { Reason } from '../../core/outcome.js';
import type { EvidencePort, StepContext } from '../../core/step.js';
import { Unreadable } from '../../connect/finding.js';
import { readUserList, type UserList, type UserListOptions } from '../../connect/user-list.js';
import { reason } from '../verdicts.js';

/** A user list as it lies in the evidence store, so that digest and content belong together. */
export interface StoredList {
  readonly list: UserList;
  /** SHA-256 of the file. */
  readonly digest: string;
}

/** How many findings of one kind an outcome names. */
const SHOWN = 100;

/** Takes a list into the evidence store and reads it there. A reason when it cannot be read at all. */
export async function takeList(
  path: string,
  context: StepContext,
  options: UserListOptions = {},
): Promise<StoredList | Reason> {
  const stored = await takeFile(path, context);
  return 'digest' in stored
    ? readStored(stored.digest, stored.name, context.store, options)
    : stored;
}

/** Copies a file of a person into the evidence store. A reason that names the path when it cannot be read. */
export async function takeFile(
  path: string,
  context: StepContext,
): Promise<{ digest: string; name: string } | Reason> {
  try {
    if (isAbsolute(path) && (await stat(path)).isFile()) return await context.store.putFile(path);
    return unreadable(path, 'ENOTFILE');
  } catch (error) {
    return unreadable(path, (error as NodeJS.ErrnoException).code ?? 'unknown');
  }
}

function unreadable(path: string, code: string): Reason {
  return reason(
    'file.unreadable',
    'Die Datei lässt sich nicht lesen. Prüfen Sie Pfad und Rechte auf diesem Rechner.',
    'The file cannot be read. Check path and permissions on this computer.',
    { place: { file: path }, claimed: code },
  );
}

/** Reads a list from the evidence store. `name` is shown in findings. */
export async function readStored(
  digest: string,
  name: string,
  store: EvidencePort,
  options: UserListOptions = {},
): Promise<StoredList | Reason> {
  try {
    const source = () => createReadStream(store.path(digest));
    return { list: await readUserList(source, { file: name, ...options }), digest };
  } catch (error) {
    if (error instanceof Unreadable) return error.reason;
    throw error;
  }
}

/** Cuts a long list of findings and says how many are left out. */
export function shorten(reasons: readonly Reason[], limit = SHOWN): Reason[] {
  if (reasons.length <= limit) return [...reasons];
  const more = reasons.length - limit;
  return [
    ...reasons.slice(0, limit),
    reason('findings.more', `Dazu ${more} weitere.`, `And ${more} more.`, {
      known: String(reasons.length),
    }),
  ];
}
