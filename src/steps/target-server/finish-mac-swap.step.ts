import type { z } from 'zod';
import { date, form, text } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { macProblem, parseMac } from '../../connect/mac.js';
import { isFutureDay } from '../intake/calendar-days.js';
import { Step } from '../step.decorator.js';
import { cannotRead, consistent, contradicts, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** The finished MAC exchange (manual line 23); MACs as `AA-BB-CC-DD-EE-FF`. */
    'R-207': { finishedOn: string; oldMac?: string; newMac: string };
  }
}

const input = form({
  finishedOn: date({ de: 'Tausch abgeschlossen am', en: 'Exchange finished on' }),
  oldMac: text(
    { de: 'MAC-Adresse vor dem Tausch', en: 'MAC address before the exchange' },
    { example: '00-1A-2B-3C-4D-5E', check: macProblem },
  ).optional(),
  newMac: text(
    { de: 'MAC-Adresse nach dem Tausch', en: 'MAC address after the exchange' },
    { example: '00-1A-2B-3C-4D-5F', check: macProblem },
  ),
});

@Step({
  id: 'R-207',
  part: 'target-server',
  kind: 'task',
  title: { de: 'Begonnenen MAC-Tausch abschließen', en: 'Finish a MAC exchange that has begun' },
  instruction: {
    de: 'Schließen Sie den Tausch für das XPhone-UC-System auf die neue Hardware ab. Erst danach rufen Sie die Connect-Lizenzen ab. Annahme: Von da an gilt im Portal die MAC-Adresse nach dem Tausch.',
    en: 'Finish the exchange of the XPhone UC system to the new hardware. Only then retrieve the Connect licenses. Assumption: from then on the portal knows the MAC address after the exchange.',
  },
  lines: [23],
  warnings: ['W-01'],
  gaps: ['D2'],
  form: input,
  evidence: {
    required: true,
    what: { de: 'Bestätigung aus dem Portal', en: 'Confirmation of the portal' },
  },
  reads: ['R-105'],
  agrees: {
    de: 'Laut R-105 wurde ein MAC-Tausch begonnen; Ende und neue Adresse passen dazu.',
    en: 'According to R-105 a MAC exchange was begun; its end and the new address fit.',
  },
  undo: {
    possible: 'no',
    how: {
      de: 'Nur C4B kann einen Tausch zurücknehmen.',
      en: 'Only C4B can take an exchange back.',
    },
  },
})
export class FinishMacSwap implements TaskStep<z.output<typeof input>> {
  verify(claim: z.output<typeof input>, context: StepContext): Outcome {
    const newMac = parseMac(claim.newMac);
    const oldMac = claim.oldMac === undefined ? undefined : parseMac(claim.oldMac);
    if (oldMac === newMac) {
      return contradicts(
        reason(
          'mac-swap.same-mac',
          'Vor und nach dem Tausch steht dieselbe MAC-Adresse.',
          'The MAC address is the same before and after.',
          {
            claimed: newMac,
            known: oldMac,
          },
        ),
      );
    }
    const history = context.fact('R-105');
    const problem = dateProblem(claim.finishedOn, history?.macSwapStartedOn, context.now);
    if (problem) return contradicts(problem);
    const facts = { finishedOn: claim.finishedOn, ...(oldMac ? { oldMac } : {}), newMac };
    const flags = { finished: true };
    if (history?.macSwap === 'started') return consistent(facts, { flags });
    if (history && history.macSwap !== 'unknown') {
      return contradicts(
        reason(
          'mac-swap.not-begun',
          'Laut Vorgeschichte läuft kein Tausch. Berichtigen Sie zuerst die Vorgeschichte.',
          'According to the history no exchange is under way. Correct the history first.',
          {
            claimed: 'started',
            known: history.macSwap,
          },
        ),
      );
    }
    const why = reason(
      'mac-swap.history-unclear',
      'Ob und wann der Tausch begann, ist nicht bekannt.',
      'Whether and when the exchange began is not known.',
    );
    return cannotRead(facts, why, { flags });
  }
}

function dateProblem(finished: string, started: string | undefined, now: Date): Reason | undefined {
  if (started !== undefined && finished < started) {
    return reason(
      'mac-swap.dates-reversed',
      'Das Ende liegt vor dem Beginn.',
      'The end lies before the start.',
      { claimed: finished, known: started },
    );
  }
  if (!isFutureDay(finished, now)) return undefined;
  return reason(
    'date.future',
    'Dieses Datum liegt in der Zukunft.',
    'This date lies in the future.',
    { claimed: finished },
  );
}
