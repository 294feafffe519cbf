import { lstat, open, opendir, type FileHandle } from 'node:fs/promises';
import type { Reason } from '../core/outcome.js';
import {
  errorCode,
  link,
  notUtf8,
  sameNameTwice,
  special,
  tooMuch,
  unreadable,
} from './file-findings.js';
import { nameProblem, shown, shownBytes } from './file-name.js';
import { folderProblem } from './folder-path.js';
import { measured, READ_ONLY, type Measured } from './walked-file.mjs';

/** Limits of one walk; beyond them the walk stops with a finding. */
export interface WalkLimits {
  /** Levels of folders below the root. */
  readonly depth: number;
  /** Files and folders together. */
  readonly entries: number;
  /** Sum of all file sizes, bytes. */
  readonly bytes: number;
}
export const WALK_LIMITS: WalkLimits = { depth: 64, entries: 1_000_000, bytes: 2 ** 40 };

export interface FileEntry extends Measured {
  readonly kind: 'file';
  /** Relative to the root, with `/` between the parts. */
  readonly path: string;
}
export type Entry =
  | FileEntry
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'finding'; readonly reason: Reason };

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Walks a folder in a fixed order and only reads. Links are never followed; links, pipes, devices, unreadable folders and
 * names that Windows or UTF-8 cannot hold come out as findings and are left out. Never throws for what lies on the disk.
 */
export async function* walkFolder(
  root: string,
  limits: Partial<WalkLimits> = {},
): AsyncGenerator<Entry> {
  const problem = await folderProblem(root);
  if (problem) {
    yield { kind: 'finding', reason: problem };
    return;
  }
  const walk: Walk = {
    limits: { ...WALK_LIMITS, ...limits },
    entries: 0,
    bytes: 0,
    stopped: false,
  };
  yield* walkInto(Buffer.from(root), '', 0, walk);
}

interface Walk {
  readonly limits: WalkLimits;
  entries: number;
  bytes: number;
  stopped: boolean;
}

async function* walkInto(
  folder: Buffer,
  relative: string,
  depth: number,
  walk: Walk,
): AsyncGenerator<Entry> {
  if (depth > walk.limits.depth) {
    yield finding(
      tooMuch(
        relative,
        'files.too-deep',
        `mehr als ${walk.limits.depth} Ebenen`,
        `more than ${walk.limits.depth} levels`,
      ),
    );
    return;
  }
  const names = await namesIn(folder, walk);
  if (typeof names === 'string') {
    yield finding(unreadable(relative, names));
    return;
  }
  const seen = new Set<string>();
  for (const bytes of names) {
    if (walk.stopped) return;
    const name = decoded(bytes);
    const path = join(relative, name ?? shownBytes(bytes));
    const problem =
      name === undefined ? notUtf8(path) : (nameProblem(name) ?? twin(name, path, seen));
    if (problem) yield finding({ ...problem, place: { file: shown(path) } });
    else yield* entriesOf(Buffer.concat([folder, Buffer.from('/'), bytes]), path, depth, walk);
  }
}

async function* entriesOf(
  full: Buffer,
  path: string,
  depth: number,
  walk: Walk,
): AsyncGenerator<Entry> {
  const stats = await lstat(full, { bigint: true }).catch((error: unknown) => errorCode(error));
  if (typeof stats === 'string') yield finding(unreadable(path, stats));
  else if (stats.isSymbolicLink()) yield finding(link(path));
  else if (stats.isDirectory()) {
    if (!(yield* counted(path, 0, walk))) return;
    yield { kind: 'folder', path };
    yield* walkInto(full, path, depth + 1, walk);
  } else if (stats.isFile()) {
    if (!(yield* counted(path, Number(stats.size), walk))) return;
    yield { kind: 'file', path, ...measured(stats) };
  } else yield finding(special(path));
}

function* counted(path: string, size: number, walk: Walk): Generator<Entry, boolean> {
  walk.entries += 1;
  walk.bytes += size;
  const { entries, bytes } = walk.limits;
  if (walk.entries > entries) {
    yield finding(
      tooMuch(
        path,
        'files.too-many',
        `mehr als ${entries} Dateien und Ordner`,
        `more than ${entries} files and folders`,
      ),
    );
  } else if (walk.bytes > bytes) {
    yield finding(
      tooMuch(
        path,
        'files.too-big',
        `zusammen mehr als ${bytes} Bytes`,
        `more than ${bytes} bytes together`,
      ),
    );
  } else return true;
  walk.stopped = true;
  return false;
}

/** Names in byte order; at most one more than the walk may still count. An error code when the folder cannot be read. */
async function namesIn(folder: Buffer, walk: Walk): Promise<Buffer[] | string> {
  const names: Buffer[] = [];
  try {
    const dir = await opendir(folder, {
      encoding: 'buffer' as BufferEncoding,
    });
    for await (const entry of dir) {
      names.push(entry.name as unknown as Buffer);
      if (names.length > walk.limits.entries - walk.entries) break;
    }
  } catch (error) {
    return errorCode(error);
  }
  return names.sort((a, b) => Buffer.compare(a, b));
}

/** Opens a file for reading, never through a link and never waiting for a pipe's other end. */
export function openReadOnly(path: string): Promise<FileHandle> {
  return open(path, READ_ONLY);
}

/** Two names that Windows holds for one (upper and lower case), or that only differ in how an umlaut is composed. */
function twin(name: string, path: string, seen: Set<string>): Reason | undefined {
  const folded = name.normalize('NFC').toLowerCase();
  if (seen.has(folded)) return sameNameTwice(path);
  seen.add(folded);
  return undefined;
}

function decoded(name: Buffer): string | undefined {
  try {
    return UTF8.decode(name);
  } catch {
    return undefined;
  }
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function finding(of: Reason): Entry {
  return { kind: 'finding', reason: of };
}
