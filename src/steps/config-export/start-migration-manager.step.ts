import type { z } from 'zod';
import { flag, form, text } from '../../core/fields.js';
import { IN_THAT_CASE, needed } from '../../core/needed.js';
import type { Outcome } from '../../core/outcome.js';
import type { TaskStep } from '../../core/step.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { attested, contradicts, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** How the export tool was started (manual lines 121 and 131, both ways count). */
    'R-402': { way: 'service-manager' | 'double-click'; account: string };
  }
}

const input = form({
  way: choice({ de: 'Gestartet über', en: 'Started by' }, ['service-manager', 'double-click']),
  account: text(
    { de: 'Angemeldetes Windows-Konto', en: 'Windows account signed in' },
    { max: 256 },
  ),
  administrator: flag({
    de: 'Konto hat Administratorrechte',
    en: 'Account has administrator rights',
  }),
  started: flag({ de: 'Das Fenster ist offen', en: 'The window is open' }),
  errorText: needed(
    text({
      de: 'Fehlertext, falls es nicht startet',
      en: 'Error text if it does not start',
    }).optional(),
    IN_THAT_CASE,
  ),
}).refine((v) => v.started || v.errorText !== undefined, {
  path: ['errorText'],
  message:
    'Nicht gestartet: Erwartet wird der Fehlertext im Wortlaut / Not started: the error text is expected word for word',
});

@Step({
  id: 'R-402',
  part: 'config-export',
  kind: 'task',
  title: {
    de: 'Migration Manager auf dem alten Server starten',
    en: 'Start the Migration Manager on the old server',
  },
  instruction: {
    de: 'Öffnen Sie auf dem bisherigen Server im `START`-Menü den `XPhone Server Dienst Manager` und dort unter `Tools` den `Migration Manager`. Ein Doppelklick auf `XPhoneMigration` führt zum selben Fenster. Beide Wege gelten.',
    en: 'On the old server open the `XPhone Server Dienst Manager` from the `START` menu, then `Tools`, then `Migration Manager`. A double-click on `XPhoneMigration` leads to the same window. Both ways count.',
  },
  lines: [121, 123, 131],
  gaps: ['D5'],
  form: input,
  reads: ['R-103'],
  undo: { possible: 'yes', how: { de: 'Fenster schließen.', en: 'Close the window.' } },
})
export class StartMigrationManager implements TaskStep<z.output<typeof input>> {
  verify({ way, account, administrator, started, errorText }: z.output<typeof input>): Outcome {
    if (!started) {
      return contradicts(
        reason(
          'export.tool-does-not-start',
          'Der Migration Manager startet nicht. Prüfen Sie Rechte und Version. Hilft das nicht, fragen Sie den Support von C4B und legen den Fehlertext bei.',
          'The Migration Manager does not start. Check rights and version. If that does not help, ask C4B support and attach the error text.',
          { claimed: errorText ?? '' },
        ),
      );
    }
    const rights = reason(
      'export.no-administrator',
      'Das Konto hat keine Administratorrechte. Annahme: Der Export braucht sie, um alle Daten zu lesen.',
      'The account has no administrator rights. Assumption: the export needs them to read all data.',
    );
    return attested({ way, account }, { reasons: administrator ? [] : [rights] });
  }
}
