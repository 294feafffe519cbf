import type { z } from 'zod';
import {
  DEFAULT_LAYOUT,
  inspectEntries,
  type ExportInventory,
} from '../../connect/export-layout.js';
import { form, localPath, number } from '../../core/fields.js';
import type { Fingerprint, Outcome, Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { ComputedStep } from '../computed-step.js';
import { folderPathProblem } from '../folder-path.js';
import { listed } from '../listed-findings.js';
import { contentHash, storeManifest, type Contents } from '../read-manifest.js';
import { Step } from '../step.decorator.js';
import { cannotRead, consistent } from '../verdicts.js';
import { usedElsewhere, timesUnknown } from './export-findings.js';
import { outsideExport } from './outside-export.js';
import { readExport } from '../read-export.js';
import {
  nameTables,
  recognizeTables,
  type FoundTable,
  type NamedTables,
} from './recognize-tables.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** What the export holds (manual line 139). The layout behind the counts is an assumption. */
    'R-406': {
      /** As typed: the folder, or with a manifest the folder with the copied tables. */
      folder: string;
      /** Digest of the manifest in the evidence store. */
      manifest: string;
      /** SHA-256 over names, sizes and digests, without times. */
      contentHash: string;
      files: number;
      bytes: number;
      /** ISO 8601. */
      newestMtime: string;
      userDataFolders: number;
      usersWithData: number;
      greetingFiles: number;
      recordedNames: number;
      settingsFiles: number;
      csv: NamedTables;
      tables: readonly FoundTable[];
    };
  }
}

const EXAMPLE = 'C:\\ProgramData\\C4B\\Migration\\XPhoneServerMigration';

const input = form({
  folder: localPath(
    {
      de: 'Ordner des Exports, wie dieser Rechner ihn sieht',
      en: 'Folder of the export as this computer sees it',
    },
    { example: EXAMPLE, max: 1_000, check: folderPathProblem },
  ),
  manifest: localPath(
    { de: 'Stattdessen: Manifest des Site-Kits', en: 'Instead: manifest of the site kit' },
    { max: 1_000, check: folderPathProblem },
  ).optional(),
  toleranceMinutes: number(
    {
      de: 'Zulässige Abweichung der Uhren in Minuten',
      en: 'Tolerated difference of clocks in minutes',
    },
    { max: 10_080 },
  ).optional(),
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-406',
  part: 'config-export',
  kind: 'step',
  title: { de: 'Export einlesen', en: 'Read the export' },
  instruction: {
    de: 'Die Daten liegen auf dem alten Server in `C:\\ProgramData\\C4B\\Migration\\XPhoneServerMigration`. Geben Sie an, wo dieser Rechner den Ordner sieht. Sieht er ihn nicht, erzeugen Sie dort mit dem Site-Kit ein Manifest und kopieren es samt den CSV-Dateien hierher. Umstieg liest nur und ändert nichts.',
    en: 'On the old server the data lie in `C:\\ProgramData\\C4B\\Migration\\XPhoneServerMigration`. Say where this computer sees the folder. If it does not see it, make a manifest there with the site kit and copy it here together with the CSV files. Umstieg only reads and changes nothing.',
  },
  lines: [139],
  warnings: ['W-08'],
  gaps: ['D12'],
  form: input,
  reads: ['R-404', 'R-405'],
  agrees: {
    de: 'Die Dateien des Ordners sind lesbar, ihre Zeiten liegen zwischen Beginn und Ende des Exports (R-404, R-405), und kein anderes Projekt nutzt denselben Export.',
    en: 'The files of the folder can be read, their times lie between start and end of the export (R-404, R-405), and no other project uses the same export.',
  },
  undo: { possible: 'yes', how: { de: 'Umstieg liest nur.', en: 'Umstieg only reads.' } },
  timeoutMs: 6 * 3_600_000,
})
export class ReadExportFolder extends ComputedStep<Input> {
  protected async compute(claim: Input, context: StepContext): Promise<Outcome> {
    const contents = await readExport(claim, context);
    const { manifest } = contents;
    const inventory = inspectEntries(manifest.files);
    const stale = outsideExport(manifest.files, claim.toleranceMinutes, context);
    const print = {
      kind: 'export-folder',
      hmac: context.fingerprints.hmac(contentHash(manifest)),
    } as const;
    const used =
      manifest.files.length > 0 && (await context.fingerprints.usedElsewhere(print)).length > 0;
    const empty = inventory.findings.filter((f) => f.code === 'export.empty');
    const against = [
      ...contents.findings,
      ...(contents.findings.length === 0 ? empty : []),
      ...(stale ?? []),
      ...(used ? [usedElsewhere()] : []),
    ];
    if (against.length > 0) {
      const { reasons, evidence } = await listed('export-findings', against, context);
      return { verdict: 'contradicts', reasons, evidence };
    }
    return this.accepted(claim, contents, inventory, print, stale !== undefined, context);
  }

  private async accepted(
    { folder }: Input,
    { manifest, folders, seen }: Contents & { seen: boolean },
    inventory: ExportInventory,
    fingerprint: Fingerprint,
    timesKnown: boolean,
    context: StepContext,
  ): Promise<Outcome> {
    const digest = await storeManifest('export-manifest.json', manifest, context);
    const { tables, notes } = await recognizeTables(folder, seen ? inventory.tables : []);
    const facts = {
      folder,
      manifest: digest,
      contentHash: contentHash(manifest),
      files: inventory.files,
      bytes: inventory.bytes,
      newestMtime: inventory.newest ?? '',
      userDataFolders: Math.max(inventory.userData.length, userFolders(folders)),
      usersWithData: inventory.userData.length,
      greetingFiles: inventory.greetings,
      recordedNames: inventory.recordedNames,
      settingsFiles: inventory.systemConfig.reduce((sum, g) => sum + g.files, 0),
      csv: nameTables(tables),
      tables,
    };
    const rest: Reason[] = [...notes, ...inventory.findings];
    const { reasons, evidence } = await listed('export-notes', rest, context);
    const more = { evidence: [digest, ...evidence], fingerprints: [fingerprint] };
    if (timesKnown) return consistent(facts, { reasons, ...more });
    const outcome = cannotRead(facts, timesUnknown(), more);
    return { ...outcome, reasons: [...outcome.reasons, ...reasons] };
  }
}

/** Folders of users in the assumed layout, empty ones included. */
function userFolders(folders: readonly string[]): number {
  const top = DEFAULT_LAYOUT.userData.folder.toLowerCase();
  return folders.filter((f) => {
    const parts = f.split('/');
    return parts.length === 2 && parts[0]?.toLowerCase() === top;
  }).length;
}
