import { form, secret, type SecretMark } from '../../core/fields.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { Step } from '../step.decorator.js';
import { attested, cannotRead, contradicts, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** That both codes were given; of the request code the last four characters where it is long enough (manual line 33). */
    'R-302': { given: true; last4?: string };
  }
}

/** What the engine leaves of the two codes. */
interface MarkedCodes {
  readonly licenseRequestCode: SecretMark;
  readonly securityCode: SecretMark;
}

const input = form({
  licenseRequestCode: secret(
    { de: 'Lizenzabrufcode', en: 'License request code' },
    'fingerprint',
    blankProblem,
  ),
  securityCode: secret({ de: 'Sicherheitscode', en: 'Security code' }, 'nothing', blankProblem),
}).superRefine(({ licenseRequestCode, securityCode }, ctx) => {
  if (licenseRequestCode !== securityCode) return;
  const message =
    'Lizenzabrufcode und Sicherheitscode sind gleich; einer steht im falschen Feld / License request code and security code are equal; one is in the wrong field';
  ctx.addIssue({ code: 'custom', path: ['securityCode'], message, input: '***' });
});

@Step({
  id: 'R-302',
  part: 'license-upgrade',
  kind: 'task',
  title: {
    de: 'Lizenzabrufcode und Sicherheitscode eingeben',
    en: 'Enter license request code and security code',
  },
  instruction: {
    de: 'Wählen Sie `XPhone Connect Lizenzverwaltung`. Ein neues Fenster öffnet sich; erscheint keines, prüfen Sie den Pop-up-Blocker. Geben Sie `Lizenzabrufcode` und `Sicherheitscode` ein und klicken Sie auf `Weiter`. Umstieg speichert keinen der beiden Codes.',
    en: 'Choose `XPhone Connect Lizenzverwaltung`. A new window opens; if none appears, check the pop-up blocker. Enter license request code (`Lizenzabrufcode`) and security code (`Sicherheitscode`) and click `Weiter`. Umstieg stores neither code.',
  },
  lines: [33, 35],
  sources: ['LIC10'],
  form: input,
  reads: ['R-301'],
  undo: { possible: 'yes', how: { de: 'Im Portal zurückgehen.', en: 'Go back in the portal.' } },
})
export class EnterCodes implements TaskStep<MarkedCodes> {
  async verify({ licenseRequestCode: mark }: MarkedCodes, context: StepContext): Promise<Outcome> {
    const facts = { given: true, ...(mark.last4 ? { last4: mark.last4 } : {}) };
    if (!mark.hmac) {
      return cannotRead(
        facts,
        reason(
          'code.no-fingerprint',
          'Der Code konnte nicht mit anderen Projekten verglichen werden.',
          'The code could not be compared with other projects.',
        ),
      );
    }
    const fingerprint = { kind: 'license-request-code', hmac: mark.hmac } as const;
    if ((await context.fingerprints.usedElsewhere(fingerprint)).length > 0) {
      return contradicts(
        reason(
          'code.used-elsewhere',
          'Halt: Dieser Lizenzabrufcode gehört schon zu einem anderen Projekt. Nicht weiterklicken.',
          'Stop: this license request code already belongs to another project. Do not click on.',
        ),
      );
    }
    return attested(facts, { fingerprints: [fingerprint] });
  }
}

function blankProblem(code: string): string | undefined {
  if (!/[\s\u00a0\u200b-\u200d\u2060\ufeff]/u.test(code)) return undefined;
  return 'Ohne Leerzeichen und Umbrüche eingeben / Enter it without blanks and line breaks';
}
