import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { f2 } from './fold.js';
import { finding } from './finding.js';

/** One folder below the folder of user data: its name as the file system gives it, files counted at any depth. */
export interface UserFolder {
  readonly name: string;
  readonly files: number;
}

const TEXTS = {
  two: {
    de: 'Mehrere Ordner gehören zu derselben Zeile.',
    en: 'Several folders belong to the same row.',
  },
  none: {
    de: 'Zu diesem Ordner gibt es keine Zeile in der Liste.',
    en: 'The list has no row for this folder.',
  },
} satisfies Record<string, Text>;

/** What folder names and addresses are compared by: percent signs decoded where they can be, NFC, then F2. */
export function folderKey(name: string): string {
  const decoded = name.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });
  return f2(decoded.normalize('NFC'));
}

/** Which users have exported data. */
export class UserData {
  private readonly folders = new Map<string, UserFolder[]>();
  private readonly rows = new Map<string, number>();

  constructor(folders: Iterable<UserFolder>) {
    for (const folder of folders) {
      const key = folderKey(folder.name);
      const same = this.folders.get(key);
      if (same) same.push(folder);
      else this.folders.set(key, [folder]);
    }
  }

  /** True when at least one file lies in the folder of this address; remembers that the folder has a row. */
  has(email: string, row: number): boolean {
    const key = f2(email.normalize('NFC'));
    const folders = key === '' ? undefined : this.folders.get(key);
    if (!folders) return false;
    if (!this.rows.has(key)) this.rows.set(key, row);
    return folders.some((folder) => folder.files > 0);
  }

  /** Two folders for one row, folders without a row; complete after every row was asked for. */
  findings(file?: string): Reason[] {
    const found: Reason[] = [];
    for (const [key, folders] of this.folders) {
      const row = this.rows.get(key);
      const names = folders.map((folder) => folder.name);
      if (row === undefined) {
        for (const claimed of names) {
          found.push(finding('userdata.folder-without-row', TEXTS.none, undefined, { claimed }));
        }
      } else if (folders.length > 1) {
        const place = { ...(file === undefined ? {} : { file }), row };
        const more = { claimed: names.join(' | ') };
        found.push(finding('userdata.two-folders', TEXTS.two, place, more));
      }
    }
    return found;
  }
}
