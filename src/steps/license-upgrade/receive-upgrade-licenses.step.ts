import type { z } from 'zod';
import { date, form, text } from '../../core/fields.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { isFutureDay } from '../intake/calendar-days.js';
import { Step } from '../step.decorator.js';
import { attested, consistent, contradicts, reason } from '../verdicts.js';
import { evidenceSays } from './evidence-says.js';
import { licenseRows, type LicenseRow } from './license-rows.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** The order behind the upgrade licenses (manual line 31). `receivedOn` is `YYYY-MM-DD`. */
    'R-301': { receivedOn: string; orderNumber: string; licenses?: LicenseRow[] };
  }
}

const input = form({
  receivedOn: date({ de: 'Upgrade-Lizenzen erhalten am', en: 'Upgrade licenses received on' }),
  orderNumber: text({ de: 'Bestellnummer', en: 'Order number' }),
  licenses: licenseRows({
    de: 'Bestellte Lizenzen (Art und Zahl)',
    en: 'Ordered licenses (type and number)',
  }).optional(),
});

@Step({
  id: 'R-301',
  part: 'license-upgrade',
  kind: 'task',
  title: {
    de: 'Upgrade-Lizenzen erhalten, Portal öffnen',
    en: 'Receive the upgrade licenses, open the portal',
  },
  instruction: {
    de: 'Legen Sie Mail oder PDF mit den Upgrade-Lizenzen bereit und öffnen Sie die Website `Online Lizenzverwaltung`. Schreiben Sie hier keine Codes hinein. Mit den bestellten Lizenzen prüft Umstieg später die Zusammenfassung.',
    en: 'Have the mail or PDF with the upgrade licenses at hand and open the website `Online Lizenzverwaltung`. Do not enter any codes here. Umstieg later checks the summary against the ordered licenses.',
  },
  lines: [31],
  sources: ['LIC10'],
  form: input,
  evidence: {
    required: true,
    what: {
      de: 'Mail oder PDF der Bestellung, Codes geschwärzt',
      en: 'Mail or PDF of the order, codes blacked out',
    },
  },
  reads: ['R-105'],
  agrees: {
    de: 'Jede angegebene Lizenz steht mit derselben Anzahl im Nachweis.',
    en: 'Every license you gave stands in the evidence with the same number.',
  },
  undo: { possible: 'yes', how: { de: 'Angaben neu erfassen.', en: 'Enter the data again.' } },
})
export class ReceiveUpgradeLicenses implements TaskStep<z.output<typeof input>> {
  async verify(claim: z.output<typeof input>, context: StepContext): Promise<Outcome> {
    if (isFutureDay(claim.receivedOn, context.now)) {
      return contradicts(
        reason(
          'date.future',
          'Dieses Datum liegt in der Zukunft.',
          'This date lies in the future.',
          {
            claimed: claim.receivedOn,
            known: context.now.toISOString().slice(0, 10),
          },
        ),
      );
    }
    const { licenses = [] } = claim;
    const { against, notes } = await evidenceSays({ licenses }, context);
    const [first, ...others] = against;
    if (first) return contradicts(first, ...others);
    // verified only when the order names every license with its number
    const all = licenses.length > 0 && notes.length === licenses.length;
    return all ? consistent(claim, { reasons: notes }) : attested(claim);
  }
}
