import type { Outcome } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { ComputedStep } from '../computed-step.js';
import { Step } from '../step.decorator.js';
import { readExported, type LineFilePlace } from './exported-line-file.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Lines with `ConsoleIdentification` (manual lines 153-155), to be set again in Connect. */
    'R-409': LineFilePlace & { rows: number; count: number };
  }
}

@Step({
  id: 'R-409',
  part: 'config-export',
  kind: 'step',
  title: { de: 'DynamicLines.csv prüfen', en: 'Check DynamicLines.csv' },
  instruction: {
    de: '`DynamicLines.csv` nennt alle Leitungen mit dem Attribut `ConsoleIdentification`. In Connect geben Sie denselben Leitungen dasselbe Attribut. Die Datei gehört in keinen Text-Konnektor. Umstieg prüft, dass keine Leitung doppelt und kein Attribut leer ist.',
    en: '`DynamicLines.csv` names all lines with the attribute `ConsoleIdentification`. In Connect you give the same lines the same attribute. The file belongs in no text connector. Umstieg checks that no line stands twice and no attribute is empty.',
  },
  lines: [153, 155, 157],
  sources: ['LINES'],
  warnings: ['W-09'],
  gaps: ['D9'],
  reads: ['R-403', 'R-406'],
  agrees: {
    de: '`DynamicLines.csv` ist noch die Datei, die R-406 eingelesen hat, und hat den Aufbau aus dem Handbuch; oder sie wurde laut R-403 nicht exportiert.',
    en: '`DynamicLines.csv` still is the file that R-406 read and is built as in the manual; or according to R-403 it was not exported.',
  },
  undo: { possible: 'yes', how: { de: 'Umstieg liest nur.', en: 'Umstieg only reads.' } },
})
export class CheckDynamicLines extends ComputedStep {
  protected compute(_input: Record<string, unknown>, context: StepContext): Promise<Outcome> {
    return readExported('dynamic-lines', context, (file) => ({
      rows: file?.rows ?? 0,
      count: file?.lines.size ?? 0,
    }));
  }
}
