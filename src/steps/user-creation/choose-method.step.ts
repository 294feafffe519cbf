import type { z } from 'zod';
import { form, text } from '../../core/fields.js';
import { IN_THAT_CASE, needed } from '../../core/needed.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { choices } from '../choices.js';
import { Step } from '../step.decorator.js';
import { reason } from '../verdicts.js';
import { judge } from './judge.js';

const METHODS = ['ad', 'text', 'manual'] as const;
export type CreationMethod = (typeof METHODS)[number];

declare module '../../core/facts.js' {
  interface Facts {
    /** How users are created, in this order (manual line 175). */
    'R-702': { methods: readonly CreationMethod[] };
  }
}

const input = form({
  methods: choices(
    { de: 'Wege in der Reihenfolge ihrer Ausführung', en: 'Methods in the order they are used' },
    METHODS,
  ),
  changedBecause: needed(
    text({
      de: 'Grund, falls anders als geplant',
      en: 'Reason if different from the plan',
    }).optional(),
    IN_THAT_CASE,
  ),
}).refine((v) => v.methods.length > 0 && new Set(v.methods).size === v.methods.length, {
  path: ['methods'],
  message:
    'Erwartet: mindestens ein Weg, keiner doppelt / Expected: at least one method, none twice',
});

@Step({
  id: 'R-702',
  part: 'user-creation',
  kind: 'task',
  title: { de: 'Weg der Benutzeranlage bestätigen', en: 'Confirm how users are created' },
  instruction: {
    de: 'Benutzer müssen vorhanden sein, bevor Benutzerdaten importiert werden. Bestätigen Sie den geplanten Weg: `AD-Konnektor`, `Text-Konnektor` oder von Hand. Bei mehreren Wegen zählt die Reihenfolge.',
    en: 'Users must exist before user data are imported. Confirm the planned method: AD connector (`AD-Konnektor`), text connector (`Text-Konnektor`) or by hand. With several methods the order counts.',
  },
  lines: [169, 171, 175, 255],
  warnings: ['W-12'],
  form: input,
  reads: ['R-108'],
  agrees: {
    de: 'Weg und Reihenfolge sind die geplanten (R-108), oder ein Grund ist genannt.',
    en: 'Method and order are the planned ones (R-108), or a reason is given.',
  },
  undo: { possible: 'yes', how: { de: 'Neu entscheiden.', en: 'Decide again.' } },
})
export class ChooseMethod implements TaskStep<z.output<typeof input>> {
  verify({ methods, changedBecause }: z.output<typeof input>, context: StepContext): Outcome {
    const planned = context.fact('R-108')?.order;
    const against: Reason[] = [];
    if (planned && planned.join() !== methods.join() && changedBecause === undefined) {
      against.push(
        reason(
          'method.differs-from-plan',
          'Geplant war ein anderer Weg oder eine andere Reihenfolge. Nennen Sie den Grund.',
          'Another method or another order was planned. Give the reason.',
          { claimed: methods.join(', '), known: planned.join(', ') },
        ),
      );
    }
    const has = (method: CreationMethod) => methods.includes(method);
    const notes: Reason[] = [];
    if (has('manual') && usesDynamicLines(context)) {
      notes.push(
        reason(
          'method.manual-dynamic',
          'Von Hand angelegte Benutzer ändert kein Konnektor. Deren dynamische Leitung ist Handarbeit (W-12).',
          'No connector changes users created by hand. Their dynamic line is manual work (W-12).',
        ),
      );
    }
    const flags = { ad: has('ad'), text: has('text'), manual: has('manual') };
    return judge(against, { methods }, { flags, notes, compared: planned !== undefined });
  }
}

/** Whether dynamic lines are in scope. */
export function usesDynamicLines(context: StepContext): boolean {
  return context.fact('R-106')?.dynamicLines ?? false;
}
