import { join } from 'node:path';
import { readCsv } from '../connect/csv-read.js';
import type { ExportLayout, LineFileKind } from '../connect/export-layout.js';
import { finding, Unreadable } from '../connect/finding.js';
import { crossCheck, type CrossCheck } from '../connect/line-cross-check.js';
import {
  readLineFile,
  recognizeHeader,
  type LineFile,
  type TableKind,
} from '../connect/line-files.js';
import { addressProblems, readUserList } from '../connect/user-list.js';
import type { Reason } from '../core/outcome.js';
import { fileSource } from './input-files.js';

export interface InspectedTable {
  readonly file: string;
  readonly kind: TableKind;
  /** Null for a table that could not be read. */
  readonly rows: number | null;
  readonly findings: readonly Reason[];
  readonly notes: readonly Reason[];
}
export interface InspectedTables {
  readonly tables: readonly InspectedTable[];
  /** R-410; null when there is no line file at all. */
  readonly crossCheck: CrossCheck | null;
  readonly findings: readonly Reason[];
}

export function emptyFolder(): Reason {
  return finding('export.empty', { de: 'Der Ordner ist leer.', en: 'The folder is empty.' });
}

/** Recognizes every table at the top by its content, checks it, and the three line files against each other. */
export async function inspectTables(
  root: string,
  paths: readonly string[],
  layout: ExportLayout,
): Promise<InspectedTables> {
  const tables: InspectedTable[] = [];
  const lineFiles: LineFile[] = [];
  let users: number | undefined;
  for (const file of paths) {
    const { table, lines } = await inspectTable(root, file, layout);
    tables.push(table);
    if (lines) lineFiles.push(lines);
    if (table.kind === 'users' && table.rows !== null) users ??= table.rows;
  }
  const check =
    lineFiles.length > 0
      ? crossCheck(lineFiles, { layout, ...(users === undefined ? {} : { users }) })
      : null;
  const findings = [...tables.flatMap((t) => t.findings), ...(check?.findings ?? [])];
  return { tables, crossCheck: check, findings };
}

async function inspectTable(
  root: string,
  file: string,
  layout: ExportLayout,
): Promise<{ table: InspectedTable; lines?: LineFile }> {
  try {
    const source = await fileSource(join(root, file));
    const csv = await readCsv(source, { file });
    await csv.rows[Symbol.asyncIterator]().return?.();
    const kind = recognizeHeader(csv.header, layout);
    if (kind === 'unknown') {
      const notes = [
        finding('table.unknown', UNKNOWN, { file }, { claimed: csv.header.join(', ') }),
      ];
      return { table: { file, kind, rows: null, findings: [], notes } };
    }
    if (kind === 'users') {
      const list = await readUserList(source, { file, needed: [] });
      const findings = [...list.findings, ...(list.has('email') ? addressProblems(list) : [])];
      return { table: { file, kind, rows: list.size, findings, notes: list.notes } };
    }
    return await lineTable(source, file, kind, layout);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const findings = [error.reason];
    return { table: { file, kind: 'unknown', rows: null, findings, notes: [] } };
  }
}

async function lineTable(
  source: () => AsyncIterable<Buffer>,
  file: string,
  kind: LineFileKind,
  layout: ExportLayout,
): Promise<{ table: InspectedTable; lines: LineFile }> {
  const lines = await readLineFile(source, kind, { file, layout });
  const { rows, findings, notes } = lines;
  return { table: { file, kind, rows, findings, notes }, lines };
}

const UNKNOWN = {
  de: 'Diese Tabelle ist an ihrer Kopfzeile nicht zu erkennen.',
  en: 'This table cannot be recognized by its header.',
};
