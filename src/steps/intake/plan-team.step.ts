import type { z } from 'zod';
import { form, instant, text } from '../../core/fields.js';
import { needed } from '../../core/needed.js';
import { personKey } from '../../connect/person-key.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { Step } from '../step.decorator.js';
import { attested, contradicts, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Who does what, and the agreed window as ISO instants. */
    'R-110': z.output<typeof input>;
  }
}

const input = form({
  doer: text({ de: 'Wer führt aus?', en: 'Who does the work?' }),
  approver: text({ de: 'Wer gibt frei?', en: 'Who approves?' }),
  rollbackOwner: text({
    de: 'Wer entscheidet über den Rückweg?',
    en: 'Who decides on the way back?',
  }),
  wayBack: needed(
    text({
      de: 'Weg zurück nach dem Umschalten',
      en: 'Way back after the cut-over',
    }).optional(),
    { de: 'nötig, bevor jemand R-1000 freigibt', en: 'needed before anybody approves R-1000' },
  ),
  windowStart: instant({ de: 'Zeitfenster ab', en: 'Window from' }),
  windowEnd: instant({ de: 'Zeitfenster bis', en: 'Window until' }),
  timeZone: text(
    { de: 'Zeitzone', en: 'Time zone' },
    { privacy: 'plain', example: 'Europe/Berlin', check: timeZoneProblem },
  ),
}).superRefine(({ windowStart, windowEnd }, ctx) => {
  if (Date.parse(windowEnd) > Date.parse(windowStart)) return;
  const message = 'Das Ende muss nach dem Beginn liegen / The end must lie after the start';
  ctx.addIssue({ code: 'custom', path: ['windowEnd'], message });
});

@Step({
  id: 'R-110',
  part: 'intake',
  kind: 'task',
  title: { de: 'Team und Zeitfenster planen', en: 'Plan team and window' },
  instruction: {
    de: 'Legen Sie fest, wer ausführt, wer freigibt und wer über den Rückweg entscheidet. Freigeben muss eine zweite Person.',
    en: 'Settle who does the work, who approves and who decides on the way back. A second person has to approve.',
  },
  lines: [],
  optional: true,
  form: input,
  undo: { possible: 'yes', how: { de: 'Neu planen.', en: 'Plan again.' } },
})
export class PlanTeam implements TaskStep<z.output<typeof input>> {
  verify(claim: z.output<typeof input>, context: StepContext): Outcome<z.output<typeof input>> {
    if (personKey(claim.doer) === personKey(claim.approver)) {
      return contradicts(
        reason(
          'team.approver-is-doer',
          'Wer ausführt, kann nicht selbst freigeben. Nennen Sie eine zweite Person.',
          'Whoever does the work cannot approve it. Name a second person.',
          { claimed: claim.approver, known: claim.doer },
        ),
      );
    }
    if (Date.parse(claim.windowStart) < context.now.getTime()) {
      return contradicts(
        reason(
          'window.past',
          'Das Zeitfenster liegt in der Vergangenheit.',
          'The window lies in the past.',
          {
            claimed: claim.windowStart,
            known: context.now.toISOString(),
          },
        ),
      );
    }
    return attested(claim, { approvers: [claim.approver] });
  }
}

function timeZoneProblem(zone: string): string | undefined {
  try {
    new Intl.DateTimeFormat('de', { timeZone: zone });
    return undefined;
  } catch {
    return 'Unbekannte Zeitzone, erwartet z. B. Europe/Berlin / Unknown time zone, expected e.g. Europe/Berlin';
  }
}
