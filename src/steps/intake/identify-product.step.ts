import type { z } from 'zod';
import { form, list, text } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { emailProblem } from '../../connect/email.js';
import { personKey } from '../../connect/person-key.js';
import { releaseProblem, versionProblem } from '../../connect/version.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { attested, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Who migrates from what to what (manual lines 1–3). `contacts` may hold e-mail addresses. */
    'R-101': z.output<typeof input>;
  }
}

const input = form({
  customer: text({ de: 'Kunde', en: 'Customer' }, { example: 'Muster GmbH', suggest: 'customer' }),
  partner: text({ de: 'Partner', en: 'Partner' }),
  contacts: list(
    {
      de: 'Ansprechpartner, möglichst E-Mail-Adressen',
      en: 'Contacts, e-mail addresses if possible',
    },
    { check: (contact) => (contact.includes('@') ? emailProblem(contact) : undefined) },
  ).default([]),
  sourceProduct: choice({ de: 'Bisheriges Produkt', en: 'Existing product' }, [
    'uc-v4',
    'corporate-v3',
    'uc-other',
    'other',
  ]),
  sourceVersion: text(
    { de: 'Bisherige Version, soweit bekannt', en: 'Existing version, if known' },
    { privacy: 'plain', example: '4.5.5', check: versionProblem },
  ).optional(),
  targetVersion: text(
    { de: 'Gewünschte Version von XPhone Connect', en: 'Wanted version of XPhone Connect' },
    { privacy: 'plain', example: 'V9 SR1', check: releaseProblem },
  ),
});

@Step({
  id: 'R-101',
  part: 'intake',
  kind: 'task',
  title: { de: 'Bisheriges Produkt feststellen', en: 'Identify the existing product' },
  instruction: {
    de: 'Öffnen Sie am alten Server die Anzeige „Info“ und lesen Sie Produkt und Version ab. Diese Anleitung gilt, wenn XPhone UC V4 durch XPhone Connect abgelöst wird.',
    en: 'Open the “Info” view on the old server and read product and version. This sequence applies when XPhone Connect replaces XPhone UC V4.',
  },
  lines: [1, 3],
  gaps: ['D13'],
  form: input,
  evidence: {
    required: true,
    what: {
      de: 'Bildschirmfoto der „Info“ am alten Server',
      en: 'Screenshot of “Info” on the old server',
    },
  },
  undo: { possible: 'yes', how: { de: 'Angaben neu erfassen.', en: 'Enter the data again.' } },
})
export class IdentifyProduct implements TaskStep<z.output<typeof input>> {
  verify(
    claim: z.output<typeof input>,
    { customer }: StepContext,
  ): Outcome<z.output<typeof input>> {
    const product = claim.sourceProduct;
    const named = otherCustomer(claim.customer, customer);
    if (product === 'uc-v4')
      return attested(claim, { flags: { product, applicable: true }, reasons: named });
    if (product === 'corporate-v3') {
      return attested(claim, {
        flags: { product, applicable: true },
        reasons: [
          ...named,
          reason(
            'product.corporate-v3',
            'Das Handbuch nennt Corporate V3 nur beim Lizenz-Upgrade. Der Export verlangt einen UC-Server ab 4.5.5.',
            'The manual names Corporate V3 only in the license upgrade. The export needs a UC server from 4.5.5 on.',
          ),
        ],
        approval: {
          de: 'Corporate V3: Bitte den Umfang bestätigen.',
          en: 'Corporate V3: please confirm the scope.',
        },
      });
    }
    const why = reason(
      'product.not-covered',
      'Diese Anleitung beschreibt nur den Wechsel von XPhone UC V4. Für dieses Produkt gilt sie nicht.',
      'This sequence only covers the move from XPhone UC V4. It does not apply to this product.',
    );
    return attested(claim, { flags: { product, applicable: false }, reasons: [...named, why] });
  }
}

/** The project has a name already; one of both may be a slip, or the project carries another one on purpose. */
function otherCustomer(claimed: string, project: string): Reason[] {
  if (personKey(claimed) === personKey(project)) return [];
  return [
    reason(
      'customer.other-than-project',
      'Das Projekt trägt einen anderen Kundennamen. Sehen Sie nach, ob Sie im richtigen Projekt sind.',
      'The project bears another customer name. See whether you are in the right project.',
      { claimed, known: project },
    ),
  ];
}
