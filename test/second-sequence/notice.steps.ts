import type { z } from 'zod';
import { date, form } from '../../src/core/fields.js';
import type { Outcome } from '../../src/core/outcome.js';
import type { StepContext, TaskStep } from '../../src/core/step.js';
import { ComputedStep } from '../../src/steps/computed-step.js';
import { Step } from '../../src/steps/step.decorator.js';
import { attested, consistent } from '../../src/steps/verdicts.js';

@Step({
  id: 'C-301',
  part: 'notice',
  kind: 'step',
  title: { de: 'Mitteilung schreiben', en: 'Write the notice' },
  instruction: {
    de: 'Umstieg schreibt die Mitteilung an die Partner und legt sie als Nachweis ab.',
    en: 'Umstieg writes the notice to the partners and keeps it as evidence.',
  },
  lines: [7],
  reads: ['C-101'],
  agrees: {
    de: 'Die Mitteilung nennt Server und Ablauf aus C-101.',
    en: 'The notice names the server and the expiry of C-101.',
  },
  undo: { possible: 'yes', how: { de: 'Nur ein Text.', en: 'Only a text.' } },
})
export class WriteNotice extends ComputedStep {
  protected async compute(_input: unknown, context: StepContext): Promise<Outcome> {
    const { host = '', expiresOn = '' } = context.fact('C-101') ?? {};
    const text = `Das Zertifikat von ${host} wird vor dem ${expiresOn} erneuert.\n`;
    const { digest } = await context.store.put('mitteilung.txt', text);
    return consistent({ notice: digest }, { evidence: [digest] });
  }
}

const sent = form({ sentOn: date({ de: 'Verschickt am', en: 'Sent on' }) });

@Step({
  id: 'C-302',
  part: 'notice',
  kind: 'task',
  title: { de: 'Mitteilung verschicken', en: 'Send the notice' },
  instruction: {
    de: 'Verschicken Sie die Mitteilung an jeden Partner.',
    en: 'Send the notice to every partner.',
  },
  lines: [8],
  form: sent,
  reads: ['C-301'],
  undo: {
    possible: 'no',
    how: { de: 'Eine zweite Mitteilung schicken.', en: 'Send a second one.' },
  },
})
export class SendNotice implements TaskStep<z.output<typeof sent>> {
  verify({ sentOn }: z.output<typeof sent>): Outcome {
    return attested({ sentOn });
  }
}
