import { lstat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { isWindowsPath } from '../connect/windows-path.js';
import type { Reason } from '../core/outcome.js';
import { errorCode, link, missing, unreadable } from './file-findings.js';
import { shown } from './file-name.js';
import { reason } from './verdicts.js';

/** What is wrong with a folder path typed by a person, before the disk is asked. German and English in one line. */
export function folderPathProblem(path: string): string | undefined {
  if (path.includes('\0') || path.split(/[\\/]/).includes('..')) {
    return 'Erwartet wird ein Pfad ohne „..“ und ohne Nullzeichen / Expected a path without ".." and without NUL characters';
  }
  return undefined;
}

/** Why this folder cannot be walked at all; undefined when it can. Names what lies one level up when it is missing. */
export async function folderProblem(
  path: string,
  platform: NodeJS.Platform = process.platform,
): Promise<Reason | undefined> {
  const known = { claimed: shown(path) };
  if (platform !== 'win32' && isWindowsPath(path)) {
    return reason(
      'folder.other-computer',
      `„${shown(path)}“ ist ein Windows-Pfad, Umstieg läuft hier nicht unter Windows. Geben Sie den Pfad an, unter dem dieser Rechner den Ordner sieht, oder ein Manifest des Site-Kits.`,
      `"${shown(path)}" is a Windows path, and Umstieg does not run on Windows here. Give the path under which this computer sees the folder, or a manifest of the site kit.`,
      known,
    );
  }
  if (!isAbsolute(path)) {
    return reason(
      'folder.not-absolute',
      `Erwartet wird ein vollständiger Pfad, angegeben ist „${shown(path)}“.`,
      `Expected a full path, got "${shown(path)}".`,
      known,
    );
  }
  const stats = await lstat(path, { bigint: true }).catch((error: unknown) => errorCode(error));
  if (stats === 'ENOENT' || stats === 'ENOTDIR') return missing(path);
  if (typeof stats === 'string') return unreadable(path, stats);
  if (stats.isSymbolicLink()) return link(path);
  if (stats.isDirectory()) return undefined;
  return reason(
    'folder.not-a-folder',
    `„${shown(path)}“ ist eine Datei, erwartet wird ein Ordner. Archive entpacken Sie bitte vorher.`,
    `"${shown(path)}" is a file, a folder is expected. Please unpack archives first.`,
    known,
  );
}
