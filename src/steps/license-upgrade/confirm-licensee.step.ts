import type { z } from 'zod';
import { form, text } from '../../core/fields.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { similar } from '../../connect/similarity.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { consistent, contradicts, reason } from '../verdicts.js';
import { besideEvidence } from './evidence-says.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** The licensee as the portal shows it (manual line 41). */
    'R-305': { licenseeName: string; licenseeAddress: string };
  }
}

/** Assumption: names less alike than this belong to different customers; between the two a second person decides. */
const DIFFERENT = 0.6;
const ALIKE = 0.85;
const LEGAL_FORMS =
  /\b(?:gmbh|mbh|ag|kg|kgaa|ohg|gbr|ug|se|eg|e\.?\s?k|e\.?\s?v|inc|ltd|co|und|and)\b\.?/giu;

const input = form({
  licenseeName: text(
    { de: 'Name des Lizenznehmers, wie angezeigt', en: 'Name of the licensee as shown' },
    { check: blank },
  ),
  licenseeAddress: text(
    { de: 'Anschrift, wie angezeigt', en: 'Address as shown' },
    { check: blank },
  ),
  match: choice({ de: 'Das ist unser Kunde', en: 'This is our customer' }, [
    'stimmt',
    'stimmt-nicht',
  ]),
});

@Step({
  id: 'R-305',
  part: 'license-upgrade',
  kind: 'task',
  title: { de: 'Angezeigte Kundendaten prüfen', en: 'Check the customer data shown' },
  instruction: {
    de: 'Das Portal zeigt die Kundendaten des Lizenzträgers. Vergleichen Sie Name und Anschrift. Nur wenn alles stimmt, klicken Sie auf `Weiter`.',
    en: 'The portal shows the customer data of the licensee. Compare name and address. Click `Weiter` only if everything is right.',
  },
  lines: [41],
  form: input,
  evidence: {
    required: true,
    what: { de: 'Bildschirmfoto der Kundendaten', en: 'Screenshot of the customer data' },
  },
  reads: ['R-101', 'R-304'],
  agrees: {
    de: 'Der Name des Lizenznehmers wurde mit dem Kunden aus R-101 verglichen.',
    en: 'The name of the licensee was compared with the customer of R-101.',
  },
  undo: {
    possible: 'yes',
    how: {
      de: 'Im Portal zurückgehen, MAC-Adresse prüfen.',
      en: 'Go back in the portal, check the MAC address.',
    },
  },
})
export class ConfirmLicensee implements TaskStep<z.output<typeof input>> {
  async verify(claim: z.output<typeof input>, context: StepContext): Promise<Outcome> {
    return besideEvidence(compare(claim, context), { licensee: claim.licenseeName }, context);
  }
}

function compare({ match, ...facts }: z.output<typeof input>, context: StepContext): Outcome {
  const names = [context.customer, context.fact('R-101')?.customer ?? context.customer];
  const alike = Math.max(...names.map((name) => similar(core(name), core(facts.licenseeName))));
  const more = { claimed: facts.licenseeName, known: [...new Set(names)].join(', ') };
  if (match === 'stimmt-nicht' || alike < DIFFERENT) {
    return contradicts(
      reason(
        'licensee.wrong',
        'Zurück, nicht weiterklicken: Das ist ein anderer Kunde. Prüfen Sie die MAC-Adresse.',
        'Go back, do not click on: this is another customer. Check the MAC address.',
        more,
      ),
    );
  }
  if (alike >= ALIKE) return consistent(facts);
  const why = reason(
    'licensee.similar',
    'Der Name ist ähnlich, aber nicht gleich. Eine zweite Person muss zustimmen.',
    'The name is similar, but not equal. A second person has to agree.',
    more,
  );
  return consistent(facts, { reasons: [why], approval: why.text });
}

/** A company name without its legal form; the whole name where nothing else is left. */
function core(name: string): string {
  const rest = name
    .replace(LEGAL_FORMS, ' ')
    .replace(/[&+.,\s]+/gu, ' ')
    .trim();
  return rest === '' ? name : rest;
}

function blank(value: string): string | undefined {
  return value.trim() === ''
    ? 'Bitte abschreiben, was das Portal zeigt / Please copy what the portal shows'
    : undefined;
}
