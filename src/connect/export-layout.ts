import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { finding } from './finding.js';
import { layoutJson } from './tables.js';
import type { UserFolder } from './userdata.js';

export const LINE_FILE_KINDS = ['user-lines', 'user-lines-dynamic', 'dynamic-lines'] as const;
export type LineFileKind = (typeof LINE_FILE_KINDS)[number];

export interface LineFileLayout {
  readonly file: string;
  readonly columns: readonly string[];
  /** Null: not known, so checks on lines answer `cannot-read`. */
  readonly lineColumn: string | null;
  /** Columns that identify a user, strongest first. */
  readonly userColumns: readonly string[];
}

/** Where things lie in an export folder. The vendor does not document it: every value is an assumption and editable. */
export interface ExportLayout {
  readonly name: string;
  readonly assumed: boolean;
  readonly note: string;
  readonly lineFiles: Readonly<Record<LineFileKind, LineFileLayout>>;
  /** Both spellings the vendor uses (MIGR and LINES). */
  readonly consoleIdentification: readonly string[];
  /** `allowed` empty: every value passes, only counted. */
  readonly lineTypeDynamic: { readonly column: string; readonly allowed: readonly string[] };
  readonly users: string;
  readonly systemConfig: string;
  readonly userData: {
    readonly folder: string;
    readonly greetings: string;
    readonly greetingEnding: string;
    readonly recordedName: string;
  };
}

/** The layout that ships as `export-layout.json`. */
export const DEFAULT_LAYOUT: ExportLayout = layoutJson;

export interface ExportEntry {
  /** Relative to the export folder, `/` or `\` between the parts. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** ISO 8601. */
  readonly mtime: string;
}

export interface UserFolderInventory extends UserFolder {
  readonly bytes: number;
  readonly greetings: number;
  readonly recordedName: boolean;
}

export interface ExportInventory {
  readonly layout: string;
  readonly assumed: boolean;
  readonly files: number;
  readonly bytes: number;
  /** Time of the youngest and oldest file, ISO 8601; null in an empty folder. */
  readonly newest: string | null;
  readonly oldest: string | null;
  /** Tables at the top: read each one and recognize it by content (line-files.ts), whatever its name. */
  readonly tables: readonly string[];
  readonly systemConfig: readonly {
    readonly group: string;
    readonly files: number;
    readonly bytes: number;
  }[];
  readonly userData: readonly UserFolderInventory[];
  readonly greetings: number;
  readonly recordedNames: number;
  /** Paths the layout has no place for; listed, never ignored. */
  readonly notUnderstood: readonly string[];
  readonly findings: readonly Reason[];
}

const TEXTS = {
  empty: { de: 'Der Ordner ist leer.', en: 'The folder is empty.' },
  notUnderstood: {
    de: 'Nicht verstanden: Die angenommene Ordnerstruktur kennt diese Datei nicht.',
    en: 'Not understood: the assumed folder layout does not know this file.',
  },
  emptyFile: { de: 'Die Datei ist leer.', en: 'The file is empty.' },
  stale: {
    de: 'Die Datei ist älter als dieser Export (W-08).',
    en: 'The file is older than this export (W-08).',
  },
  late: {
    de: 'Die Datei ist jünger als das Ende dieses Exports.',
    en: 'The file is younger than the end of this export.',
  },
} satisfies Record<string, Text>;

type Group = { group: string; files: number; bytes: number };
type Folder = { -readonly [K in keyof UserFolderInventory]: UserFolderInventory[K] };

/** What an export folder holds, by a list of its files. Nothing is opened. */
export function inspectEntries(
  entries: Iterable<ExportEntry>,
  layout: ExportLayout = DEFAULT_LAYOUT,
): ExportInventory {
  const groups = new Map<string, Group>();
  const folders = new Map<string, Folder>();
  const tables: string[] = [];
  const notUnderstood: string[] = [];
  const findings: Reason[] = [];
  const times: string[] = [];
  let [files, bytes] = [0, 0];
  for (const entry of entries) {
    const parts = entry.path.split(/[/\\]/);
    files++;
    bytes += entry.size;
    times.push(entry.mtime);
    const place = { file: entry.path };
    if (entry.size === 0) findings.push(finding('export.empty-file', TEXTS.emptyFile, place));
    if (addTable(tables, parts, entry)) continue;
    if (addGroup(groups, parts, entry, layout)) continue;
    if (addUserFile(folders, parts, entry, layout)) continue;
    notUnderstood.push(entry.path);
    findings.push(finding('export.not-understood', TEXTS.notUnderstood, place));
  }
  if (files === 0) findings.push(finding('export.empty', TEXTS.empty));
  times.sort((a, b) => Date.parse(a) - Date.parse(b));
  const userData = [...folders.values()];
  return {
    layout: layout.name,
    assumed: layout.assumed,
    files,
    bytes,
    newest: times.at(-1) ?? null,
    oldest: times[0] ?? null,
    tables,
    systemConfig: [...groups.values()],
    userData,
    greetings: userData.reduce((sum, folder) => sum + folder.greetings, 0),
    recordedNames: userData.filter((folder) => folder.recordedName).length,
    notUnderstood,
    findings,
  };
}

/** W-08: files whose time lies outside the export, both ends ISO 8601, tolerance in milliseconds. */
export function staleEntries(
  entries: Iterable<ExportEntry>,
  startedAt: string,
  endedAt: string,
  toleranceMs = 5 * 60_000,
): Reason[] {
  const [from, to] = [Date.parse(startedAt) - toleranceMs, Date.parse(endedAt) + toleranceMs];
  const stale: Reason[] = [];
  for (const { path, mtime } of entries) {
    const at = Date.parse(mtime);
    const more = { claimed: mtime, known: `${startedAt} – ${endedAt}` };
    if (at < from) stale.push(finding('export.stale-file', TEXTS.stale, { file: path }, more));
    else if (at > to) stale.push(finding('export.late-file', TEXTS.late, { file: path }, more));
  }
  return stale;
}

/** Is this the recording of a user (greeting or name) in the layout? */
export function isRecording(path: string, { userData }: ExportLayout = DEFAULT_LAYOUT): boolean {
  const [top = '', , third = '', name = '', ...deeper] = path.split(/[/\\]/);
  if (!sameName(top, userData.folder) || deeper.length > 0) return false;
  if (name === '') return sameName(third, userData.recordedName);
  const ending = userData.greetingEnding.toLowerCase();
  return sameName(third, userData.greetings) && name.toLowerCase().endsWith(ending);
}

function addTable(tables: string[], parts: readonly string[], entry: ExportEntry): boolean {
  if (parts.length !== 1 || !/\.(?:csv|txt)$/i.test(entry.path)) return false;
  tables.push(entry.path);
  return true;
}

function addGroup(
  groups: Map<string, Group>,
  parts: readonly string[],
  entry: ExportEntry,
  layout: ExportLayout,
): boolean {
  const [top = '', name = ''] = parts;
  if (parts.length < 2 || !sameName(top, layout.systemConfig)) return false;
  const group = parts.length > 2 ? name : name.replace(/\.[^.]*$/, '');
  const known = groups.get(group) ?? { group, files: 0, bytes: 0 };
  groups.set(group, { group, files: known.files + 1, bytes: known.bytes + entry.size });
  return true;
}

function addUserFile(
  folders: Map<string, Folder>,
  parts: readonly string[],
  entry: ExportEntry,
  layout: ExportLayout,
): boolean {
  const [top = '', name = '', third = ''] = parts;
  const { userData } = layout;
  if (parts.length < 3 || !sameName(top, userData.folder)) return false;
  const folder = folders.get(name) ?? {
    name,
    files: 0,
    bytes: 0,
    greetings: 0,
    recordedName: false,
  };
  folders.set(name, folder);
  folder.files++;
  folder.bytes += entry.size;
  const ending = userData.greetingEnding.toLowerCase();
  if (parts.length === 4 && sameName(third, userData.greetings)) {
    if (!(parts[3] ?? '').toLowerCase().endsWith(ending)) return false;
    folder.greetings++;
    return true;
  }
  if (parts.length !== 3 || !sameName(third, userData.recordedName)) return false;
  folder.recordedName = true;
  return true;
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
