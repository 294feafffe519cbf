import type { z } from 'zod';
import { form } from '../../core/fields.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { attested, cannotRead, contradicts, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    'R-206': { macSwap: 'kein-mac-tausch'; baseSystem: 'bisheriges-uc-system' };
  }
}

const input = form({
  macSwap: choice({ de: 'Für die neue Hardware mache ich', en: 'For the new hardware I do' }, [
    'kein-mac-tausch',
    'mac-tausch',
  ]),
  baseSystem: choice(
    {
      de: 'Als updatefähiges Basissystem wähle ich',
      en: 'As the base system for the update I choose',
    },
    ['bisheriges-uc-system', 'anderes-system'],
  ),
});

@Step({
  id: 'R-206',
  part: 'target-server',
  kind: 'task',
  title: { de: 'Kein MAC-Tausch für neue Hardware', en: 'No MAC exchange for new hardware' },
  instruction: {
    de: 'Andere Hardware ist kein Grund für einen MAC-Tausch. Sie wählen später das bisherige XPhone-UC-System als `updatefähiges Basissystem`. Beachten Sie die Lizenzbestimmungen.',
    en: 'Other hardware is no reason for a MAC exchange. Later you choose the existing XPhone UC system as the base system (`updatefähiges Basissystem`). Observe the license terms.',
  },
  lines: [19, 21],
  warnings: ['W-01'],
  form: input,
  reads: ['R-105'],
  undo: {
    possible: 'no',
    how: {
      de: 'Ein begonnener MAC-Tausch muss zu Ende geführt werden.',
      en: 'A MAC exchange once begun has to be finished.',
    },
  },
})
export class KeepOldMac implements TaskStep<z.output<typeof input>> {
  verify(claim: z.output<typeof input>, context: StepContext): Outcome {
    if (claim.macSwap === 'mac-tausch' || claim.baseSystem === 'anderes-system') {
      return contradicts(
        reason(
          'mac-swap.intended',
          'Kein MAC-Tausch: Er ist nicht nötig und nicht erlaubt. Das bisherige UC-System ist das Basissystem. Bis dahin bleibt das Lizenz-Upgrade gesperrt.',
          'No MAC exchange: it is neither needed nor allowed. The existing UC system is the base system. Until then the license upgrade stays locked.',
          {
            claimed: `${claim.macSwap}, ${claim.baseSystem}`,
            known: 'kein-mac-tausch, bisheriges-uc-system',
          },
        ),
      );
    }
    const flags = { acknowledged: true };
    const history = context.fact('R-105');
    if (!history) {
      const why = reason(
        'license.history-missing',
        'Die Vorgeschichte der Lizenzen ist nicht erfasst.',
        'The history of the licenses is not recorded.',
      );
      return cannotRead(claim, why, { flags });
    }
    const begun = reason(
      'mac-swap.begun',
      'Ein MAC-Tausch hat schon begonnen. Schließen Sie ihn für das UC-System ab, bevor Sie Lizenzen abrufen.',
      'A MAC exchange has already begun. Finish it for the UC system before you retrieve licenses.',
    );
    return attested(claim, { flags, reasons: history.macSwap === 'started' ? [begun] : [] });
  }
}
