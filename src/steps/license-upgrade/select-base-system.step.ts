import type { z } from 'zod';
import { form, number, text } from '../../core/fields.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { macProblem, parseMac } from '../../connect/mac.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { cannotRead, consistent, contradicts, reason } from '../verdicts.js';
import { besideEvidence } from './evidence-says.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** The base system chosen in the portal, MAC as `AA-BB-CC-DD-EE-FF` (manual line 47). */
    'R-307': { codesCount: number; selectedMac: string };
  }
}

const input = form({
  codesCount: number(
    { de: 'Zahl der angezeigten Lizenzabrufcodes', en: 'Number of license request codes shown' },
    { min: 1 },
  ),
  selectedMac: text(
    { de: 'Ausgewählte MAC-Adresse', en: 'Selected MAC address' },
    { example: '00-1A-2B-3C-4D-5E', check: macProblem },
  ),
  highlight: choice({ de: 'Die Zeile ist hinterlegt', en: 'The row is highlighted' }, [
    'orange',
    'nicht-orange',
  ]),
});

@Step({
  id: 'R-307',
  part: 'license-upgrade',
  kind: 'task',
  title: {
    de: 'Bisheriges System als Basis auswählen',
    en: 'Select the existing system as the base',
  },
  instruction: {
    de: 'Oben stehen die Lizenzabrufcodes der Upgrade-Lizenzen, unten die bisherigen Systeme. Klicken Sie bei der MAC-Adresse Ihres XPhone-UC- oder Corporate-V3-Systems auf `Auswählen`, bis sie orange hinterlegt ist. Dann `Weiter`.',
    en: 'The license request codes of the upgrade are at the top, the existing systems below. At the MAC address of your XPhone UC or Corporate V3 system click `Auswählen` until it is highlighted in orange. Then `Weiter`.',
  },
  lines: [47, 49],
  warnings: ['W-05'],
  gaps: ['D2', 'D13'],
  form: input,
  evidence: {
    required: true,
    what: { de: 'Bildschirmfoto der Auswahl', en: 'Screenshot of the selection' },
  },
  reads: ['R-304'],
  agrees: {
    de: 'Die MAC-Adresse des gewählten Systems ist die aus R-304.',
    en: 'The MAC address of the selected system is that of R-304.',
  },
  undo: { possible: 'yes', how: { de: 'Im Portal zurückgehen.', en: 'Go back in the portal.' } },
  hard: true,
  neverWaive: true,
})
export class SelectBaseSystem implements TaskStep<z.output<typeof input>> {
  async verify(claim: z.output<typeof input>, context: StepContext): Promise<Outcome> {
    return besideEvidence(
      compare(claim, context),
      { macs: [parseMac(claim.selectedMac)] },
      context,
    );
  }
}

function compare(
  { codesCount, selectedMac, highlight }: z.output<typeof input>,
  context: StepContext,
): Outcome {
  const mac = parseMac(selectedMac);
  if (highlight === 'nicht-orange') {
    return contradicts(
      reason(
        'base-system.not-orange',
        'Noch nicht ausgewählt: Erst die orange hinterlegte Zeile gilt. Klicken Sie auf `Auswählen`.',
        'Not selected yet: only the row highlighted in orange counts. Click `Auswählen`.',
        { claimed: 'nicht-orange', known: 'orange' },
      ),
    );
  }
  const known = context.fact('R-304')?.oldMac;
  const facts = { codesCount, selectedMac: mac };
  if (known === undefined) {
    const why = reason(
      'mac.unknown',
      'Die MAC-Adresse des bisherigen Systems ist nicht erfasst; nichts zu vergleichen.',
      'The MAC address of the existing system is not recorded; nothing to compare with.',
    );
    return cannotRead(facts, why);
  }
  if (mac === known) return consistent(facts);
  return contradicts(
    reason(
      'base-system.other-mac',
      'Das ist ein anderes System als das in diesem Projekt. Nicht weiterklicken.',
      'This is another system than the one of this project. Do not click on.',
      { claimed: mac, known },
    ),
  );
}
