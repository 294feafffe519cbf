import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { LineFileKind } from '../../connect/export-layout.js';
import { Unreadable } from '../../connect/finding.js';
import { readLineFile, type LineFile } from '../../connect/line-files.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { errorCode, unreadable } from '../file-findings.js';
import { listed } from '../listed-findings.js';
import { storedManifest } from '../read-manifest.js';
import { consistent, contradicts, reason } from '../verdicts.js';
import type { NamedTables } from './recognize-tables.js';

/** Which file of the export a step is about. */
export const TABLE_OF: Readonly<Record<LineFileKind, keyof NamedTables>> = {
  'user-lines': 'userLines',
  'user-lines-dynamic': 'userLinesDynamic',
  'dynamic-lines': 'dynamicLines',
};
const NAMES: Readonly<Record<LineFileKind, string>> = {
  'user-lines': 'UserLines.csv',
  'user-lines-dynamic': 'UserLinesDynamic.csv',
  'dynamic-lines': 'DynamicLines.csv',
};

/** Where a line file lies and what it was; null when none was exported. */
export interface LineFilePlace {
  /** Relative to the export folder. */
  readonly path: string | null;
  /** SHA-256; the file itself stands in the evidence store under it. */
  readonly sha256: string | null;
}

/**
 * Takes a line file into the evidence store, checks that it is still the one of the manifest, and reads the stored copy.
 * `notes` are codes of findings that are shown but do not speak against the file.
 */
export async function readExported<F extends object>(
  kind: LineFileKind,
  context: StepContext,
  facts: (file: LineFile | undefined) => F,
  more: {
    readonly notes?: readonly string[];
    readonly flags?: (f: F) => Outcome['flags'];
    /** Further notes on the whole file. */
    readonly remarks?: (file: LineFile) => readonly Reason[];
  } = {},
): Promise<Outcome<F & LineFilePlace>> {
  const path = context.fact('R-406')?.csv[TABLE_OF[kind]];
  const flags = (f: F) => more.flags?.(f) ?? {};
  if (path === undefined) {
    if (context.fact('R-403')?.dynamicLines !== false) return contradicts(missing(kind));
    const none = facts(undefined);
    const outcome = { ...none, path: null, sha256: null };
    return consistent(outcome, { reasons: [notExported(kind)], flags: flags(none) });
  }
  const taken = await takeExported(path, context);
  if ('code' in taken) return contradicts(taken);
  const file = await readStored(taken.sha256, path, kind, context);
  if ('code' in file) return { ...contradicts(file), evidence: [taken.sha256] };
  const isNote = (f: Reason) => more.notes?.includes(f.code) ?? false;
  const against = file.findings.filter((f) => !isNote(f));
  const remarks = more.remarks?.(file) ?? [];
  const all = [...against, ...file.findings.filter(isNote), ...file.notes, ...remarks];
  const { reasons, evidence } = await listed(`${kind}-findings`, all, context);
  const shown = { reasons, evidence: [taken.sha256, ...evidence] };
  if (against.length > 0) return { verdict: 'contradicts', ...shown };
  const read = facts(file);
  return consistent({ ...read, ...taken }, { ...shown, flags: flags(read) });
}

/** Copies a file of the export into the evidence store; a reason when it is not the file of the manifest any more. */
export async function takeExported(
  path: string,
  context: StepContext,
): Promise<{ path: string; sha256: string } | Reason> {
  const folder = context.fact('R-406');
  if (!folder) return gone(path);
  try {
    const { digest } = await context.store.putFile(join(folder.folder, path));
    const manifest = await storedManifest(folder.manifest, context);
    const known = manifest.files.find((f) => f.path === path)?.sha256;
    return digest === known ? { path, sha256: digest } : changedSince(path, digest, known);
  } catch (error) {
    return unreadable(path, errorCode(error));
  }
}

/** Reads a line file from the evidence store; a reason when its columns are missing or it holds nothing. */
export async function readStored(
  digest: string,
  path: string,
  kind: LineFileKind,
  context: StepContext,
): Promise<LineFile | Reason> {
  const source = () => createReadStream(context.store.path(digest), { signal: context.signal });
  try {
    return await readLineFile(source, kind, { file: path });
  } catch (error) {
    if (error instanceof Unreadable) return error.reason;
    throw error;
  }
}

function missing(kind: LineFileKind): Reason {
  return reason(
    'lines.file-missing',
    `Im Export wurde keine Datei als \`${NAMES[kind]}\` erkannt. War \`Dynamic lines\` angehakt? Mit einem Manifest gehören die CSV-Dateien in den Ordner von R-406.`,
    `No file of the export was recognized as \`${NAMES[kind]}\`. Was \`Dynamic lines\` ticked? With a manifest the CSV files belong in the folder of R-406.`,
    { known: NAMES[kind] },
  );
}

function notExported(kind: LineFileKind): Reason {
  return reason(
    'lines.not-exported',
    `\`${NAMES[kind]}\` wurde nicht exportiert (R-403).`,
    `\`${NAMES[kind]}\` was not exported (R-403).`,
  );
}

function gone(path: string): Reason {
  return reason(
    'export.not-read',
    `Der Export wurde nicht eingelesen; „${path}“ lässt sich nicht prüfen.`,
    `The export was not read; "${path}" cannot be checked.`,
  );
}

function changedSince(path: string, claimed: string, known: string | undefined): Reason {
  return reason(
    'export.changed-since',
    `„${path}“ ist nicht mehr die Datei, die R-406 eingelesen hat. Wer hat sie geändert? Lesen Sie den Export neu ein.`,
    `"${path}" is no longer the file that R-406 read. Who changed it? Read the export again.`,
    { place: { file: path }, claimed, ...(known === undefined ? {} : { known }) },
  );
}
