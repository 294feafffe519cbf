import type { z } from 'zod';
import { insideWindowsPath, pathProblem, sameWindowsPath } from '../../connect/windows-path.js';
import { flag, form, text } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { sameHost } from '../intake/host-names.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { judge } from '../user-creation/judge.js';
import { reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Folder on the Connect server that received the copy (manual line 177), a Windows path. */
    'R-501': { targetPath: string };
  }
}

/** Where Windows keeps programs; that no copy belongs there is our rule, not the vendor's. */
const PROGRAM_FOLDERS = [
  'Program Files',
  'Program Files (x86)',
  'Programme',
  'Programme (x86)',
  'Windows',
];

const input = form({
  targetPath: text(
    { de: 'Neuer Ordner auf dem Connect-Server', en: 'New folder on the Connect server' },
    {
      example: 'C:\\ProgramData\\C4B\\Migration\\2026-03-02',
      check: pathProblem,
    },
  ),
  means: choice({ de: 'Wie wurde kopiert?', en: 'How was it copied?' }, [
    'network-share',
    'usb-drive',
    'remote-desktop',
    'other-copy',
    'moved',
  ]),
  emptyBefore: flag({
    de: 'Der Ordner war vor dem Kopieren neu oder leer',
    en: 'The folder was new or empty before copying',
  }),
});

@Step({
  id: 'R-501',
  part: 'transfer',
  kind: 'task',
  title: { de: 'Export in einen neuen Ordner kopieren', en: 'Copy the export into a new folder' },
  instruction: {
    de: 'Legen Sie auf dem Connect-Server einen neuen Ordner an, zum Beispiel unter `C:\\ProgramData\\C4B\\Migration`. Kopieren Sie den ganzen Export hinein. Verschieben Sie ihn nicht: Das Original bleibt auf dem alten Server.',
    en: 'Create a new folder on the Connect server, for example below `C:\\ProgramData\\C4B\\Migration`. Copy the whole export into it. Do not move it: the original stays on the old server.',
  },
  lines: [177],
  warnings: ['W-10'],
  gaps: ['D12'],
  form: input,
  reads: ['R-102', 'R-201', 'R-406'],
  agrees: {
    de: 'Der Zielordner ist ein anderer als der des Exports (R-406) und liegt nicht auf dem alten Server (R-102).',
    en: 'The target folder is another one than that of the export (R-406) and does not lie on the old server (R-102).',
  },
  undo: {
    possible: 'yes',
    how: {
      de: 'Den neuen Ordner löschen und noch einmal kopieren.',
      en: 'Delete the new folder and copy again.',
    },
  },
})
export class CopyExport implements TaskStep<z.output<typeof input>> {
  verify(claim: z.output<typeof input>, context: StepContext): Outcome {
    const targetPath = claim.targetPath.trim();
    const against = [...atSource(targetPath, context), ...inProgramFolder(targetPath)];
    if (!claim.emptyBefore) {
      against.push(
        w10(
          'transfer.not-empty',
          'Der Ordner war nicht leer. Alte und neue Dateien ließen sich nicht unterscheiden. Nehmen Sie einen neuen Ordner.',
          'The folder was not empty. Old and new files could not be told apart. Use a new folder.',
          targetPath,
        ),
      );
    }
    if (claim.means === 'moved') {
      against.push(
        w10(
          'transfer.moved',
          'Der Export wurde verschoben. Kopieren Sie ihn zurück, damit das Original auf dem alten Server bleibt.',
          'The export was moved. Copy it back so that the original stays on the old server.',
          targetPath,
        ),
      );
    }
    const compared = Boolean(context.fact('R-406') ?? context.fact('R-102'));
    return judge(against, { targetPath }, { compared });
  }
}

function atSource(path: string, context: StepContext): Reason[] {
  const folder = context.fact('R-406')?.folder;
  const host = context.fact('R-102')?.sourceHost;
  const addresses = context.fact('R-102')?.sourceAddresses ?? [];
  if (folder !== undefined && (sameWindowsPath(path, folder) || insideWindowsPath(folder, path))) {
    return [
      w10(
        'transfer.is-source',
        'Das ist der Ordner des Exports selbst. Erwartet wird ein neuer Ordner auf dem Connect-Server.',
        'This is the folder of the export itself. A new folder on the Connect server is expected.',
        path,
        folder,
      ),
    ];
  }
  const unc = /^[\\/]{2}([^\\/]+)[\\/]/.exec(path)?.[1];
  if (unc === undefined || host === undefined || !(sameHost(unc, host) || addresses.includes(unc)))
    return [];
  return [
    w10(
      'transfer.is-source-share',
      'Dieser Netzwerkpfad liegt auf dem alten Server. Erwartet wird ein Ordner auf dem Connect-Server.',
      'This network path lies on the old server. A folder on the Connect server is expected.',
      path,
      host,
    ),
  ];
}

function inProgramFolder(path: string): Reason[] {
  const drive = /^[A-Za-z]:/.exec(path)?.[0];
  const folder = PROGRAM_FOLDERS.map((name) => `${drive}\\${name}`).find(
    (f) => sameWindowsPath(path, f) || insideWindowsPath(f, path),
  );
  if (drive === undefined || folder === undefined) return [];
  return [
    w10(
      'transfer.program-folder',
      'Der Ordner liegt bei den Programmen. Nehmen Sie einen Ordner für Daten.',
      'The folder lies among the programs. Use a folder for data.',
      path,
      folder,
    ),
  ];
}

function w10(code: string, de: string, en: string, claimed: string, known?: string): Reason {
  return reason(code, `${de} (W-10)`, `${en} (W-10)`, { claimed, ...(known ? { known } : {}) });
}
