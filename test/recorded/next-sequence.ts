import type { Outcome } from '../../src/core/outcome.js';
import type { StepSpec, TaskStep } from '../../src/core/step.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import type { Sequence } from '../../src/engine/sequence.js';
import { DEFINITION } from '../../src/machines/documented/definition.js';
import { Step } from '../../src/steps/step.decorator.js';
import { attested } from '../../src/steps/verdicts.js';
import { nextOf, TO_NEXT } from './next-definition.js';

const row = (id: string, part: string, title: string): StepSpec => ({
  ...{ id, part, kind: 'task', title: { de: title, en: title } },
  ...{ instruction: { de: title, en: title }, lines: [] },
  undo: { possible: 'yes', how: { de: '', en: '' } },
});

@Step(row('R-314', 'license-upgrade', 'Nummer des Kunden'))
class ChooseNumber implements TaskStep {
  verify(): Outcome {
    return attested({});
  }
}
@Step(row('R-400', 'config-export', 'Strom'))
class CheckPower implements TaskStep {
  verify(): Outcome {
    return attested({});
  }
}

/** The documented sequence as a later release may have it: its machines, its mapping, and a step for each new row. */
export const NEXT_SEQUENCE: Sequence = {
  ...DOCUMENTED,
  definition: nextOf(DEFINITION),
  steps: [...DOCUMENTED.steps, ChooseNumber, CheckPower],
  mappings: [TO_NEXT],
};
