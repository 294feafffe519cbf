import type { z } from 'zod';
import { form, text } from '../../core/fields.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { characterDiff, hardwareIdProblem } from '../../connect/hardware-id.js';
import { Step } from '../step.decorator.js';
import { cannotRead, consistent, contradicts, reason } from '../verdicts.js';
import { besideEvidence } from './evidence-says.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** The hardware ID as entered in the portal, trimmed (manual line 43). */
    'R-306': { hardwareId: string };
  }
}

/** More differing characters than this are not listed one by one. */
const LISTED = 8;

const input = form({
  hardwareId: text(
    { de: 'Eingetragene Hardware-ID', en: 'Hardware ID entered' },
    { check: hardwareIdProblem },
  ),
});

@Step({
  id: 'R-306',
  part: 'license-upgrade',
  kind: 'task',
  title: {
    de: 'Hardware-ID des neuen Systems eintragen',
    en: 'Enter the hardware ID of the new system',
  },
  instruction: {
    de: 'Kopieren Sie die `Hardware-ID` des neuen Systems in das Portal, tippen Sie sie nicht ab. Kopieren Sie von dort zurück hierher und klicken Sie dann auf `Weiter`.',
    en: 'Copy the hardware ID (`Hardware-ID`) of the new system into the portal, do not type it. Copy it back from there to here, then click `Weiter`.',
  },
  lines: [43, 45],
  warnings: ['W-04'],
  form: input,
  evidence: {
    required: true,
    what: { de: 'Bildschirmfoto der Eingabe', en: 'Screenshot of the entry' },
  },
  reads: ['R-203'],
  agrees: {
    de: 'Die Hardware-ID ist Zeichen für Zeichen die aus R-203.',
    en: 'The hardware ID is that of R-203, character for character.',
  },
  undo: { possible: 'yes', how: { de: 'Im Portal zurückgehen.', en: 'Go back in the portal.' } },
  hard: true,
})
export class EnterHardwareId implements TaskStep<z.output<typeof input>> {
  async verify(claim: z.output<typeof input>, context: StepContext): Promise<Outcome> {
    return besideEvidence(
      compare(claim, context),
      { hardwareId: context.fact('R-203')?.hardwareId },
      context,
    );
  }
}

function compare(claim: z.output<typeof input>, context: StepContext): Outcome {
  const hardwareId = claim.hardwareId.trim();
  const known = context.fact('R-203')?.hardwareId;
  if (known === undefined) {
    const why = reason(
      'hardware-id.unknown',
      'Die Hardware-ID wurde noch nicht abgelesen; nichts zu vergleichen.',
      'The hardware ID was not read yet; nothing to compare with.',
    );
    return cannotRead({ hardwareId }, why);
  }
  const differences = characterDiff(hardwareId, known);
  if (differences.length === 0) return consistent({ hardwareId });
  const at = differences.slice(0, LISTED);
  const more = differences.length > LISTED ? ' …' : '';
  const de = at
    .map((d) => `Stelle ${d.index + 1}: ${d.a || 'nichts'} statt ${d.b || 'nichts'}`)
    .join('; ');
  const en = at
    .map((d) => `position ${d.index + 1}: ${d.a || 'nothing'} instead of ${d.b || 'nothing'}`)
    .join('; ');
  return contradicts(
    reason(
      'hardware-id.differs',
      `Die Hardware-ID ist nicht die des neuen Systems. ${de}${more}`,
      `The hardware ID is not that of the new system. ${en}${more}`,
      { claimed: hardwareId, known },
    ),
  );
}
