import type { z } from 'zod';
import { form, text } from '../../core/fields.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { macProblem, parseMac, virtualMacReason } from '../../connect/mac.js';
import { Step } from '../step.decorator.js';
import { consistent, contradicts, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** MAC of the existing UC system, form `AA-BB-CC-DD-EE-FF` (manual line 37). */
    'R-304': { oldMac: string };
  }
}

const input = form({
  oldMac: text(
    { de: 'MAC-Adresse des bisherigen Systems', en: 'MAC address of the existing system' },
    { privacy: 'plain', example: '00-1A-2B-3C-4D-5E', check: macProblem },
  ),
});

@Step({
  id: 'R-304',
  part: 'license-upgrade',
  kind: 'task',
  title: { de: 'MAC-Adresse des bisherigen Systems eingeben', en: 'Enter the MAC address of the existing system' },
  instruction: {
    de: 'Tragen Sie die MAC-Adresse des bisherigen XPhone-UC-Systems ein und klicken Sie auf `Weiter`. Die Adresse zeigt `ipconfig /all` auf dem alten Server.',
    en: 'Enter the MAC address of the existing XPhone UC system and click `Weiter`. `ipconfig /all` on the old server shows the address.',
  },
  lines: [37, 39],
  sources: ['LIC10'],
  warnings: ['W-04'],
  gaps: ['D2'],
  form: input,
  evidence: { required: true, what: { de: 'Ausgabe von ipconfig /all oder Foto', en: 'Output of ipconfig /all or a photo' } },
  reads: ['R-203', 'R-207'],
  undo: { possible: 'yes', how: { de: 'Im Portal zurückgehen.', en: 'Go back in the portal.' } },
  hard: true,
  neverWaive: true,
})
export class EnterOldMac implements TaskStep<z.output<typeof input>> {
  verify({ oldMac }: z.output<typeof input>, context: StepContext): Outcome {
    const mac = parseMac(oldMac);
    const swap = context.fact('R-207');
    const newMacs = context.fact('R-203')?.macs ?? [];
    if (!swap && newMacs.includes(mac)) {
      return contradicts(
        reason('mac.is-target', 'Das ist die MAC-Adresse des neuen Servers.', 'This is the MAC address of the new server.', {
          claimed: mac,
          known: newMacs.join(', '),
        }),
      );
    }
    return consistent({ oldMac: mac }, { reasons: virtualMacReason(mac) });
  }
}
