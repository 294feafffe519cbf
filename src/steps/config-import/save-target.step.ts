import type { z } from 'zod';
import { insideWindowsPath, sameWindowsPath } from '../../connect/windows-path.js';
import { form, localPath } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { folderPathProblem } from '../folder-path.js';
import { listed } from '../listed-findings.js';
import {
  contentHash,
  contentsOfFolder,
  contentsOfManifest,
  storeManifest,
} from '../read-manifest.js';
import { Step } from '../step.decorator.js';
import { judge } from '../user-creation/judge.js';
import { reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Safety export of the target before it is overwritten (manual line 183, our addition). */
    'R-603': {
      folder: string;
      /** Digest of its manifest in the evidence store. */
      manifest: string;
      files: number;
    };
  }
}

const path = { max: 1_000, check: folderPathProblem } as const;
const input = form({
  folder: localPath(
    { de: 'Ordner des Sicherungsexports', en: 'Folder of the safety export' },
    { ...path, example: 'C:\\ProgramData\\C4B\\Migration\\vorher' },
  ),
  manifest: localPath(
    {
      de: 'Manifest (Site-Kit), wenn dieser Rechner den Ordner nicht sieht',
      en: 'Manifest (site kit) if this computer does not see the folder',
    },
    path,
  ).optional(),
});

@Step({
  id: 'R-603',
  part: 'config-import',
  kind: 'task',
  title: { de: 'Ziel vor dem Import sichern', en: 'Save the target before the import' },
  instruction: {
    de: 'Exportieren Sie mit der linken Seite `EXPORT` den jetzigen Stand des Connect-Servers in einen eigenen Ordner. Damit haben Sie einen Weg zurück. Annahme: Der Export enthält alle Einstellungen, die der Import überschreibt.',
    en: 'With the left side `EXPORT`, export the present state of the Connect server into a folder of its own. That gives you a way back. Assumption: the export holds all settings the import overwrites.',
  },
  lines: [],
  optional: true,
  form: input,
  evidence: {
    required: false,
    what: { de: 'Bild der Hinweismeldung', en: 'Screenshot of the notice' },
  },
  reads: ['R-501', 'R-502'],
  agrees: {
    de: 'Der Sicherungsordner enthält Dateien und ist nicht der Ordner mit den Daten aus V4.',
    en: 'The folder of the safety export holds files and is not the folder with the data from V4.',
  },
  undo: { possible: 'yes', how: { de: 'Noch einmal exportieren.', en: 'Export again.' } },
  timeoutMs: 6 * 3_600_000,
})
export class SaveTarget implements TaskStep<z.output<typeof input>> {
  async verify(
    { folder, manifest }: z.output<typeof input>,
    context: StepContext,
  ): Promise<Outcome> {
    const saved =
      manifest === undefined
        ? await contentsOfFolder(folder, context)
        : await contentsOfManifest(manifest);
    const files = saved.manifest.files.length;
    const against = [
      ...saved.findings,
      ...isTransfer(folder, contentHash(saved.manifest), context),
    ];
    if (files === 0 && against.length === 0) against.push(empty(folder));
    const { reasons, evidence } = await listed('safety-export-findings', against, context);
    if (against.length > 0) return judge(reasons, undefined, { evidence });
    const digest = await storeManifest('safety-export-manifest.json', saved.manifest, context);
    return judge([], { folder, manifest: digest, files }, { evidence: [digest] });
  }
}

/** The copy that is about to be imported is no safety export, whatever its folder is called here. */
function isTransfer(folder: string, hash: string, context: StepContext): Reason[] {
  const target = context.fact('R-501')?.targetPath;
  const inside =
    target !== undefined && (sameWindowsPath(folder, target) || insideWindowsPath(target, folder));
  if (!inside && context.fact('R-502')?.sha256 !== hash) return [];
  return [
    reason(
      'import.safety-is-transfer',
      'Das ist die Kopie, die importiert werden soll, kein Sicherungsexport des Ziels.',
      'This is the copy to be imported, not a safety export of the target.',
      { claimed: folder, ...(target === undefined ? {} : { known: target }) },
    ),
  ];
}

function empty(folder: string): Reason {
  return reason(
    'import.safety-empty',
    'Der Sicherungsexport ist leer. Führen Sie ihn noch einmal aus.',
    'The safety export is empty. Run it again.',
    { claimed: folder },
  );
}
