import type { z } from 'zod';
import { form, text } from '../../core/fields.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { cannotRead, consistent, contradicts, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    'R-300': { licenseSwap: 'kein-lizenztausch'; note?: string };
  }
}

const input = form({
  licenseSwap: choice(
    { de: 'Mit den alten Lizenzen mache ich', en: 'With the old licenses I do' },
    ['kein-lizenztausch', 'lizenztausch'],
  ),
  note: text({ de: 'Notiz', en: 'Note' }).optional(),
});

@Step({
  id: 'R-300',
  part: 'license-upgrade',
  kind: 'task',
  title: { de: 'Alte Lizenzen nicht tauschen', en: 'Do not exchange the old licenses' },
  instruction: {
    de: 'Tauschen Sie die alten Lizenzen nicht. Über sie findet das Portal den Kunden. Nach einem Lizenztausch lassen sich die Upgrade-Lizenzen keinem Kunden mehr zuordnen.',
    en: 'Do not exchange the old licenses. The portal finds the customer through them. After a license exchange the upgrade licenses can no longer be linked to any customer.',
  },
  lines: [25, 27, 29],
  warnings: ['W-02'],
  form: input,
  reads: ['R-105'],
  agrees: {
    de: 'Auch laut R-105 wurde keine Lizenz getauscht.',
    en: 'R-105 says, too, that no license was exchanged.',
  },
  undo: {
    possible: 'no',
    how: {
      de: 'Nach einem Lizenztausch hilft nur der Support von C4B.',
      en: 'After a license exchange only C4B support can help.',
    },
  },
  neverWaive: true,
})
export class PromiseNoLicenseSwap implements TaskStep<z.output<typeof input>> {
  verify(claim: z.output<typeof input>, context: StepContext): Outcome {
    if (claim.licenseSwap === 'lizenztausch') {
      return contradicts(
        reason(
          'license.swap-planned',
          'Kein Lizenztausch: Danach lassen sich die Upgrade-Lizenzen keinem Kunden mehr zuordnen.',
          'No license exchange: after it the upgrade licenses can no longer be linked to any customer.',
          { claimed: 'lizenztausch', known: 'kein-lizenztausch' },
        ),
      );
    }
    const history = context.fact('R-105')?.licenseSwap;
    const more = { claimed: 'kein-lizenztausch', known: history ?? '–' };
    switch (history) {
      case 'no':
        return consistent(claim);
      case 'yes':
        return contradicts(
          reason(
            'license.swapped',
            'Laut Vorgeschichte wurden Lizenzen schon getauscht. Hier hilft nur der Support von C4B; halten Sie das Ergebnis in der Vorgeschichte fest.',
            'According to the history licenses were exchanged already. Only C4B support can help; record the result in the history.',
            more,
          ),
        );
      case 'unknown':
        return contradicts(
          reason(
            'license.history-unclear',
            'Ob Lizenzen getauscht wurden, ist offen. Klären Sie es zuerst mit C4B oder dem Distributor.',
            'Whether licenses were exchanged is open. Clarify it with C4B or the distributor first.',
            more,
          ),
        );
      case undefined:
        return cannotRead(
          claim,
          reason(
            'license.history-missing',
            'Die Vorgeschichte der Lizenzen ist nicht erfasst.',
            'The history of the licenses is not recorded.',
          ),
        );
    }
  }
}
