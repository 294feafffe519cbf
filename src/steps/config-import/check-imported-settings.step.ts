import { z } from 'zod';
import { cell, form, rows } from '../../core/fields.js';
import { needed } from '../../core/needed.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { Step } from '../step.decorator.js';
import { judge } from '../user-creation/judge.js';
import { cannotRead, reason } from '../verdicts.js';
import { importItem, itemsInScope, labelsOf, type ImportItem } from './import-items.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Result of looking at every imported setting; what is not ok needs a follow-up. */
    'R-609': {
      checked: readonly ImportItem[];
      followUps: readonly { item: ImportItem; note: string }[];
    };
  }
}

const input = form({
  items: rows(
    { de: 'Ergebnis je Einstellung', en: 'Result per setting' },
    z.strictObject({
      item: importItem({ de: 'Einstellung', en: 'Setting' }),
      ok: cell({ de: 'In Ordnung?', en: 'In order?' }, z.boolean()),
      note: needed(
        cell(
          { de: 'Was fehlt, wer behebt es', en: 'What is missing, who fixes it' },
          z.string().min(1).max(4_000),
        ).optional(),
        { de: 'nötig, wenn etwas nicht stimmt', en: 'needed if something is wrong' },
      ),
    }),
  ),
}).refine((v) => v.items.every((i) => i.ok || i.note !== undefined), {
  path: ['items'],
  message:
    'Wo etwas nicht ok ist, wird eine Notiz erwartet: was fehlt, wer es behebt / Where something is not ok a note is expected: what is missing, who fixes it',
});

@Step({
  id: 'R-609',
  part: 'config-import',
  kind: 'task',
  title: { de: 'Importierte Einstellungen prüfen', en: 'Check the imported settings' },
  instruction: {
    de: 'Sehen Sie sich in Connect jede importierte Einstellung an: Wahlparameter, Festnetz, Gateway, Fax, SMS, Ansagen, Auto Attendants, MWI. Halten Sie fest, was stimmt und was nicht.',
    en: 'Look at every imported setting in Connect: dial parameters, PBX, gateway, fax, text messages, greetings, auto attendants, MWI. Record what is right and what is not.',
  },
  lines: [],
  optional: true,
  sources: ['LINES'],
  form: input,
  evidence: { required: false, what: { de: 'Notizen oder Bilder', en: 'Notes or screenshots' } },
  reads: ['R-106', 'R-605', 'R-606'],
  agrees: {
    de: 'Für jede Einstellung im Umfang (R-106) oder jede angehakte (R-605) gibt es ein Ergebnis.',
    en: 'There is a result for every setting in scope (R-106) or ticked (R-605).',
  },
  undo: { possible: 'yes', how: { de: 'Noch einmal prüfen.', en: 'Check again.' } },
})
export class CheckImportedSettings implements TaskStep<z.output<typeof input>> {
  verify({ items }: z.output<typeof input>, context: StepContext): Outcome {
    const checked = items.map((i) => i.item);
    const followUps = items.filter((i) => !i.ok).map(({ item, note = '' }) => ({ item, note }));
    const facts = { checked, followUps };
    const flags = { allOk: followUps.length === 0 };
    const scope = itemsInScope(context) ?? context.fact('R-605')?.items;
    if (!scope) {
      return cannotRead(
        facts,
        reason(
          'scope.unknown',
          'Der Umfang (R-106) ist nicht bekannt.',
          'The scope (R-106) is not known.',
        ),
        { flags },
      );
    }
    const open = scope.filter((item) => !checked.includes(item));
    const { de, en } = labelsOf(open);
    const missing = reason(
      'import.item-unanswered',
      `Ohne Ergebnis: ${de}.`,
      `Without a result: ${en}.`,
      {
        known: open.join(', '),
      },
    );
    const notes = followUps.map(({ item, note }) =>
      reason(
        'import.follow-up',
        `Folgeaufgabe zu ${labelsOf([item]).de}: ${note}`,
        `Follow-up for ${labelsOf([item]).en}: ${note}`,
      ),
    );
    return judge(open.length > 0 ? [missing] : [], facts, { flags, notes });
  }
}
