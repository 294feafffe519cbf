import { constants, createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { isWindowsPath } from '../connect/windows-path.js';
import { RequestError } from '../core/errors.js';
import type { Reason } from '../core/outcome.js';
import { inputProblem, NOT_A_FILE } from './cli-errors.js';

/** Files that are read as a whole: answers, forms, layouts, manifests, anchors. */
const WHOLE_LIMIT = 256 * 1024 ** 2;

// Opening a pipe would wait for somebody who writes; Windows has no such flag.
const FLAGS: Readonly<Record<string, number | undefined>> = constants;
const READ_ONLY = constants.O_RDONLY | (FLAGS['O_NONBLOCK'] ?? 0);

/**
 * Bytes of a file as a stream that can be opened again.
 * @throws RequestError file.unreadable when it is missing, no regular file, or not allowed
 */
export async function fileSource(path: string): Promise<() => AsyncIterable<Buffer>> {
  try {
    const handle = await open(path, READ_ONLY);
    try {
      const stats = await handle.stat();
      const code = stats.isDirectory() ? 'EISDIR' : NOT_A_FILE;
      if (!stats.isFile()) throw Object.assign(new Error(path), { code });
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw inputProblem(error, path);
  }
  return () => createReadStream(path) as AsyncIterable<Buffer>;
}

/** @throws RequestError file.unreadable */
export async function readTextFile(path: string): Promise<string> {
  const source = await fileSource(path);
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of source()) {
    size += piece.length;
    if (size > WHOLE_LIMIT) throw tooLarge(path);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function tooLarge(path: string): RequestError {
  const limit = WHOLE_LIMIT / 1024 ** 2;
  return new RequestError(
    'file.unreadable',
    {
      de: `„${path}“ ist größer als ${limit} MiB.`,
      en: `"${path}" is larger than ${limit} MiB.`,
    },
    { place: { file: path } },
  );
}

/** The folder's full path; a Windows path stays as it is, so that its own message tells it. */
export function folderPath(path: string): string {
  return isAbsolute(path) || isWindowsPath(path) ? path : resolve(path);
}

/** A folder that cannot be walked at all. */
export function folderUnreadable(problem: Reason, path: string): RequestError {
  return new RequestError('file.unreadable', problem.text, { place: { file: path } });
}

/** Writes the whole file or nothing. @throws RequestError path.refused, store.full */
export async function writeOutput(path: string, bytes: Uint8Array): Promise<void> {
  const { writeAtomically } = await import('../engine/folders.js');
  try {
    await writeAtomically(resolve(path), bytes);
  } catch (error) {
    throw outputProblem(error, path);
  }
}

/** Why a file could not be written, as one of our errors. */
export function outputProblem(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) return error;
  return new RequestError(
    code === 'ENOSPC' ? 'store.full' : 'path.refused',
    {
      de: `„${path}“ lässt sich nicht schreiben (${code}). Prüfen Sie Ordner, Rechte und Platz.`,
      en: `"${path}" cannot be written (${code}). Check folder, rights and space.`,
    },
    { place: { file: path } },
  );
}
