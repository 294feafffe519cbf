import type { Outcome } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { ComputedStep } from '../computed-step.js';
import { Step } from '../step.decorator.js';
import { readExported, type LineFilePlace } from './exported-line-file.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Users without dynamic lines and their lines (manual lines 145-147): an overview. */
    'R-407': LineFilePlace & { rows: number; users: number; lines: number };
  }
}

@Step({
  id: 'R-407',
  part: 'config-export',
  kind: 'step',
  title: { de: 'UserLines.csv prüfen', en: 'Check UserLines.csv' },
  instruction: {
    de: '`UserLines.csv` nennt die Leitungen der Benutzer ohne dynamische Zuordnung. Die Datei ist eine Übersicht und gehört in keinen Text-Konnektor. Umstieg liest sie und zählt Benutzer und Leitungen.',
    en: '`UserLines.csv` names the lines of users without dynamic assignment. The file is an overview and belongs in no text connector. Umstieg reads it and counts users and lines.',
  },
  lines: [145, 147, 157],
  warnings: ['W-09'],
  reads: ['R-403', 'R-406'],
  agrees: {
    de: '`UserLines.csv` ist noch die Datei, die R-406 eingelesen hat, und hat den Aufbau aus dem Handbuch; oder sie wurde laut R-403 nicht exportiert.',
    en: '`UserLines.csv` still is the file that R-406 read and is built as in the manual; or according to R-403 it was not exported.',
  },
  undo: { possible: 'yes', how: { de: 'Umstieg liest nur.', en: 'Umstieg only reads.' } },
})
export class CheckUserLines extends ComputedStep {
  protected compute(_input: Record<string, unknown>, context: StepContext): Promise<Outcome> {
    return readExported('user-lines', context, (file) => ({
      rows: file?.rows ?? 0,
      users: file?.userCount ?? 0,
      lines: file?.lines.size ?? 0,
    }));
  }
}
