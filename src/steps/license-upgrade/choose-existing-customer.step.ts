import type { z } from 'zod';
import { form } from '../../core/fields.js';
import type { Outcome } from '../../core/outcome.js';
import type { TaskStep } from '../../core/step.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { attested, contradicts, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    'R-303': { existingCustomer: 'bestehender-kunde'; lookup: 'mittels-mac-adresse' };
  }
}

const input = form({
  existingCustomer: choice({ de: 'Ich habe gewählt', en: 'I chose' }, [
    'bestehender-kunde',
    'neukunde',
  ]),
  lookup: choice({ de: 'Lizenznehmer ermitteln', en: 'Identify the licensee' }, [
    'mittels-mac-adresse',
    'anders',
  ]),
});

@Step({
  id: 'R-303',
  part: 'license-upgrade',
  kind: 'task',
  title: { de: '„Bestehender Kunde“ wählen', en: 'Choose “Bestehender Kunde”' },
  instruction: {
    de: 'Klicken Sie auf `Bestehender Kunde`, nicht auf Neukunde. Wählen Sie im Dropdown-Menü `Lizenznehmer mittels MAC-Adresse ermitteln`.',
    en: 'Click `Bestehender Kunde`, not new customer. In the drop-down menu choose `Lizenznehmer mittels MAC-Adresse ermitteln`.',
  },
  lines: [37, 39],
  warnings: ['W-03'],
  form: input,
  undo: { possible: 'yes', how: { de: 'Im Portal zurückgehen.', en: 'Go back in the portal.' } },
})
export class ChooseExistingCustomer implements TaskStep<z.output<typeof input>> {
  verify(claim: z.output<typeof input>): Outcome {
    if (claim.existingCustomer === 'neukunde') {
      return contradicts(
        reason(
          'customer.new',
          'Zurück, nicht weiterklicken: Wählen Sie `Bestehender Kunde`.',
          'Go back, do not click on: choose `Bestehender Kunde`.',
          { claimed: 'neukunde', known: 'bestehender-kunde' },
        ),
      );
    }
    if (claim.lookup === 'anders') {
      return contradicts(
        reason(
          'customer.other-lookup',
          'Zurück, nicht weiterklicken: Wählen Sie `Lizenznehmer mittels MAC-Adresse ermitteln`.',
          'Go back, do not click on: choose `Lizenznehmer mittels MAC-Adresse ermitteln`.',
          { claimed: 'anders', known: 'mittels-mac-adresse' },
        ),
      );
    }
    return attested(claim);
  }
}
