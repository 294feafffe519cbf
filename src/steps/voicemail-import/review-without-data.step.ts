import type { z } from 'zod';
import { form, number } from '../../core/fields.js';
import type { Outcome } from '../../core/outcome.js';
import { TOTAL_NAMES } from '../../connect/prediction-fit.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { againstRehearsal, otherCount } from '../against-rehearsal.js';
import { Step } from '../step.decorator.js';
import { cannotRead, consistent, reason } from '../verdicts.js';
import { fittingHypotheses } from './prepared-match.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Matched users without exported data (manual line 215). */
    'R-807': { withoutData: number };
  }
}

const input = form({
  withoutData: number({ de: 'Benutzer ohne Daten', en: 'Users without data' }),
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-807',
  part: 'voicemail-import',
  kind: 'task',
  title: { de: 'Benutzer ohne Daten ansehen', en: 'Review users without data' },
  instruction: {
    de: 'Klicken Sie auf `Users without data`. Diese Benutzer sind zugeordnet, aber es gibt nichts zu importieren. Tragen Sie die Zahl ein.',
    en: 'Click `Users without data`. These users are matched, but there is nothing to import. Enter the number.',
  },
  lines: [215, 217],
  form: input,
  evidence: { required: false, what: { de: 'Bild der Liste', en: 'Screenshot of the list' } },
  reads: ['R-802', 'R-803', 'R-806'],
  agrees: {
    de: 'Die Zahl wurde mit der Vorhersage aus R-802 verglichen.',
    en: 'The number was compared with the prediction of R-802.',
  },
  undo: { possible: 'yes', how: { de: 'Erneut zählen.', en: 'Count again.' } },
  hard: true,
})
export class ReviewWithoutData implements TaskStep<Input> {
  async verify({ withoutData }: Input, context: StepContext): Promise<Outcome> {
    const predicted = fittingHypotheses(context).map((h) => h.totals.withoutData);
    if (predicted.length === 0) {
      return cannotRead(
        { withoutData },
        reason(
          'prediction.missing',
          'Es gibt keine Vorhersage für diese Liste.',
          'There is no prediction for this list.',
        ),
      );
    }
    const notes = predicted.includes(withoutData)
      ? []
      : [
          reason(
            'prediction.withoutData',
            'Die Zahl ist anders als vorhergesagt. Der Import hängt nicht davon ab; sehen Sie trotzdem nach, wessen Ansagen fehlen.',
            'The number differs from the prediction. The import does not depend on it; still, check whose greetings are missing.',
            { claimed: String(withoutData), known: [...new Set(predicted)].join(' / ') },
          ),
        ];
    const rehearsed = await againstRehearsal('R-807', context, (there) =>
      otherCount(TOTAL_NAMES.withoutData, withoutData, there.withoutData),
    );
    const shown = [...notes, ...rehearsed.notes, ...rehearsed.found];
    return consistent({ withoutData }, { reasons: shown });
  }
}
