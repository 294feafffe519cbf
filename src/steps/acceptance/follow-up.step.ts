import type { z } from 'zod';
import { date, form, list } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { Step } from '../step.decorator.js';
import { judge, notInFuture } from '../user-creation/judge.js';
import { cannotRead, reason } from '../verdicts.js';
import { addDays } from './add-days.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Findings of the follow-ups after one and after seven days. */
    'R-1007': { findings: number };
  }
}

const input = form({
  firstOn: date({ de: 'Erste Nachschau am', en: 'First follow-up on' }),
  firstFindings: list({ de: 'Erste Nachschau: Befunde', en: 'First follow-up: findings' }),
  secondOn: date({ de: 'Zweite Nachschau am', en: 'Second follow-up on' }),
  secondFindings: list({ de: 'Zweite Nachschau: Befunde', en: 'Second follow-up: findings' }),
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-1007',
  part: 'acceptance',
  kind: 'task',
  title: { de: 'Nachschau nach 1 und 7 Tagen', en: 'Follow-up after 1 and 7 days' },
  instruction: {
    de: 'Fragen Sie nach einem Tag und nach sieben Tagen beim Kunden nach. Schreiben Sie jeden Befund auf; nichts gefunden ist eine leere Liste.',
    en: 'Ask the customer after one day and after seven days. Write down every finding; nothing found is an empty list.',
  },
  lines: [],
  optional: true,
  form: input,
  reads: ['R-1000'],
  agrees: {
    de: 'Die Tage liegen einen und sieben Tage nach der Umschaltung (R-1000) oder später.',
    en: 'The days are one and seven days after the cut-over (R-1000) or later.',
  },
  undo: { possible: 'yes', how: { de: 'Erneut nachfragen.', en: 'Ask again.' } },
})
export class FollowUp implements TaskStep<Input> {
  verify(claim: Input, context: StepContext): Outcome {
    const at = context.fact('R-1000')?.at;
    const against: Reason[] = notInFuture(`${claim.secondOn}T00:00:00Z`, context.now);
    const early = (claimed: string, days: number) => {
      if (at !== undefined && claimed < addDays(at, days)) {
        against.push(
          reason(
            'follow-up.too-early',
            `Diese Nachschau gehört frühestens ${days} Tag(e) nach die Umschaltung.`,
            `This follow-up belongs at least ${days} day(s) after the cut-over.`,
            { claimed, known: addDays(at, days) },
          ),
        );
      }
    };
    early(claim.firstOn, 1);
    early(claim.secondOn, 7);
    if (claim.secondOn < claim.firstOn) {
      against.push(
        reason(
          'follow-up.order',
          'Die zweite Nachschau liegt vor der ersten.',
          'The second follow-up is before the first.',
          {
            claimed: claim.secondOn,
            known: claim.firstOn,
          },
        ),
      );
    }
    const findings = claim.firstFindings.length + claim.secondFindings.length;
    if (at === undefined && against.length === 0) {
      return cannotRead(
        { findings },
        reason(
          'follow-up.cut-over-unknown',
          'Wann umgeschaltet wurde, ist nicht bekannt.',
          'When the cut-over was is not known.',
        ),
      );
    }
    return judge(against, { findings }, { flags: { findings } });
  }
}
