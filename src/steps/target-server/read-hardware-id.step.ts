import type { z } from 'zod';
import { form, list, text } from '../../core/fields.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { hardwareIdProblem } from '../../connect/hardware-id.js';
import { macProblem, parseMac } from '../../connect/mac.js';
import { Step } from '../step.decorator.js';
import { attested, contradicts, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Hardware ID of the new system, trimmed, and its MACs as `AA-BB-CC-DD-EE-FF` (manual lines 11, 43). */
    'R-203': { hardwareId: string; macs: string[] };
  }
}

const input = form({
  hardwareId: text(
    { de: 'Hardware-ID des neuen Systems', en: 'Hardware ID of the new system' },
    { check: hardwareIdProblem },
  ),
  hardwareIdRepeated: text(
    { de: 'Hardware-ID noch einmal', en: 'Hardware ID again' },
    { check: hardwareIdProblem },
  ),
  macs: list(
    { de: 'MAC-Adressen des neuen Servers', en: 'MAC addresses of the new server' },
    { min: 1 },
  ),
}).superRefine((claim, ctx) => {
  for (const mac of claim.macs) {
    const problem = macProblem(mac);
    if (problem) ctx.addIssue({ code: 'custom', path: ['macs'], message: `${mac}: ${problem}` });
  }
  if (claim.hardwareId.trim() === claim.hardwareIdRepeated.trim()) return;
  const message = 'Die beiden Eingaben sind verschieden / The two entries differ';
  ctx.addIssue({ code: 'custom', path: ['hardwareIdRepeated'], message });
});

@Step({
  id: 'R-203',
  part: 'target-server',
  kind: 'task',
  title: {
    de: 'Hardware-ID des neuen Systems ablesen',
    en: 'Read the hardware ID of the new system',
  },
  instruction: {
    de: 'Öffnen Sie in der `Web Administration` den Punkt `Systemeinstellungen > Lizenzen > Lizenzverwaltung`. Kopieren Sie die Hardware-ID und geben Sie sie zweimal ein. Die MAC-Adressen zeigt `ipconfig /all` auf dem neuen Server.',
    en: 'In the `Web Administration` open `Systemeinstellungen > Lizenzen > Lizenzverwaltung`. Copy the hardware ID and enter it twice. `ipconfig /all` on the new server shows its MAC addresses.',
  },
  lines: [11, 43, 45],
  sources: ['LIC10'],
  warnings: ['W-04'],
  form: input,
  evidence: {
    required: true,
    what: { de: 'Bildschirmfoto der Lizenzverwaltung', en: 'Screenshot of the license management' },
  },
  reads: ['R-201'],
  undo: {
    possible: 'yes',
    how: {
      de: 'Neu ablesen, solange keine Lizenz erzeugt ist.',
      en: 'Read again as long as no license was generated.',
    },
  },
})
export class ReadHardwareId implements TaskStep<z.output<typeof input>> {
  async verify(claim: z.output<typeof input>, context: StepContext): Promise<Outcome> {
    const hardwareId = claim.hardwareId.trim();
    const fingerprint = {
      kind: 'hardware-id',
      hmac: context.fingerprints.hmac(hardwareId),
    } as const;
    if ((await context.fingerprints.usedElsewhere(fingerprint)).length > 0) {
      return contradicts(
        reason(
          'hardware-id.used-elsewhere',
          'Diese Hardware-ID gehört schon zu einem anderen Projekt. Prüfen Sie, ob Sie am richtigen Server sind.',
          'This hardware ID already belongs to another project. Check that you are on the right server.',
          { claimed: hardwareId },
        ),
      );
    }
    const macs = [...new Set(claim.macs.map(parseMac))];
    return attested({ hardwareId, macs }, { fingerprints: [fingerprint] });
  }
}
