import type { z } from 'zod';
import { flag, form } from '../../core/fields.js';
import type { Outcome } from '../../core/outcome.js';
import type { TaskStep } from '../../core/step.js';
import { Step } from '../step.decorator.js';
import { attested } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** The person knows that the left side exports and the right side imports (manual lines 183-185). */
    'R-602': { understood: true };
  }
}

const input = form({
  understood: flag({
    de: 'Ich arbeite auf der rechten Seite IMPORT',
    en: 'I work on the right side IMPORT',
  }),
}).refine((v) => v.understood, {
  path: ['understood'],
  message:
    'Erwartet wird „ja“: Der Import steht auf der rechten Seite / Expected is "yes": the import is on the right side',
});

@Step({
  id: 'R-602',
  part: 'config-import',
  kind: 'task',
  title: { de: 'Die beiden Seiten unterscheiden', en: 'Tell the two sides apart' },
  instruction: {
    de: 'Links steht `EXPORT`: Damit sichern Sie Daten dieses Connect-Servers, etwa für einen anderen Standort. Rechts steht `IMPORT`: Damit spielen Sie den Export ein. Ab jetzt gilt die rechte Seite.',
    en: 'On the left is `EXPORT`: it saves data of this Connect server, for example for another site. On the right is `IMPORT`: it brings in the export. From now on the right side counts.',
  },
  lines: [183, 185],
  warnings: ['W-07'],
  form: input,
  undo: { possible: 'yes', how: { de: 'Nichts zu tun.', en: 'Nothing to do.' } },
})
export class KnowBothSides implements TaskStep<z.output<typeof input>> {
  verify(): Outcome {
    return attested({ understood: true });
  }
}
