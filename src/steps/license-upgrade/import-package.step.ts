import type { z } from 'zod';
import { form, text } from '../../core/fields.js';
import { IN_THAT_CASE, needed } from '../../core/needed.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { Step } from '../step.decorator.js';
import { cannotRead, consistent, contradicts, reason } from '../verdicts.js';
import { besideEvidence } from './evidence-says.js';
import { licenseDifferences, licenseRows, type LicenseRow } from './license-rows.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Licenses the new server shows after the import (manual line 13). */
    'R-311': { licenses: LicenseRow[] };
  }
}

const input = form({
  licenses: needed(
    licenseRows({
      de: 'Lizenzen, wie der Server sie zeigt',
      en: 'Licenses as the server shows them',
    }).optional(),
    { de: 'nötig, wenn keine Fehlermeldung kam', en: 'needed if there was no error message' },
  ),
  errorText: needed(
    text({
      de: 'Fehlermeldung, falls eine kam',
      en: 'Error message, if there was one',
    }).optional(),
    IN_THAT_CASE,
  ),
}).superRefine(({ licenses, errorText }, ctx) => {
  if ((licenses?.length ?? 0) > 0 || errorText) return;
  const message =
    'Bitte Lizenzen oder Fehlermeldung angeben / Please give licenses or error message';
  ctx.addIssue({ code: 'custom', path: ['licenses'], message });
});

@Step({
  id: 'R-311',
  part: 'license-upgrade',
  kind: 'task',
  title: {
    de: 'Lizenzpaket am neuen Server einspielen',
    en: 'Import the license package on the new server',
  },
  instruction: {
    de: 'Öffnen Sie in der `Web Administration` den Punkt `Systemeinstellungen > Lizenzen > Lizenzverwaltung`. Nehmen Sie den gewählten Weg: `Lizenzpaket importieren` oder `Lizenzpaket online verwalten`. Prüfen Sie, ob die Lizenzen dort stehen.',
    en: 'In the `Web Administration` open `Systemeinstellungen > Lizenzen > Lizenzverwaltung`. Take the chosen route: `Lizenzpaket importieren` or `Lizenzpaket online verwalten`. Check that the licenses are listed there.',
  },
  lines: [13],
  sources: ['LIC10'],
  gaps: ['D1'],
  form: input,
  evidence: {
    required: true,
    what: { de: 'Bildschirmfoto der Lizenzverwaltung', en: 'Screenshot of the license management' },
  },
  reads: ['R-204', 'R-308'],
  agrees: {
    de: 'Die importierten Lizenzen sind die der Zusammenfassung (R-308).',
    en: 'The imported licenses are those of the summary (R-308).',
  },
  undo: {
    possible: 'yes',
    how: { de: 'Der Import lässt sich wiederholen.', en: 'The import can be repeated.' },
  },
})
export class ImportPackage implements TaskStep<z.output<typeof input>> {
  async verify(claim: z.output<typeof input>, context: StepContext): Promise<Outcome> {
    return besideEvidence(compare(claim, context), { licenses: claim.licenses }, context);
  }
}

function compare(
  { licenses = [], errorText }: z.output<typeof input>,
  context: StepContext,
): Outcome {
  if (errorText) {
    return contradicts(
      reason(
        'import.error',
        `Der Server meldet: ${errorText}`,
        `The server reports: ${errorText}`,
        { claimed: errorText },
      ),
    );
  }
  const summary = context.fact('R-308')?.licenses;
  if (!summary) {
    const why = reason(
      'license.no-summary',
      'Die Zusammenfassung ist nicht erfasst; nichts zu vergleichen.',
      'The summary is not recorded; nothing to compare with.',
    );
    return cannotRead({ licenses }, why);
  }
  const [first, ...others] = licenseDifferences(licenses, summary);
  return first ? contradicts(first, ...others) : consistent({ licenses });
}
