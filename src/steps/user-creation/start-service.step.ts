import type { z } from 'zod';
import { form, instant } from '../../core/fields.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { reason } from '../verdicts.js';
import { judge, notInFuture } from './judge.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** When the XPhone Connect server service was started (manual line 255), ISO 8601. */
    'R-701': { startedAt: string };
  }
}

const input = form({
  startedAt: instant({ de: 'Dienst gestartet um', en: 'Service started at' }),
  state: choice({ de: 'Zustand des Dienstes', en: 'State of the service' }, [
    'running',
    'starting',
    'stopped',
  ]),
});

@Step({
  id: 'R-701',
  part: 'user-creation',
  kind: 'task',
  title: {
    de: 'XPhone-Connect-Serverdienst starten',
    en: 'Start the XPhone Connect server service',
  },
  instruction: {
    de: 'Starten Sie den XPhone-Connect-Serverdienst auf dem neuen Server. Warten Sie, bis er läuft. Notieren Sie die Zeit.',
    en: 'Start the XPhone Connect server service on the new server. Wait until it runs. Note the time.',
  },
  lines: [255],
  gaps: ['D14'],
  form: input,
  evidence: {
    required: false,
    what: { de: 'Bild der Dienstverwaltung', en: 'Screenshot of the service manager' },
  },
  reads: ['R-606'],
  undo: { possible: 'yes', how: { de: 'Dienst beenden.', en: 'Stop the service.' } },
})
export class StartService implements TaskStep<z.output<typeof input>> {
  verify({ startedAt, state }: z.output<typeof input>, context: StepContext): Outcome {
    const importedAt = context.fact('R-606')?.importedAt;
    const against = notInFuture(startedAt, context.now);
    if (state !== 'running') {
      against.push(
        reason(
          'service.not-running',
          'Der Dienst läuft nicht. Ohne ihn lassen sich keine Benutzer anlegen.',
          'The service does not run. Without it no users can be created.',
          { claimed: state, known: 'running' },
        ),
      );
    }
    const early = importedAt !== undefined && Date.parse(startedAt) < Date.parse(importedAt);
    const notes = early
      ? [
          reason(
            'service.ran-earlier',
            'Der Dienst lief schon vor dem Import der Systemeinstellungen. Das ist festgehalten.',
            'The service already ran before the import of the system settings. This is recorded.',
            { claimed: startedAt, known: importedAt },
          ),
        ]
      : [];
    return judge(against, { startedAt }, { flags: { started: true }, notes, compared: false });
  }
}
