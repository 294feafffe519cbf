import type { z } from 'zod';
import { form, number, text } from '../../core/fields.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { Step } from '../step.decorator.js';
import { judge } from '../user-creation/judge.js';
import { cannotRead, reason } from '../verdicts.js';
import { importedEver } from './ledger.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Users without any data so far (manual line 201). */
    'R-804': { green: number };
  }
}

const input = form({
  green: number({ de: 'Grün hinterlegte Benutzer', en: 'Users highlighted green' }),
  note: text({ de: 'Bemerkung', en: 'Note' }).optional(),
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-804',
  part: 'voicemail-import',
  kind: 'task',
  title: { de: 'Grüne Benutzer ansehen', en: 'Review the green users' },
  instruction: {
    de: 'Grün heißt: Für diesen Benutzer ist noch nichts importiert oder selbst aufgenommen. Bestätigen Sie die Zahl.',
    en: 'Green means: nothing has been imported for or recorded by this user yet. Confirm the number.',
  },
  lines: [201],
  form: input,
  reads: ['R-802', 'R-803'],
  agrees: {
    de: 'Die Zahl der grünen Benutzer ist die aus R-803.',
    en: 'The number of green users is that of R-803.',
  },
  undo: { possible: 'yes', how: { de: 'Erneut zählen.', en: 'Count again.' } },
  hard: true,
})
export class ReviewGreen implements TaskStep<Input> {
  async verify({ green }: Input, context: StepContext): Promise<Outcome> {
    const seen = context.fact('R-803');
    if (!seen) {
      return cannotRead(
        { green },
        reason(
          'overview.not-read',
          'Die Zahlen aus R-803 fehlen.',
          'The numbers of R-803 are missing.',
        ),
      );
    }
    const against =
      green === seen.green
        ? []
        : [
            reason(
              'overview.green-differs',
              'In R-803 stand eine andere Zahl grüner Benutzer. Zählen Sie erneut.',
              'R-803 has another number of green users. Count again.',
              { claimed: String(green), known: String(seen.green) },
            ),
          ];
    const first = (await importedEver(context)).length === 0;
    const notes =
      first && seen.yellow > 0
        ? [
            reason(
              'overview.yellow-in-first-run',
              'Schon vor dem ersten Import sind Benutzer gelb: Sie haben selbst aufgenommen.',
              'Users are yellow before the first import: they have made recordings of their own.',
              { claimed: String(seen.yellow) },
            ),
          ]
        : [];
    return judge(against, { green }, { notes });
  }
}
