import { z } from 'zod';
import { cell, flag, form, rows, text } from '../../core/fields.js';
import { needed } from '../../core/needed.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { Step } from '../step.decorator.js';
import { judge } from '../user-creation/judge.js';
import { reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Whether the import runs once more (manual line 193) and what was changed by hand since the last one. */
    'R-607': {
      again: boolean;
      importNumber: number;
      changedByHand: readonly { setting: string }[];
    };
  }
}

const input = form({
  again: flag({ de: 'Soll noch einmal importiert werden?', en: 'Import once more?' }),
  whyAgain: needed(
    text({ de: 'Grund für die Wiederholung', en: 'Reason for the repetition' }).optional(),
    {
      de: 'nötig, wenn noch einmal importiert werden soll oder wurde',
      en: 'needed if it is to be imported once more, or was',
    },
  ),
  changedByHand: rows(
    { de: 'Seit dem Import von Hand geändert', en: 'Changed by hand since the import' },
    z.strictObject({
      setting: cell(
        { de: 'Geänderte Einstellung', en: 'Setting that was changed' },
        z.string().min(1).max(500),
      ),
    }),
  ).optional(),
}).refine((v) => !v.again || (v.whyAgain !== undefined && v.changedByHand !== undefined), {
  path: ['whyAgain'],
  message:
    'Für eine Wiederholung werden der Grund und die Liste der Änderungen von Hand erwartet, auch wenn sie leer ist / A repetition needs the reason and the list of changes made by hand, even if it is empty',
});

@Step({
  id: 'R-607',
  part: 'config-import',
  kind: 'task',
  title: { de: 'Import wiederholen?', en: 'Repeat the import?' },
  instruction: {
    de: 'Der Import lässt sich wiederholen. Er überschreibt dann alle gewählten Einstellungen, auch die von Hand geänderten. Entscheiden Sie, ob das nötig ist, und nennen Sie den Grund.',
    en: 'The import can be repeated. It then overwrites all selected settings, including those changed by hand. Decide whether that is necessary and give the reason.',
  },
  lines: [193],
  warnings: ['W-13'],
  form: input,
  reads: ['R-606'],
  agrees: {
    de: 'Die Nummer des Imports wurde mit R-606 verglichen; ab dem zweiten ist ein Grund genannt.',
    en: 'The number of the import was compared with R-606; from the second one on a reason is given.',
  },
  undo: { possible: 'yes', how: { de: 'Neu entscheiden.', en: 'Decide again.' } },
})
export class DecideRepetition implements TaskStep<z.output<typeof input>> {
  verify(
    { again, whyAgain, changedByHand = [] }: z.output<typeof input>,
    context: StepContext,
  ): Outcome {
    const done = context.fact('R-606');
    const importNumber = done?.importNumber ?? 1;
    const against =
      importNumber > 1 && whyAgain === undefined
        ? [
            reason(
              'import.repeated-without-reason',
              `Das war Import Nummer ${importNumber}. Nennen Sie den Grund der Wiederholung.`,
              `That was import number ${importNumber}. Give the reason for the repetition.`,
              { known: String(importNumber) },
            ),
          ]
        : [];
    const lost = reason(
      'import.overwrites-manual-changes',
      `${changedByHand.length} Änderung(en) von Hand gehen beim nächsten Import verloren. (W-13)`,
      `${changedByHand.length} change(s) made by hand are lost with the next import. (W-13)`,
      { known: String(changedByHand.length) },
    );
    return judge(
      against,
      { again, importNumber, changedByHand },
      {
        compared: done !== undefined,
        flags: { again, importNumber },
        notes: again && changedByHand.length > 0 ? [lost] : [],
      },
    );
  }
}
