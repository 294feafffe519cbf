import { z } from 'zod';
import { cell, form, rows } from '../../core/fields.js';
import { needed } from '../../core/needed.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { isWindowsPath, sameWindowsPath } from '../../connect/windows-path.js';
import { Step } from '../step.decorator.js';
import { few, judge, notInFuture } from '../user-creation/judge.js';
import { reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Copies of personal data: how many were deleted, how many are kept for a reason. */
    'R-1008': { deleted: number; kept: number };
  }
}

const input = form({
  places: rows(
    { de: 'Orte mit Kopien', en: 'Places with copies' },
    z
      .strictObject({
        place: cell({ de: 'Ort der Kopie', en: 'Place of the copy' }, z.string().min(1)),
        deletedOn: needed(
          cell(
            { de: 'Gelöscht am (JJJJ-MM-TT)', en: 'Deleted on (YYYY-MM-DD)' },
            z.iso.date(),
          ).optional(),
          { de: 'oder ein Grund', en: 'or a reason' },
        ),
        keptBecause: needed(
          cell(
            { de: 'Oder: Grund für das Behalten', en: 'Or: reason to keep it' },
            z.string().min(1),
          ).optional(),
          { de: 'nötig, wenn sie nicht gelöscht ist', en: 'needed if it is not deleted' },
        ),
      })
      .refine((p) => (p.deletedOn === undefined) !== (p.keptBecause === undefined), {
        message: 'Erwartet: Löschdatum oder Grund / Expected: date of deletion or reason',
      }),
  ),
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-1008',
  part: 'acceptance',
  kind: 'task',
  title: { de: 'Kopien mit Personendaten löschen', en: 'Delete copies with personal data' },
  instruction: {
    de: 'Löschen Sie Ansagen und Listen aus jeder Kopie des Exports, auch aus dem Papierkorb und von Datenträgern. Beantworten Sie jeden bekannten Ort: gelöscht am, oder Grund für das Behalten.',
    en: 'Delete greetings and lists from every copy of the export, also from recycle bins and media. Answer every known place: deleted on, or the reason to keep it.',
  },
  lines: [],
  optional: true,
  form: input,
  reads: ['R-406', 'R-501', 'R-1005'],
  agrees: {
    de: 'Jeder Ort, an dem dieses Projekt Daten abgelegt hat, ist beantwortet.',
    en: 'Every place where this project put data is answered.',
  },
  undo: { possible: 'no', how: { de: 'Gelöschtes ist weg.', en: 'What is deleted is gone.' } },
})
export class DeleteCopies implements TaskStep<Input> {
  verify({ places }: Input, context: StepContext): Outcome {
    const answered = (known: string) => places.some((p) => samePlace(p.place, known));
    const copies = knownCopies(context);
    const open = copies.filter((known) => !answered(known));
    const against: Reason[] = places.flatMap((p) =>
      p.deletedOn ? notInFuture(`${p.deletedOn}T00:00:00Z`, context.now) : [],
    );
    if (open.length > 0) {
      against.push(
        reason(
          'copies.unanswered',
          `Noch nicht beantwortet: ${few(open)}.`,
          `Not answered yet: ${few(open)}.`,
        ),
      );
    }
    const deleted = places.filter((p) => p.deletedOn !== undefined).length;
    return judge(
      against,
      { deleted, kept: places.length - deleted },
      { compared: copies.length > 0 },
    );
  }
}

/** Places where Umstieg knows copies of personal data: export, transfer target, safety export, connector file. */
function knownCopies(context: StepContext): readonly string[] {
  const all = [
    context.fact('R-406')?.folder,
    context.fact('R-501')?.targetPath,
    context.fact('R-704')?.output,
    context.fact('R-704')?.pathOnServer,
    context.fact('R-800')?.folder,
  ];
  return [...new Set(all.filter((p): p is string => p !== undefined && p !== ''))];
}

function samePlace(a: string, b: string): boolean {
  if (isWindowsPath(a) && isWindowsPath(b)) return sameWindowsPath(a, b);
  const plain = (p: string) => p.trim().replace(/\/+$/, '');
  return plain(a) === plain(b);
}
