import type { z } from 'zod';
import { choice, form, instant } from '../../src/core/fields.js';
import type { Outcome } from '../../src/core/outcome.js';
import type { StepContext, TaskStep } from '../../src/core/step.js';
import { Step } from '../../src/steps/step.decorator.js';
import { attested, contradicts, reason } from '../../src/steps/verdicts.js';

declare module '../../src/core/facts.js' {
  interface Facts {
    'C-201': { exchangedAt: string };
    'C-202': { shown: string };
  }
}

const exchanged = form({
  exchangedAt: instant({ de: 'Ausgetauscht um', en: 'Exchanged at' }),
});

@Step({
  id: 'C-201',
  part: 'exchange',
  kind: 'task',
  title: { de: 'Zertifikat austauschen', en: 'Exchange the certificate' },
  instruction: {
    de: 'Sichern Sie das bisherige Zertifikat. Spielen Sie das neue mit `Ersetzen` ein.',
    en: 'Save the present certificate. Install the new one with `Ersetzen`.',
  },
  lines: [4, 5],
  warnings: ['W-01'],
  form: exchanged,
  evidence: { required: true, what: { de: 'Gesichertes Zertifikat', en: 'Saved certificate' } },
  reads: ['C-101'],
  undo: {
    possible: 'partly',
    how: {
      de: 'Das gesicherte Zertifikat einspielen, solange es gilt.',
      en: 'Install the saved certificate while it is valid.',
    },
  },
})
export class ExchangeCertificate implements TaskStep<z.output<typeof exchanged>> {
  verify({ exchangedAt }: z.output<typeof exchanged>): Outcome {
    return attested({ exchangedAt });
  }
}

const watched = form({
  shown: choice({ de: 'Vorgezeigt wird', en: 'Shown is' }, ['neu', 'alt']),
});

@Step({
  id: 'C-202',
  part: 'exchange',
  kind: 'task',
  title: { de: 'Nach einem Tag prüfen', en: 'Check after a day' },
  instruction: {
    de: 'Warten Sie einen Tag. Sehen Sie dann nach, welches Zertifikat der Server vorzeigt.',
    en: 'Wait for a day. Then look which certificate the server shows.',
  },
  lines: [6],
  form: watched,
  reads: ['C-201'],
  undo: { possible: 'yes', how: { de: 'Noch einmal nachsehen.', en: 'Look again.' } },
})
export class CheckAfterDay implements TaskStep<z.output<typeof watched>> {
  verify({ shown }: z.output<typeof watched>, context: StepContext): Outcome {
    const since = context.fact('C-201')?.exchangedAt ?? '';
    if (shown === 'neu') return attested({ shown });
    return contradicts(
      reason(
        'certificate.old',
        `Seit ${since} müsste der Server das neue Zertifikat vorzeigen.`,
        `Since ${since} the server should show the new certificate.`,
      ),
    );
  }
}
