import type { z } from 'zod';
import { form, text } from '../../core/fields.js';
import type { Outcome } from '../../core/outcome.js';
import type { TaskStep } from '../../core/step.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { attested, contradicts, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Variant of the Migration Manager that exports (manual lines 97-119). */
    'R-401': { variant: 'uc-v4-export'; version: string };
  }
}

const input = form({
  variant: choice(
    { de: 'Variante des Migration Managers', en: 'Variant of the Migration Manager' },
    ['uc-v4-export', 'connect-import', 'unknown'],
  ),
  version: text(
    {
      de: 'Version des Migration Managers, wie angezeigt',
      en: 'Version of the Migration Manager as shown',
    },
    { example: '4.5.5', max: 100 },
  ),
});

@Step({
  id: 'R-401',
  part: 'config-export',
  kind: 'task',
  title: { de: 'Variante für XPhone UC V4 wählen', en: 'Choose the variant for XPhone UC V4' },
  instruction: {
    de: 'Den `XPhone Connect Migration Manager` gibt es in zwei Varianten. Auf den alten Server gehört `Export aus XPhone UC V4`; diese kann nur `Export`. Auf den neuen Server gehört `Import in XPhone Connect`; diese kann `Export & Import`. Deren Export sichert aber einen Connect-Server: Das ist nicht dieser Schritt.',
    en: 'There are two variants of the `XPhone Connect Migration Manager`. The old server needs `Export aus XPhone UC V4`; it can only do `Export`. The new server needs `Import in XPhone Connect`; it can do `Export & Import`. But its export saves a Connect server: that is not this step.',
  },
  lines: [97, 99, 101, 103, 105, 107, 109, 111, 113, 115, 117, 119],
  warnings: ['W-07'],
  form: input,
  evidence: {
    required: true,
    what: {
      de: 'Bild des Fensters mit der Variante',
      en: 'Screenshot of the window with the variant',
    },
  },
  reads: ['R-103'],
  undo: {
    possible: 'yes',
    how: { de: 'Die andere Variante starten.', en: 'Start the other variant.' },
  },
})
export class ChooseVariant implements TaskStep<z.output<typeof input>> {
  verify({ variant, version }: z.output<typeof input>): Outcome {
    if (variant === 'uc-v4-export') {
      return attested({ variant, version }, { flags: { variant } });
    }
    return contradicts(
      reason(
        'export.wrong-variant',
        'Für diesen Schritt zählt nur `Export aus XPhone UC V4`. Schließen Sie das Fenster und starten Sie den Migration Manager auf dem bisherigen Server.',
        'Only `Export aus XPhone UC V4` counts for this step. Close the window and start the Migration Manager on the old server.',
        { claimed: variant, known: 'uc-v4-export' },
      ),
    );
  }
}
