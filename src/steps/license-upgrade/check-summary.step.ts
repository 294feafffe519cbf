import type { z } from 'zod';
import { form, number } from '../../core/fields.js';
import { IN_THAT_CASE, needed } from '../../core/needed.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { cannotRead, consistent, contradicts, reason } from '../verdicts.js';
import { besideEvidence } from './evidence-says.js';
import { licenseDifferences, licenseRows, type LicenseRow } from './license-rows.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Licenses of the summary; `userLicenses` is how many users they serve (manual line 51). */
    'R-308': { licenses: LicenseRow[]; userLicenses: number };
  }
}

const input = form({
  licenses: licenseRows({
    de: 'Lizenzen der Zusammenfassung (Art und Zahl)',
    en: 'Licenses of the summary (type and number)',
  }),
  userLicenses: number({
    de: 'Für wie viele Benutzer reichen sie?',
    en: 'For how many users are they enough?',
  }),
  shortage: needed(
    choice({ de: 'Nur wenn es zu wenige sind', en: 'Only if there are too few' }, [
      'trotzdem-weiter',
      'anhalten',
    ]).optional(),
    IN_THAT_CASE,
  ),
});

@Step({
  id: 'R-308',
  part: 'license-upgrade',
  kind: 'task',
  title: { de: 'Zusammenfassung prüfen', en: 'Check the summary' },
  instruction: {
    de: 'Übertragen Sie aus der Zusammenfassung Art und Zahl der Lizenzen. Umstieg vergleicht sie mit der Bestellung und mit der Zahl der Benutzer. Stimmt alles, klicken Sie auf `Weiter`.',
    en: 'Copy type and number of the licenses from the summary. Umstieg compares them with the order and with the number of users. If everything is right, click `Weiter`.',
  },
  lines: [51, 53],
  sources: ['LIC9'],
  form: input,
  evidence: {
    required: true,
    what: { de: 'Bildschirmfoto der Zusammenfassung', en: 'Screenshot of the summary' },
  },
  reads: ['R-106', 'R-301', 'R-307'],
  agrees: {
    de: 'Die Lizenzen der Zusammenfassung sind die bestellten (R-301); ihre Zahl wurde mit den Benutzern verglichen (R-106).',
    en: 'The licenses of the summary are the ordered ones (R-301); their number was compared with the users (R-106).',
  },
  undo: { possible: 'yes', how: { de: 'Im Portal zurückgehen.', en: 'Go back in the portal.' } },
  hard: true,
})
export class CheckSummary implements TaskStep<z.output<typeof input>> {
  async verify(claim: z.output<typeof input>, context: StepContext): Promise<Outcome> {
    return besideEvidence(compare(claim, context), { licenses: claim.licenses }, context);
  }
}

function compare(
  { licenses, userLicenses, shortage }: z.output<typeof input>,
  context: StepContext,
): Outcome {
  const ordered = context.fact('R-301')?.licenses;
  const [first, ...others] = ordered ? licenseDifferences(licenses, ordered) : [];
  if (first) return contradicts(first, ...others);
  const facts = { licenses, userLicenses };
  const users = context.fact('R-106')?.users ?? 0;
  const short = reason(
    'license.too-few',
    'Es sind weniger Lizenzen als Benutzer. Entscheiden Sie: trotzdem weiter oder anhalten und nachbestellen.',
    'There are fewer licenses than users. Decide: go on anyway, or stop and order more.',
    { claimed: String(userLicenses), known: String(users) },
  );
  const tooFew = userLicenses < users;
  if (tooFew && shortage !== 'trotzdem-weiter') return contradicts(short);
  const more = tooFew ? { approval: short.text } : {};
  if (ordered) return consistent(facts, { ...more, reasons: tooFew ? [short] : [] });
  const why = reason(
    'license.no-order',
    'Zur Bestellung sind keine Lizenzen erfasst; nichts zu vergleichen.',
    'No licenses were recorded for the order; nothing to compare with.',
  );
  return cannotRead(facts, why, more);
}
