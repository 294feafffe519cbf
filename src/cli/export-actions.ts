import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { compareManifests } from '../connect/compare-manifests.js';
import {
  DEFAULT_LAYOUT,
  inspectEntries,
  type ExportEntry,
  type ExportInventory,
  type ExportLayout,
} from '../connect/export-layout.js';
import { formatManifest, manifestOf, parseManifest } from '../connect/manifest.js';
import { RequestError } from '../core/errors.js';
import type { Reason } from '../core/outcome.js';
import { argument, needed, option, type Handler } from './call.js';
import { counted, FILES, ROWS } from './counted.js';
import { tableText } from './csv-action.js';
import { emptyFolder, inspectTables, type InspectedTables } from './export-tables.js';
import { findingLines } from './finding-lines.js';
import { folderPath, folderUnreadable, readTextFile, writeOutput } from './input-files.js';
import { parseLayout } from './layout-file.js';
import type { Screen } from './screen.js';

/**
 * `export inspect PATH`: what lies there, what its tables are by content, what is wrong. Reads only. PATH is a folder, or a
 * manifest of the site kit with the copied tables beside it.
 */
export const inspectExport: Handler = async (call) => {
  const path = argument(call, 0);
  const layout = await layoutOf(option(call, 'layout'));
  const isManifest = /\.json$/i.test(path) && (await stat(path).catch(() => undefined))?.isFile();
  const root = isManifest ? dirname(resolve(path)) : folderPath(path);
  const { entries, findings } = isManifest ? await toldBy(resolve(path)) : await walk(root, path);
  const inventory = inspectEntries(entries, layout);
  if (isManifest) await requireTables(root, inventory.tables, path);
  const tables = await inspectTables(root, inventory.tables, layout);
  const all = [...findings, ...inventory.findings, ...tables.findings];
  const { findings: _own, ...held } = inventory;
  await call.screen.answer(
    { folder: root, ...held, tables: tables.tables, crossCheck: tables.crossCheck, findings: all },
    () => inventoryLines(inventory, tables, all, call.screen),
  );
  return all.length > 0 ? 5 : 0;
};

/** `manifest create DIR -o FILE`: SHA-256 of every file; the folder is only read. */
export const createManifest: Handler = async (call) => {
  const { screen } = call;
  const path = argument(call, 0);
  const output = needed(call, 'output');
  const root = folderPath(path);
  const { folderProblem, hashFolderNow } = await import('../engine/folders.js');
  const problem = await folderProblem(root);
  if (problem) throw folderUnreadable(problem, path);
  const hashed = await hashFolderNow(root, (done, total) => screen.progress(done, total, 'bytes'));
  const manifest = manifestOf(hashed.files);
  await writeOutput(output, Buffer.from(formatManifest(manifest), 'utf8'));
  const findings = [...hashed.findings, ...(hashed.files.length === 0 ? [emptyFolder()] : [])];
  await screen.answer(
    { folder: root, file: output, files: hashed.files.length, bytes: hashed.bytes, findings },
    () => [
      screen.pick(
        `${counted(hashed.files.length, FILES, screen)}, ${hashed.bytes} Bytes → ${output}`,
        `${counted(hashed.files.length, FILES, screen)}, ${hashed.bytes} bytes → ${output}`,
      ),
      ...findingLines(findings, screen),
    ],
  );
  return findings.length > 0 ? 5 : 0;
};

/** `manifest compare A B`: B is the copy. */
export const compareTwo: Handler = async (call) => {
  const { screen } = call;
  const [a, b] = [argument(call, 0), argument(call, 1)];
  const left = parseManifest(await readTextFile(a), basename(a));
  const right = parseManifest(await readTextFile(b), basename(b));
  const result = compareManifests(left, right);
  await screen.answer({ a, b, ...result }, () => [
    screen.pick(
      `gleich ${result.same} · fehlt ${result.missing.length} · zusätzlich ${result.extra.length} · verändert ${result.changed.length}`,
      `same ${result.same} · missing ${result.missing.length} · extra ${result.extra.length} · changed ${result.changed.length}`,
    ),
    ...findingLines(result.findings, screen),
    ...findingLines(result.notes, screen, '·'),
  ]);
  return result.findings.length > 0 ? 5 : 0;
};

async function layoutOf(path: string | undefined): Promise<ExportLayout> {
  return path === undefined ? DEFAULT_LAYOUT : parseLayout(await readTextFile(path), path);
}

async function toldBy(manifest: string): Promise<{ entries: ExportEntry[]; findings: Reason[] }> {
  const { readSiteKitManifest } = await import('../engine/folders.js');
  const { manifest: told, findings } = await readSiteKitManifest(manifest);
  const broken = findings.find((f) => f.code.startsWith('manifest.'));
  if (broken) throw folderUnreadable(broken, manifest);
  return { entries: [...told.files], findings: [...findings] };
}

/** The tables a manifest names must have been copied beside it. @throws RequestError file.unreadable */
async function requireTables(
  root: string,
  tables: readonly string[],
  manifest: string,
): Promise<void> {
  for (const table of tables) {
    const file = join(root, table);
    if (await stat(file).catch(() => undefined)) continue;
    throw new RequestError(
      'file.unreadable',
      {
        de: `„${manifest}“ nennt „${table}“, aber neben dem Manifest liegt die Datei nicht. Kopieren Sie die Tabellen des Exports in „${root}“.`,
        en: `"${manifest}" names "${table}", but the file does not lie beside the manifest. Copy the tables of the export into "${root}".`,
      },
      { place: { file } },
    );
  }
}

async function walk(
  root: string,
  path: string,
): Promise<{ entries: ExportEntry[]; findings: Reason[] }> {
  const { folderProblem, walkFolder } = await import('../engine/folders.js');
  const problem = await folderProblem(root);
  if (problem) throw folderUnreadable(problem, path);
  const entries: ExportEntry[] = [];
  const findings: Reason[] = [];
  for await (const entry of walkFolder(root)) {
    if (entry.kind === 'finding') findings.push(entry.reason);
    else if (entry.kind === 'file') {
      const mtime = new Date(entry.mtimeMs).toISOString();
      entries.push({ path: entry.path, size: entry.size, mtime });
    }
  }
  if (entries.length === 0 && findings.some((f) => f.code === 'files.unreadable')) {
    throw new RequestError('file.unreadable', findings[0]?.text ?? { de: path, en: path });
  }
  return { entries, findings };
}

function inventoryLines(
  inventory: ExportInventory,
  tables: InspectedTables,
  findings: readonly Reason[],
  screen: Screen,
): string[] {
  const { files, bytes, oldest, newest, systemConfig, userData } = inventory;
  const withData = userData.filter((user) => user.files > 0).length;
  return [
    screen.pick(
      `${counted(files, FILES, screen)}, ${bytes} Bytes, von ${minute(oldest)} bis ${minute(newest)} (UTC)`,
      `${counted(files, FILES, screen)}, ${bytes} bytes, from ${minute(oldest)} to ${minute(newest)} (UTC)`,
    ),
    ...(inventory.assumed
      ? [
          screen.pick(
            'Annahme: Die Ordnerstruktur dokumentiert der Hersteller nicht (--layout ändert sie).',
            'Assumption: the vendor does not document the folder layout (--layout changes it).',
          ),
        ]
      : []),
    ...tables.tables.map(
      (t) =>
        `  ${t.file}: ${tableText(t.kind, screen)}${t.rows === null ? '' : `, ${counted(t.rows, ROWS, screen)}`}`,
    ),
    ...systemConfig.map(
      (g) =>
        `  SystemConfig/${g.group}: ${counted(g.files, FILES, screen)}, ${g.bytes} ${screen.pick('Bytes', 'bytes')}`,
    ),
    screen.pick(
      `  Benutzer mit Daten: ${withData} · Ansagen: ${inventory.greetings} · Namen: ${inventory.recordedNames}`,
      `  users with data: ${withData} · greetings: ${inventory.greetings} · names: ${inventory.recordedNames}`,
    ),
    ...findingLines(findings, screen),
  ];
}

/** `2026-03-06 16:00`, a dash where there is no file. */
function minute(instant: string | null | undefined): string {
  return instant?.slice(0, 16).replace('T', ' ') ?? '–';
}
