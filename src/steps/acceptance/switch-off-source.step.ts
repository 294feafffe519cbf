import type { z } from 'zod';
import type { Facts } from '../../core/facts.js';
import { date, form, text } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { Step } from '../step.decorator.js';
import { judge, notInFuture } from '../user-creation/judge.js';
import { cannotRead, reason } from '../verdicts.js';
import { addDays } from './add-days.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Day on which V4 was switched off, `YYYY-MM-DD`. */
    'R-1006': { offOn: string };
  }
}

type CutOver = Facts['R-1000'];

function firstDay(cutOver: CutOver): string;
function firstDay(cutOver: CutOver | undefined): string | undefined;
function firstDay(cutOver: CutOver | undefined): string | undefined {
  return cutOver && addDays(cutOver.at, cutOver.keepV4Days);
}

const input = form({
  offOn: date({ de: 'V4 abgeschaltet am', en: 'V4 switched off on' }),
  by: text({ de: 'Abgeschaltet von', en: 'Switched off by' }).optional(),
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-1006',
  part: 'acceptance',
  kind: 'task',
  title: { de: 'V4 abschalten', en: 'Switch V4 off' },
  instruction: {
    de: 'Schalten Sie V4 erst nach den vereinbarten Tagen ab. Bis dahin bleibt der Weg zurück offen.',
    en: 'Switch V4 off only after the agreed days. Until then the way back stays open.',
  },
  lines: [],
  optional: true,
  gaps: ['D11'],
  form: input,
  reads: ['R-1000', 'R-1005'],
  notBefore: (fact) => firstDay(fact('R-1000')),
  agrees: {
    de: 'Der Tag liegt nicht vor dem, der in R-1000 vereinbart wurde.',
    en: 'The day is not earlier than the one agreed in R-1000.',
  },
  undo: {
    possible: 'partly',
    how: {
      de: 'Einschalten, solange der Server noch da ist.',
      en: 'Switch it on while the server still exists.',
    },
  },
})
export class SwitchOffSource implements TaskStep<Input> {
  verify({ offOn }: Input, context: StepContext): Outcome {
    const cutOver = context.fact('R-1000');
    const against: Reason[] = notInFuture(`${offOn}T00:00:00Z`, context.now);
    if (!cutOver) {
      if (against.length > 0) return judge(against, { offOn });
      return cannotRead(
        { offOn },
        reason(
          'source.cut-over-unknown',
          'Wann umgeschaltet wurde, ist nicht bekannt.',
          'When the cut-over was is not known.',
        ),
      );
    }
    const earliest = firstDay(cutOver);
    if (offOn < earliest) {
      against.push(
        reason(
          'source.off-too-early',
          `V4 soll bis ${earliest} bereitstehen.`,
          `V4 is to stay available until ${earliest}.`,
          { claimed: offOn, known: earliest },
        ),
      );
    }
    return judge(against, { offOn });
  }
}
