import { DEFAULT_LAYOUT, type ExportLayout } from '../connect/export-layout.js';
import { f2 } from '../connect/fold.js';
import type { ExportedUserData } from '../connect/model/import-user-data.js';
import { folderKey } from '../connect/userdata.js';
import type { UserList } from '../connect/user-list.js';

/** A file of the export as it was hashed. */
export interface ExportedFile {
  /** Relative to the export, `/` between the parts. */
  readonly path: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/** What an export holds for the imports, in the assumed layout (`connect/export-layout.json`). */
export class ExportedContent {
  /** Files of each group of settings, by its name. */
  readonly groups = new Map<string, ExportedFile[]>();
  /** Folders of user data by their names. */
  readonly folders = new Map<string, ExportedFile[]>();
  private readonly byKey = new Map<string, ExportedFile[]>();

  constructor(
    files: readonly ExportedFile[],
    private readonly layout: ExportLayout = DEFAULT_LAYOUT,
  ) {
    for (const file of files) {
      const [top = '', name = ''] = file.path.split('/');
      const deep = file.path.split('/').length;
      if (deep > 1 && same(top, layout.systemConfig)) {
        add(this.groups, deep > 2 ? name : name.replace(/\.[^.]*$/, ''), file);
      } else if (deep > 2 && same(top, layout.userData.folder)) {
        add(this.folders, name, file);
        add(this.byKey, folderKey(name), file);
      }
    }
  }

  /** Files of the user with this address in V4. */
  filesOf(email: string): readonly ExportedFile[] {
    return this.byKey.get(f2(email.normalize('NFC'))) ?? [];
  }

  /** What was exported for each row of the list, in its order. */
  userData(list: UserList): ExportedUserData[] {
    const { recordedName } = this.layout.userData;
    return Array.from({ length: list.size }, (_, i) => {
      const email = list.value(i, 'email');
      const names = this.filesOf(email).map((file) => within(file.path));
      const isName = (name: string) => same(name, recordedName);
      return {
        email,
        greetings: names.filter((name) => !isName(name)),
        recordedName: names.some(isName),
      };
    });
  }
}

/** The path below the folder of a group or a user. */
export function within(path: string): string {
  const parts = path.split('/');
  return parts.slice(parts.length > 2 ? 2 : 1).join('/');
}

function add(map: Map<string, ExportedFile[]>, name: string, file: ExportedFile): void {
  const files = map.get(name);
  if (files) files.push(file);
  else map.set(name, [file]);
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
