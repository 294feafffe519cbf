import { isIP } from 'node:net';
import type { z } from 'zod';
import { flag, form, list, text } from '../../core/fields.js';
import { IN_THAT_CASE, needed } from '../../core/needed.js';
import type { Outcome } from '../../core/outcome.js';
import type { TaskStep } from '../../core/step.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { attested, contradicts, reason } from '../verdicts.js';
import { sameHost } from './host-names.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Old and new server (manual lines 5–7). `sameHost`: confirmed twice that both are one server. */
    'R-102': z.output<typeof input> & { sameHost: boolean };
  }
}

const input = form({
  newHardware: flag({
    de: 'Läuft Connect auf neuer Hardware?',
    en: 'Does Connect run on new hardware?',
  }),
  sourceHost: text(
    { de: 'Name des alten Servers', en: 'Name of the old server' },
    { example: 'UC01' },
  ),
  targetHost: text(
    { de: 'Name des neuen Servers', en: 'Name of the new server' },
    { example: 'CONNECT01' },
  ),
  sourceAddresses: list({
    de: 'IP-Adressen des alten Servers',
    en: 'IP addresses of the old server',
  }),
  targetAddresses: list({
    de: 'IP-Adressen des neuen Servers',
    en: 'IP addresses of the new server',
  }),
  targetMachine: choice({ de: 'Neuer Server', en: 'New server' }, ['physical', 'virtual']),
  sameHostRepeated: needed(
    text({
      de: 'Nur wenn alt und neu derselbe Server sind: Name noch einmal',
      en: 'Only if old and new are one server: its name again',
    }).optional(),
    IN_THAT_CASE,
  ),
}).superRefine((claim, ctx) => {
  for (const path of ['sourceAddresses', 'targetAddresses'] as const) {
    const bad = claim[path].find((a) => isIP(a.trim()) === 0);
    if (bad === undefined) continue;
    const message = `„${bad}“ ist keine IP-Adresse, erwartet z. B. 192.0.2.10 / "${bad}" is not an IP address, expected e.g. 192.0.2.10`;
    ctx.addIssue({ code: 'custom', path: [path], message });
  }
});

@Step({
  id: 'R-102',
  part: 'intake',
  kind: 'task',
  title: { de: 'Alten und neuen Server benennen', en: 'Name the old and the new server' },
  instruction: {
    de: 'Halten Sie fest, von welchem Server auf welchen umgestellt wird. Das Handbuch beschreibt den Weg mit neuer Hardware.',
    en: 'Record which server is replaced by which. The manual describes the way with new hardware.',
  },
  lines: [5, 7],
  gaps: ['D11'],
  form: input,
  undo: { possible: 'yes', how: { de: 'Angaben neu erfassen.', en: 'Enter the data again.' } },
})
export class DescribeHardware implements TaskStep<z.output<typeof input>> {
  verify(claim: z.output<typeof input>): Outcome<z.output<typeof input> & { sameHost: boolean }> {
    const shared = claim.sourceAddresses.filter((a) => claim.targetAddresses.includes(a));
    const same = sameHost(claim.sourceHost, claim.targetHost) || shared.length > 0;
    if (same && claim.sameHostRepeated?.trim() !== claim.targetHost.trim()) {
      return contradicts(
        reason(
          'host.same-as-source',
          'Alter und neuer Server haben denselben Namen oder dieselbe IP-Adresse. Ist das gewollt, tragen Sie den Namen noch einmal ein.',
          'Old and new server share a name or an IP address. If that is intended, enter the name again.',
          { claimed: [claim.targetHost, ...shared].join(', '), known: claim.sourceHost },
        ),
      );
    }
    const flags = { newHardware: claim.newHardware, virtual: claim.targetMachine === 'virtual' };
    const facts = { ...claim, sameHost: same };
    if (claim.newHardware && !same) return attested(facts, { flags });
    const why = reason(
      'hardware.not-new',
      'Das Handbuch beschreibt den Wechsel mit neuer Hardware. Für diesen Fall braucht es eine fachliche Freigabe.',
      'The manual describes the move to new hardware. This case needs an expert release.',
    );
    return attested(facts, { flags, reasons: [why], approval: why.text });
  }
}
