import type { Outcome } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { ComputedStep } from '../computed-step.js';
import { Step } from '../step.decorator.js';
import { cannotRead, consistent, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Whether the part "lines" is needed (manual lines 221 to 227). */
    'R-901': { needed: boolean };
  }
}

@Step({
  id: 'R-901',
  part: 'lines',
  kind: 'step',
  title: { de: 'Werden dynamische Leitungen übernommen?', en: 'Are dynamic lines taken over?' },
  instruction: {
    de: 'Umstieg liest aus dem Umfang, ob dynamische Leitungen in Gebrauch sind. Die exportierten Tabellen zeigen alle Leitungen. Eine davon, `UserLinesDynamic.csv`, ist die Grundlage für den Text-Konnektor.',
    en: 'Umstieg reads from the scope whether dynamic lines are in use. The exported tables show all lines. One of them, `UserLinesDynamic.csv`, is the base for the text connector.',
  },
  lines: [221, 223, 225, 227],
  reads: ['R-104', 'R-106'],
  agrees: {
    de: 'Ob dynamische Leitungen zum Umfang gehören, steht in R-106.',
    en: 'Whether dynamic lines are in scope stands in R-106.',
  },
  undo: {
    possible: 'yes',
    how: { de: 'Umfang in R-106 ändern.', en: 'Change the scope in R-106.' },
  },
})
export class DecideNeed extends ComputedStep {
  protected compute(_input: Record<string, unknown>, context: StepContext): Outcome {
    const scope = context.fact('R-106');
    const csv = context.fact('R-104')?.dynamicLinesCsv ?? true;
    if (!scope) {
      const unknown = reason(
        'lines.scope-unknown',
        'Der Umfang ist nicht festgelegt. Umstieg nimmt an, dass der Teil nötig ist.',
        'The scope is not settled. Umstieg assumes that the part is needed.',
      );
      return cannotRead({ needed: true }, unknown, { flags: { needed: true, csv } });
    }
    const needed = scope.dynamicLines;
    const reasons = needed
      ? []
      : [
          reason(
            'lines.not-in-scope',
            'Dynamische Leitungen gehören nicht zum Umfang. Dieser Teil entfällt.',
            'Dynamic lines are not in scope. This part does not apply.',
          ),
        ];
    return consistent({ needed }, { reasons, flags: { needed, csv } });
  }
}
