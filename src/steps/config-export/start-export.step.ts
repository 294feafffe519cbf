import type { z } from 'zod';
import { form, instant } from '../../core/fields.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { Step } from '../step.decorator.js';
import { judge, notInFuture } from '../user-creation/judge.js';
import { reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** When the export was started (manual line 135), ISO 8601. */
    'R-404': { startedAt: string };
  }
}

const input = form({
  startedAt: instant({ de: 'Export gestartet um', en: 'Export started at' }),
});

@Step({
  id: 'R-404',
  part: 'config-export',
  kind: 'task',
  title: { de: 'Export starten', en: 'Start the export' },
  instruction: {
    de: 'Klicken Sie auf `Start export!` und notieren Sie die Uhrzeit des Servers. Ansagen, die jemand danach aufnimmt, fehlen im Export.',
    en: 'Click `Start export!` and note the clock of the server. Greetings that someone records afterwards are missing in the export.',
  },
  lines: [135],
  form: input,
  reads: ['R-403'],
  undo: {
    possible: 'yes',
    how: {
      de: 'Der Export liest nur. Er lässt sich wiederholen.',
      en: 'The export only reads. It can be repeated.',
    },
  },
})
export class StartExport implements TaskStep<z.output<typeof input>> {
  verify({ startedAt }: z.output<typeof input>, context: StepContext): Outcome {
    return judge(
      notInFuture(startedAt, context.now),
      { startedAt },
      { notes: [cutOff(startedAt)], compared: false },
    );
  }
}

function cutOff(startedAt: string) {
  return reason(
    'export.cut-off',
    'Was nach diesem Zeitpunkt in XPhone UC geändert oder aufgesprochen wird, ist nicht enthalten. Sagen Sie es den Benutzern.',
    'What is changed or recorded in XPhone UC after this moment is not included. Tell the users.',
    { known: startedAt },
  );
}
