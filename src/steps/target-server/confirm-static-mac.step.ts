import type { z } from 'zod';
import { form } from '../../core/fields.js';
import type { Outcome } from '../../core/outcome.js';
import type { TaskStep } from '../../core/step.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { attested, contradicts, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    'R-202': { mac: 'fest'; runningMoves: 'keine' };
  }
}

const input = form({
  mac: choice({ de: 'Die MAC-Adresse der VM ist', en: 'The MAC address of the VM is' }, [
    'fest',
    'dynamisch',
  ]),
  runningMoves: choice(
    {
      de: 'Snapshots und Live-Migration im laufenden Betrieb',
      en: 'Snapshots and live migration while running',
    },
    ['keine', 'moeglich'],
  ),
});

@Step({
  id: 'R-202',
  part: 'target-server',
  kind: 'task',
  title: {
    de: 'Feste MAC-Adresse der VM bestätigen',
    en: 'Confirm the static MAC address of the VM',
  },
  instruction: {
    de: 'Stellen Sie im Hypervisor eine feste MAC-Adresse ein. Verschieben Sie die laufende VM nicht und machen Sie im Betrieb keine Snapshots: Ändert sich die Hardware-ID, gilt die Lizenz nicht mehr.',
    en: 'Set a static MAC address in the hypervisor. Do not move the running VM and take no snapshots while it runs: when the hardware ID changes, the license is no longer valid.',
  },
  lines: [],
  optional: true,
  sources: ['LIC10', 'INFRA10'],
  warnings: ['W-14'],
  form: input,
  evidence: {
    required: true,
    what: { de: 'Bildschirmfoto aus dem Hypervisor', en: 'Screenshot of the hypervisor' },
  },
  reads: ['R-102'],
  undo: {
    possible: 'yes',
    how: { de: 'Einstellung im Hypervisor ändern.', en: 'Change the setting in the hypervisor.' },
  },
})
export class ConfirmStaticMac implements TaskStep<z.output<typeof input>> {
  verify({ mac, runningMoves }: z.output<typeof input>): Outcome {
    if (mac === 'dynamisch') {
      return contradicts(
        reason(
          'vm.dynamic-mac',
          'Mit dynamischer MAC-Adresse kann sich die Hardware-ID ändern. Dann wird die Lizenz ungültig und alle Benutzer verlieren ihre Client-Lizenz.',
          'With a dynamic MAC address the hardware ID may change. Then the license becomes invalid and all users lose their client license.',
          { claimed: 'dynamisch', known: 'fest' },
        ),
      );
    }
    if (runningMoves === 'moeglich') {
      return contradicts(
        reason(
          'vm.running-moves',
          'Schließen Sie Snapshots und Live-Migration der laufenden VM aus.',
          'Rule out snapshots and live migration of the running VM.',
          { claimed: 'moeglich', known: 'keine' },
        ),
      );
    }
    return attested({ mac, runningMoves });
  }
}
