import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { form, instant, localPath, text } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { Unreadable } from '../../connect/finding.js';
import { parseManifest } from '../../connect/manifest.js';
import { pathProblem, sameWindowsPath } from '../../connect/windows-path.js';
import { Step } from '../step.decorator.js';
import { judge, notBefore, notInFuture } from '../user-creation/judge.js';
import { takeFile } from '../user-creation/list-files.js';
import { cannotRead, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Safety export of the target before personal data are overwritten; `madeAt` ISO 8601. */
    'R-800': { folder: string; madeAt: string; files: number | null };
  }
}

const input = form({
  folder: text(
    { de: 'Ordner auf dem Connect-Server', en: 'Folder on the Connect server' },
    { check: pathProblem, example: 'C:\\ProgramData\\C4B\\Sicherung' },
  ),
  madeAt: instant({ de: 'Exportiert um', en: 'Exported at' }),
  manifest: localPath({
    de: 'Manifest des Ordners auf diesem Rechner',
    en: 'Manifest of the folder on this computer',
  }).optional(),
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-800',
  part: 'voicemail-import',
  kind: 'task',
  title: { de: 'Sicherungsexport des Zielservers', en: 'Safety export of the target server' },
  instruction: {
    de: 'Exportieren Sie den Connect-Server mit der linken Seite `EXPORT` des Migration Managers in einen eigenen Ordner, vor jedem Import von Benutzerdaten. Annahme: Die linke Seite sichert auch Ansagen. Der Hersteller sagt es nicht.',
    en: 'Export the Connect server with the left side `EXPORT` of the Migration Manager into a folder of its own, before every import of user data. Assumption: the left side saves greetings, too. The vendor does not say so.',
  },
  lines: [],
  optional: true,
  warnings: ['W-07', 'W-16'],
  form: input,
  evidence: { required: false, what: { de: 'Manifest des Ordners', en: 'Manifest of the folder' } },
  reads: ['R-601'],
  agrees: {
    de: 'Der Sicherungsordner enthält laut Manifest Dateien und ist nicht der Ordner mit den Daten aus V4 (R-501).',
    en: 'According to its manifest the folder of the safety export holds files, and it is not the folder with the data from V4 (R-501).',
  },
  undo: { possible: 'yes', how: { de: 'Ordner löschen.', en: 'Delete the folder.' } },
})
export class SaveTarget implements TaskStep<Input> {
  async verify({ folder, madeAt, manifest }: Input, context: StepContext): Promise<Outcome> {
    const copy = context.fact('R-501')?.targetPath;
    const against = [
      ...notInFuture(madeAt, context.now),
      ...notBefore(
        madeAt,
        context.fact('R-808')?.finishedAt,
        'safety-export.too-old',
        'Seither wurden schon Benutzerdaten importiert. Exportieren Sie erneut.',
        'User data have been imported since. Export again.',
      ),
    ];
    if (copy !== undefined && sameWindowsPath(copy, folder)) {
      against.push(
        reason(
          'safety-export.same-folder',
          'In diesem Ordner liegen die Daten aus V4. Nehmen Sie einen eigenen.',
          'This folder holds the data from V4. Use another one.',
          { claimed: folder, known: copy },
        ),
      );
    }
    const read = manifest === undefined ? undefined : await countFiles(manifest, context);
    if (read?.problem) against.push(read.problem);
    const facts = { folder, madeAt, files: read?.files ?? null };
    const evidence = read?.digest ? [read.digest] : [];
    if (against.length > 0 || read)
      return judge(against, facts, { notes: [assumption()], evidence });
    return cannotRead(
      facts,
      reason(
        'safety-export.no-manifest',
        'Ohne Manifest lässt sich nicht prüfen, ob der Ordner etwas enthält.',
        'Without a manifest it cannot be checked whether the folder holds anything.',
      ),
    );
  }
}

async function countFiles(
  path: string,
  context: StepContext,
): Promise<{ files?: number; digest?: string; problem?: Reason }> {
  const taken = await takeFile(path, context);
  if (!('digest' in taken)) return { problem: taken };
  const { digest } = taken;
  try {
    const { files } = parseManifest(await readFile(context.store.path(digest), 'utf8'), taken.name);
    if (files.some((f) => f.size > 0)) return { files: files.length, digest };
    const problem = reason('safety-export.empty', 'Der Ordner ist leer.', 'The folder is empty.');
    return { digest, problem };
  } catch (error) {
    if (error instanceof Unreadable) return { digest, problem: error.reason };
    throw error;
  }
}

function assumption(): Reason {
  return reason(
    'safety-export.assumption',
    'Annahme: Die linke Seite sichert auch persönliche Ansagen. Der Hersteller dokumentiert es nicht.',
    'Assumption: the left side saves personal greetings, too. The vendor does not document it.',
  );
}
