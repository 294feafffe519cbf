import { appendFileSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Outcome } from '../../src/core/outcome.js';
import type { AutomaticStep, StepContext } from '../../src/core/step.js';
import { runProgram } from '../../src/run-program.js';
import { Step } from '../../src/steps/step.decorator.js';
import { consistent } from '../../src/steps/verdicts.js';
import { CERTIFICATE_RENEWAL } from '../second-sequence/certificate-renewal.js';
import { WriteNotice } from '../second-sequence/notice.steps.js';

/** A file outside the data folder: what the step does to the world, and when. */
const WORLD = process.env['SLOW_STEP_WORLD'] ?? '';
const TAKES_MS = Number(process.env['SLOW_STEP_MS'] ?? 0);
const doneBy = (key: string) => `done ${key}\n`;

/** Works for a while, without heeding that it is to stop, and then does its effect. */
@Step({
  id: 'C-301',
  part: 'notice',
  kind: 'step',
  title: { de: 'Mitteilung schreiben', en: 'Write the notice' },
  instruction: { de: 'Umstieg schreibt sie.', en: 'Umstieg writes it.' },
  lines: [7],
  reads: ['C-101'],
  undo: { possible: 'yes', how: { de: 'Nur ein Text.', en: 'Only a text.' } },
})
class SlowNotice implements AutomaticStep {
  check(_input: unknown, { idempotencyKey: key }: StepContext): Promise<Outcome | undefined> {
    const stands = readFileSync(WORLD, 'utf8').includes(doneBy(key));
    return Promise.resolve(stands ? consistent({ notice: key }) : undefined);
  }

  async execute(_input: unknown, { idempotencyKey: key }: StepContext): Promise<Outcome> {
    appendFileSync(WORLD, `began ${key}\n`);
    await delay(TAKES_MS);
    appendFileSync(WORLD, doneBy(key));
    return consistent({ notice: key });
  }
}

/** The real command line of a sequence with such a step. */
await runProgram({
  purpose: { de: 'Ein langsamer Schritt', en: 'A slow step' },
  sequence: () =>
    Promise.resolve({
      ...CERTIFICATE_RENEWAL,
      steps: [...CERTIFICATE_RENEWAL.steps.filter((step) => step !== WriteNotice), SlowNotice],
    }),
});
