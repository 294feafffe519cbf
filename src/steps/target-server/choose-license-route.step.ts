import type { z } from 'zod';
import { flag, form } from '../../core/fields.js';
import type { Outcome } from '../../core/outcome.js';
import type { TaskStep } from '../../core/step.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { attested, contradicts, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** How the license package reaches the server (manual line 13). */
    'R-204': { route: 'import' | 'online'; internet: boolean };
  }
}

const input = form({
  route: choice({ de: 'Weg zur Lizenz', en: 'Way to the license' }, ['import', 'online']),
  internet: flag({
    de: 'Hat der neue Server Zugang zum Internet?',
    en: 'Does the new server have internet access?',
  }),
});

@Step({
  id: 'R-204',
  part: 'target-server',
  kind: 'task',
  title: { de: 'Weg der Lizenzierung wählen', en: 'Choose the license route' },
  instruction: {
    de: 'Entscheiden Sie: `Lizenzpaket importieren` (Datei) oder `Lizenzpaket online verwalten` (Server holt selbst). Der Online-Weg braucht Internet am Server.',
    en: 'Decide: `Lizenzpaket importieren` (file) or `Lizenzpaket online verwalten` (the server fetches it). The online route needs internet access on the server.',
  },
  lines: [13],
  gaps: ['D1'],
  form: input,
  undo: { possible: 'yes', how: { de: 'Anderen Weg wählen.', en: 'Choose the other route.' } },
})
export class ChooseLicenseRoute implements TaskStep<z.output<typeof input>> {
  verify({ route, internet }: z.output<typeof input>): Outcome {
    if (route === 'online' && !internet) {
      return contradicts(
        reason(
          'route.no-internet',
          'Ohne Internet am Server geht der Online-Weg nicht. Nehmen Sie `Lizenzpaket importieren`.',
          'Without internet access the online route does not work. Use `Lizenzpaket importieren`.',
          { claimed: 'online', known: 'import' },
        ),
      );
    }
    return attested({ route, internet }, { flags: { route } });
  }
}
