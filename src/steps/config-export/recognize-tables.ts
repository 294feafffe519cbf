import { join } from 'node:path';
import { readCsv } from '../../connect/csv-read.js';
import { DEFAULT_LAYOUT, LINE_FILE_KINDS } from '../../connect/export-layout.js';
import { Unreadable } from '../../connect/finding.js';
import { recognizeHeader, type TableKind } from '../../connect/line-files.js';
import type { Reason } from '../../core/outcome.js';
import { errorCode, unreadable } from '../file-findings.js';
import { openReadOnly } from '../files.js';
import { reason } from '../verdicts.js';

/** A table at the top of the export and what its header says it is; its name does not count. */
export interface FoundTable {
  /** Relative to the export folder. */
  readonly path: string;
  readonly kind: TableKind;
}
/** The tables later steps ask for; the assumed name decides only between two files of one kind. */
export interface NamedTables {
  readonly userLines?: string;
  readonly userLinesDynamic?: string;
  readonly dynamicLines?: string;
  readonly users?: string;
}

/** Opens each table just for its header. What cannot be read at all is `unknown`, with a note that says why. */
export async function recognizeTables(
  folder: string,
  paths: readonly string[],
): Promise<{ tables: FoundTable[]; notes: Reason[] }> {
  const tables: FoundTable[] = [];
  const notes: Reason[] = [];
  for (const path of paths) {
    try {
      const handle = await openReadOnly(join(folder, path));
      try {
        const source = handle.createReadStream({ autoClose: false });
        const { header } = await readCsv(source, { file: path });
        source.destroy();
        const kind = recognizeHeader(header);
        tables.push({ path, kind });
        if (namedOtherwise(path, kind)) notes.push(nameAndContent(path, kind));
      } finally {
        await handle.close();
      }
    } catch (error) {
      tables.push({ path, kind: 'unknown' });
      notes.push(error instanceof Unreadable ? error.reason : unreadable(path, errorCode(error)));
    }
  }
  return { tables, notes };
}

export function nameTables(tables: readonly FoundTable[]): NamedTables {
  const { lineFiles, users } = DEFAULT_LAYOUT;
  const pick = (kind: TableKind, assumed: string): string | undefined => {
    const same = tables.filter((t) => t.kind === kind).map((t) => t.path);
    return same.find((p) => p.toLowerCase() === assumed.toLowerCase()) ?? same[0];
  };
  const found = {
    userLines: pick('user-lines', lineFiles['user-lines'].file),
    userLinesDynamic: pick('user-lines-dynamic', lineFiles['user-lines-dynamic'].file),
    dynamicLines: pick('dynamic-lines', lineFiles['dynamic-lines'].file),
    users: pick('users', users),
  };
  return Object.fromEntries(Object.entries(found).filter(([, path]) => path !== undefined));
}

/** The name promises one of the three line files, the header says another table (W-09). Where the name counts is an assumption. */
function namedOtherwise(path: string, kind: TableKind): boolean {
  const promised = LINE_FILE_KINDS.find(
    (one) => DEFAULT_LAYOUT.lineFiles[one].file.toLowerCase() === path.toLowerCase(),
  );
  return promised !== undefined && promised !== kind;
}

function nameAndContent(path: string, kind: TableKind): Reason {
  return reason(
    'export.name-and-content',
    `„${path}“ ist inhaltlich eine andere Datei (${kind}). Umstieg richtet sich nach dem Inhalt. Wurden Dateien umbenannt? Exportieren Sie im Zweifel neu (W-09).`,
    `By its content "${path}" is another file (${kind}). Umstieg goes by the content. Were files renamed? When in doubt, export again (W-09).`,
    { place: { file: path }, claimed: path, known: kind },
  );
}
