import type { z } from 'zod';
import { form, text } from '../../core/fields.js';
import { IN_THAT_CASE, needed } from '../../core/needed.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { attested, cannotRead, contradicts, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    'R-205': {
      existingCustomer: 'bestehender-kunde';
      firstNumber: 'alte-mac';
      clarifiedWithC4b?: string;
    };
  }
}

const input = form({
  existingCustomer: choice(
    { de: 'Wenn ich gefragt werde, wähle ich', en: 'When asked, I choose' },
    ['bestehender-kunde', 'neukunde'],
  ),
  firstNumber: choice({ de: 'Zuerst gebe ich an', en: 'First I enter' }, [
    'alte-mac',
    'daten-der-neuen-hardware',
  ]),
  clarifiedWithC4b: needed(
    text({
      de: 'Ohne Volllizenzen: Was hat C4B geklärt?',
      en: 'Without full licenses: what did C4B clarify?',
    }).optional(),
    IN_THAT_CASE,
  ),
});

@Step({
  id: 'R-205',
  part: 'target-server',
  kind: 'task',
  title: {
    de: '„Bestehender Kunde“ und die alte MAC zuerst',
    en: '“Bestehender Kunde” and the old MAC first',
  },
  instruction: {
    de: 'Merken Sie sich vor dem nächsten Fenster: `Bestehender Kunde` wählen, dann die MAC-Adresse der alten Hardware angeben. Die Daten der neuen Hardware kommen erst später.',
    en: 'Before the next window, remember: choose `Bestehender Kunde`, then enter the MAC address of the old hardware. The data of the new hardware come later.',
  },
  lines: [15, 17],
  warnings: ['W-03'],
  form: input,
  reads: ['R-105'],
  undo: {
    possible: 'yes',
    how: { de: 'Noch ist nichts geschehen.', en: 'Nothing has happened yet.' },
  },
})
export class LearnExistingCustomer implements TaskStep<z.output<typeof input>> {
  verify(claim: z.output<typeof input>, context: StepContext): Outcome {
    if (claim.existingCustomer === 'neukunde' || claim.firstNumber !== 'alte-mac') {
      return contradicts(
        reason(
          'customer.not-existing',
          'Zurück, nicht weiterklicken: Richtig sind `Bestehender Kunde` und zuerst die alte MAC-Adresse.',
          'Go back, do not click on: right are `Bestehender Kunde` and the old MAC address first.',
          {
            claimed: `${claim.existingCustomer}, ${claim.firstNumber}`,
            known: 'bestehender-kunde, alte-mac',
          },
        ),
      );
    }
    const full = context.fact('R-105')?.fullLicenses;
    if (full === 'yes') return attested(claim);
    const why = reason(
      'license.no-full-licenses',
      'Das Handbuch beschreibt diesen Weg für Systeme mit Volllizenzen. Klären Sie den Weg bei C4B und tragen Sie das Ergebnis ein.',
      'The manual describes this way for systems with full licenses. Clarify the way with C4B and enter the result.',
      { claimed: 'yes', known: full ?? '–' },
    );
    if (full === undefined) return cannotRead(claim, why);
    if (!claim.clarifiedWithC4b?.trim()) return contradicts(why);
    return attested(claim, { reasons: [why], approval: why.text });
  }
}
