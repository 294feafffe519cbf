import type { Outcome } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { ComputedStep } from '../computed-step.js';
import { Step } from '../step.decorator.js';
import { judge } from '../user-creation/judge.js';
import { cannotRead, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** The file created nobody (manual lines 229 and 231): users before and after its run. */
    'R-907': { created: number };
  }
}

@Step({
  id: 'R-907',
  part: 'lines',
  kind: 'step',
  title: { de: 'Die Datei legte niemanden an', en: 'The file created nobody' },
  instruction: {
    de: '`UserLinesDynamic.csv` kann keine Benutzer anlegen, aber vorhandene ändern. Umstieg vergleicht R-904 und R-906.',
    en: '`UserLinesDynamic.csv` cannot create users but can change existing ones. Umstieg compares R-904 and R-906.',
  },
  lines: [229, 231],
  warnings: ['W-17'],
  reads: ['R-904', 'R-906'],
  agrees: {
    de: 'Der Lauf (R-906) hat genau die Zeilen der Datei (R-904) geändert und niemanden angelegt.',
    en: 'The run (R-906) changed exactly the rows of the file (R-904) and created nobody.',
  },
  undo: { possible: 'yes', how: { de: 'Nur ein Vergleich.', en: 'Only a comparison.' } },
})
export class ConfirmFileLimits extends ComputedStep {
  protected compute(_input: Record<string, unknown>, context: StepContext): Outcome {
    const run = context.fact('R-906');
    const file = context.fact('R-904');
    if (!run || !file) {
      return cannotRead(
        { created: 0 },
        reason(
          'connector.run-unknown',
          'Ergebnis des Laufs fehlt.',
          'The result of the run is missing.',
        ),
      );
    }
    const created = run.usersAfter - run.usersBefore;
    const against =
      created === 0 && run.changed === file.rows
        ? []
        : [
            reason(
              'connector.beyond-limits',
              'Der Lauf tat mehr oder weniger, als die Datei darf (W-17).',
              'The run did more or less than the file may do (W-17).',
              { claimed: `${created} / ${run.changed}`, known: `0 / ${file.rows}` },
            ),
          ];
    return judge(against, { created });
  }
}
