import type { z } from 'zod';
import { form, text } from '../../core/fields.js';
import { IN_THAT_CASE, needed } from '../../core/needed.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { macProblem, macsIn, parseMac, virtualMacReason } from '../../connect/mac.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { cannotRead, consistent, contradicts, reason } from '../verdicts.js';
import { machineOf } from './evidence-machine.js';
import { againstProject, macAfterSwap } from './registered-mac.js';
import { textEvidence } from './text-evidence.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** MAC of the existing UC system, form `AA-BB-CC-DD-EE-FF` (manual line 37). */
    'R-304': { oldMac: string };
  }
}

const input = form({
  oldMac: text(
    { de: 'MAC-Adresse des bisherigen Systems', en: 'MAC address of the existing system' },
    { example: '00-1A-2B-3C-4D-5E', check: macProblem },
  ),
  virtualMac: needed(
    choice(
      { de: 'Nur bei Warnung: Diese Adresse gehört', en: 'Only when warned: this address belongs' },
      ['zur-vm-des-alten-servers', 'zu-einem-anderen-adapter'],
    ).optional(),
    IN_THAT_CASE,
  ),
});

@Step({
  id: 'R-304',
  part: 'license-upgrade',
  kind: 'task',
  title: {
    de: 'MAC-Adresse des bisherigen Systems eingeben',
    en: 'Enter the MAC address of the existing system',
  },
  instruction: {
    de: 'Tragen Sie die MAC-Adresse des bisherigen XPhone-UC-Systems ein und klicken Sie auf `Weiter`. Die Adresse zeigt `ipconfig /all` auf dem alten Server. Nach einem abgeschlossenen MAC-Tausch gilt die Adresse danach (Annahme).',
    en: 'Enter the MAC address of the existing XPhone UC system and click `Weiter`. `ipconfig /all` on the old server shows the address. After a finished MAC exchange the address after it counts (assumption).',
  },
  lines: [37, 39],
  sources: ['LIC10'],
  warnings: ['W-04'],
  gaps: ['D2'],
  form: input,
  evidence: {
    required: true,
    what: {
      de: 'Ausgabe von ipconfig /all als Text, sonst ein Foto',
      en: 'Output of ipconfig /all as text, else a photo',
    },
  },
  reads: ['R-102', 'R-105', 'R-203', 'R-207'],
  agrees: {
    de: 'Die MAC-Adresse steht im Nachweis des alten Servers oder ist die neue nach einem MAC-Tausch (R-203).',
    en: 'The MAC address stands in the evidence of the old server, or is the new one after a MAC exchange (R-203).',
  },
  undo: { possible: 'yes', how: { de: 'Im Portal zurückgehen.', en: 'Go back in the portal.' } },
  hard: true,
  neverWaive: true,
})
export class EnterOldMac implements TaskStep<z.output<typeof input>> {
  async verify(
    { oldMac, virtualMac }: z.output<typeof input>,
    context: StepContext,
  ): Promise<Outcome> {
    const mac = parseMac(oldMac);
    const doubts = virtualMacReason(mac);
    const [first, ...others] = [
      ...againstProject(mac, context),
      ...(virtualMac === 'zur-vm-des-alten-servers' ? [] : doubts),
    ];
    if (first) return contradicts(first, ...others);
    const fingerprint = { kind: 'old-mac', hmac: context.fingerprints.hmac(mac) } as const;
    const elsewhere = (await context.fingerprints.usedElsewhere(fingerprint)).length > 0;
    const more = { fingerprints: [fingerprint], ...(elsewhere ? { approval: ELSEWHERE } : {}) };

    // after an exchange the registered address is one of the new hardware
    const atTarget = macAfterSwap(context) !== undefined;
    const registered = atTarget && (context.fact('R-203')?.macs ?? []).includes(mac);
    const texts = (await textEvidence(context)).map(({ text: t }) => t);
    const showing = texts.filter((t) => macsIn(t).includes(mac));
    const machines = showing.map((t) => machineOf(t, context));
    const other = machines.find((m) => typeof m === 'object');
    const accepted = { ...more, reasons: doubts };
    if (machines.includes('existing')) return consistent({ oldMac: mac }, accepted);
    if (other) return contradicts(other);
    if (registered) return consistent({ oldMac: mac }, accepted);
    if (showing.length > 0) return cannotRead({ oldMac: mac }, MACHINE_UNKNOWN, more);
    const seen = texts.flatMap(macsIn);
    if (seen.length === 0) return cannotRead({ oldMac: mac }, UNREADABLE, more);
    return contradicts(
      reason(
        'mac.not-in-evidence',
        'Diese Adresse steht nicht in der Ausgabe von ipconfig.',
        'This address is not in the output of ipconfig.',
        { claimed: mac, known: seen.join(', ') },
      ),
    );
  }
}

const MACHINE_UNKNOWN = reason(
  'evidence.machine-unknown',
  'Der Nachweis nennt weder Namen noch IP-Adresse des Servers. Eine zweite Person muss ihn ansehen.',
  'The evidence names neither host name nor IP address of the server. A second person has to look at it.',
);
const UNREADABLE = reason(
  'mac.evidence-unreadable',
  'Der Nachweis enthält keinen lesbaren Text mit MAC-Adressen. Eine zweite Person muss ihn ansehen.',
  'The evidence holds no readable text with MAC addresses. A second person has to look at it.',
);
const ELSEWHERE = {
  de: 'Diese MAC-Adresse kommt in einem anderen Projekt vor. Ist es wirklich dieser Kunde?',
  en: 'This MAC address occurs in another project. Is it really this customer?',
};
