import type { z } from 'zod';
import { isSettled } from '../../core/task-status.js';
import { form, instant } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import type { Text } from '../../core/text.js';
import { Step } from '../step.decorator.js';
import { judge, notBefore, notInFuture } from '../user-creation/judge.js';
import { reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** When the overview of user data was opened (manual line 195), ISO 8601. */
    'R-801': { clickedAt: string };
  }
}

const input = form({
  clickedAt: instant({ de: 'Angeklickt um', en: 'Clicked at' }),
});
type Input = z.output<typeof input>;

/** What must be settled before the overview makes sense (O3, O5, O6). */
const PRECONDITIONS: readonly (readonly [string, Text])[] = [
  ['R-502', { de: 'Kopie geprüft', en: 'copy verified' }],
  ['R-604', { de: 'Verzeichnis angegeben', en: 'folder given' }],
  ['R-606', { de: 'Systemeinstellungen importiert', en: 'system settings imported' }],
  ['R-706', { de: 'E-Mail-Adressen eindeutig', en: 'e-mail addresses unique' }],
  ['R-707', { de: 'E-Mail-Adressen gleich wie in V4', en: 'e-mail addresses as in V4' }],
];

function list(language: keyof Text): string {
  return PRECONDITIONS.map(([id, what]) => `${what[language]} (${id})`).join(', ');
}

@Step({
  id: 'R-801',
  part: 'voicemail-import',
  kind: 'task',
  title: { de: 'Import der Benutzerdaten öffnen', en: 'Open the import of user data' },
  instruction: {
    de: `Voraussetzungen sind: ${list('de')}. Umstieg prüft, ob diese Schritte erledigt sind. Beachten Sie auch die Hinweise des Handbuchs zum Import. Sind alle erfüllt, klicken Sie auf \`Benutzerdaten importieren…\`. Noch wird nichts importiert.`,
    en: `Preconditions are: ${list('en')}. Umstieg checks whether these steps are done. Also observe the notes of the manual on the import. When all are met, click \`Benutzerdaten importieren…\`. Nothing is imported yet.`,
  },
  lines: [195],
  form: input,
  agrees: {
    de: 'Alle Voraussetzungen sind erfüllt, und das Fenster wurde nach dem Import der Systemeinstellungen geöffnet (R-606).',
    en: 'All preconditions are met, and the window was opened after the import of the system settings (R-606).',
  },
  undo: { possible: 'yes', how: { de: 'Fenster schließen.', en: 'Close the window.' } },
})
export class OpenImport implements TaskStep<Input> {
  verify({ clickedAt }: Input, context: StepContext): Outcome {
    const red: Reason[] = PRECONDITIONS.filter(([id]) => !isSettled(context.status(id))).map(
      ([id, what]) =>
        reason(
          'import.precondition-open',
          `Voraussetzung fehlt: ${what.de} (${id}).`,
          `Precondition not met: ${what.en} (${id}).`,
          { claimed: id, known: context.status(id) },
        ),
    );
    const against = [
      ...red,
      ...notInFuture(clickedAt, context.now),
      ...notBefore(
        clickedAt,
        context.fact('R-606')?.importedAt,
        'import.opened-too-early',
        'Das war vor dem Import der Systemeinstellungen.',
        'That was before the import of the system settings.',
      ),
    ];
    return judge(against, { clickedAt }, { notes: exportAge(context) });
  }
}

/** From this age on, days, people have probably recorded something new. An assumption: the vendor names no limit. */
const OLD_DAYS = 7;

/** Greetings recorded after `Start export!` are not in the export. */
function exportAge(context: StepContext): Reason[] {
  const startedAt = context.fact('R-404')?.startedAt;
  const days = Math.floor((context.now.getTime() - Date.parse(startedAt ?? '')) / 86_400_000);
  if (!(days >= OLD_DAYS)) return [];
  return [
    reason(
      'export.days-old',
      `Der Export ist ${days} Tage alt. Seitdem aufgenommene Ansagen fehlen darin; wer etwas aufgenommen hat, zeigt ein neuer Export im Vergleich mit diesem.`,
      `The export is ${days} days old. Greetings recorded since are not in it; a new export compared with this one shows who recorded something.`,
      { claimed: String(days), known: startedAt ?? '' },
    ),
  ];
}
