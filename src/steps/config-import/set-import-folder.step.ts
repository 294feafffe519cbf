import type { z } from 'zod';
import { insideWindowsPath, pathProblem, sameWindowsPath } from '../../connect/windows-path.js';
import { form, text } from '../../core/fields.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { sameHost } from '../intake/host-names.js';
import { Step } from '../step.decorator.js';
import { cannotRead, consistent, contradicts, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Folder entered for the import (manual line 187), a Windows path. */
    'R-604': { folder: string };
  }
}

const input = form({
  folder: text(
    { de: 'Eingetragener Pfad', en: 'Path entered' },
    {
      example: 'C:\\ProgramData\\C4B\\Migration\\2026-03-02',
      check: pathProblem,
    },
  ),
});

@Step({
  id: 'R-604',
  part: 'config-import',
  kind: 'task',
  title: {
    de: 'Ordner mit den Migrationsdaten eintragen',
    en: 'Enter the folder with the migration data',
  },
  instruction: {
    de: 'Tragen Sie auf der rechten Seite unter `Verzeichnis mit Migrations-Daten` den Ordner ein, in dem die geprüfte Kopie liegt. Nicht den Ordner darüber.',
    en: 'On the right side enter, under `Verzeichnis mit Migrations-Daten`, the folder that holds the checked copy. Not the folder above it.',
  },
  lines: [187],
  gaps: ['D12'],
  form: input,
  evidence: {
    required: true,
    what: { de: 'Bild des Fensters mit dem Pfad', en: 'Screenshot of the window with the path' },
  },
  reads: ['R-501', 'R-502'],
  agrees: {
    de: 'Der Ordner ist der, in den kopiert wurde (R-501).',
    en: 'The folder is the one that was copied to (R-501).',
  },
  undo: { possible: 'yes', how: { de: 'Pfad ändern.', en: 'Change the path.' } },
  hard: true,
})
export class SetImportFolder implements TaskStep<z.output<typeof input>> {
  verify(claim: z.output<typeof input>, context: StepContext): Outcome {
    const folder = claim.folder.trim();
    const known = context.fact('R-501')?.targetPath;
    const checked = context.fact('R-502');
    if (known === undefined || checked === undefined)
      return cannotRead({ folder }, unchecked(folder));
    if (
      sameWindowsPath(folder, known) ||
      sameWindowsPath(local(folder, context), local(known, context))
    ) {
      return consistent({ folder });
    }
    const compared = { claimed: folder, known };
    if (insideWindowsPath(folder, known)) {
      return contradicts(
        reason(
          'import.parent-folder',
          'Das ist ein Ordner weiter oben. Die Daten liegen tiefer; tragen Sie den Ordner selbst ein.',
          'This is a folder further up. The data lie deeper; enter the folder itself.',
          compared,
        ),
      );
    }
    if (folder.startsWith('\\\\') !== known.startsWith('\\\\')) {
      return cannotRead({ folder }, share(compared));
    }
    return contradicts(
      reason(
        'import.other-folder',
        'Das ist ein anderer Ordner als der, in den kopiert und der geprüft wurde.',
        'This is another folder than the one that was copied to and checked.',
        compared,
      ),
    );
  }
}

/** `\\target\c$\…` is `C:\…` on the target; every other path stays as it is. */
function local(path: string, context: StepContext): string {
  const share = /^[\\/]{2}([^\\/]+)[\\/]([A-Za-z])\$(?=[\\/]|$)/.exec(path);
  const target = context.fact('R-102')?.targetHost;
  if (!share || target === undefined || !sameHost(share[1] ?? '', target)) return path;
  return `${share[2] ?? ''}:${path.slice(share[0].length)}`;
}

function share(compared: { claimed: string; known: string }) {
  return reason(
    'import.share-unknown',
    'Ob der Netzwerkpfad und der Pfad auf dem Server denselben Ordner meinen, lässt sich hier nicht feststellen.',
    'Whether the network path and the path on the server mean the same folder cannot be told here.',
    compared,
  );
}

function unchecked(folder: string) {
  return reason(
    'import.copy-not-checked',
    'Die Kopie wurde nicht geprüft. Ob dieser Ordner den Export enthält, ist nicht bekannt.',
    'The copy was not checked. Whether this folder holds the export is not known.',
    { claimed: folder },
  );
}
