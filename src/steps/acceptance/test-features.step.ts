import { z } from 'zod';
import { cell, form, rows } from '../../core/fields.js';
import { needed } from '../../core/needed.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { choice, choicesText as named } from '../choices.js';
import { namedTwice } from '../named-twice.js';
import { Step } from '../step.decorator.js';
import { judge } from '../user-creation/judge.js';
import { reason } from '../verdicts.js';
import { FEATURES, featuresInScope, type Feature } from './features.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Features tested after the cut-over; `open` failed and have a follow-up task. */
    'R-1001': {
      tested: readonly Feature[];
      open: readonly Feature[];
      followUps?: Readonly<Partial<Record<Feature, string>>>;
    };
  }
}

const input = form({
  results: rows(
    { de: 'Ergebnis je Funktion', en: 'Result per feature' },
    z.strictObject({
      feature: choice({ de: 'Funktion', en: 'Feature' }, FEATURES),
      result: choice({ de: 'Ergebnis', en: 'Result' }, ['ok', 'not-ok']),
      followUp: needed(
        cell({ de: 'Folgeaufgabe', en: 'Follow-up task' }, z.string().min(1)).optional(),
        { de: 'nötig, wenn es nicht geht', en: 'needed if it does not work' },
      ),
    }),
  ),
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-1001',
  part: 'acceptance',
  kind: 'task',
  title: { de: 'Funktionen prüfen', en: 'Test the features' },
  instruction: {
    de: 'Rufen Sie hinein und hinaus. Prüfen Sie Fax, SMS, MWI, Voicemail und die automatische Vermittlung zu verschiedenen Zeiten, soweit sie in Gebrauch sind. Geht etwas nicht, nennen Sie die Folgeaufgabe oder gehen Sie den Weg zurück.',
    en: 'Call in and out. Test fax, SMS, MWI, voicemail and the auto attendant at different times, as far as they are in use. If something fails, name the follow-up task or go the way back.',
  },
  lines: [],
  optional: true,
  gaps: ['D11'],
  form: input,
  reads: ['R-106', 'R-1000'],
  agrees: {
    de: 'Für alles, was laut R-106 in Gebrauch ist, gibt es ein Ergebnis.',
    en: 'There is a result for everything that is in use according to R-106.',
  },
  undo: { possible: 'yes', how: { de: 'Erneut prüfen.', en: 'Test again.' } },
})
export class TestFeatures implements TaskStep<Input> {
  verify({ results }: Input, context: StepContext): Outcome {
    const answered = results.map((r) => r.feature);
    const missing = featuresInScope(context).filter((f) => !answered.includes(f));
    const failed = results.filter((r) => r.result === 'not-ok');
    const stuck = failed.filter((r) => r.followUp === undefined).map((r) => r.feature);
    const twice = namedTwice(answered);
    const against: Reason[] = [];
    if (missing.length > 0) {
      against.push(
        reason(
          'features.unanswered',
          `Ohne Ergebnis: ${named(missing).de}.`,
          `Without a result: ${named(missing).en}.`,
        ),
      );
    }
    if (twice.length > 0) {
      against.push(
        reason(
          'features.twice',
          `Doppelt beantwortet: ${named(twice).de}.`,
          `Answered twice: ${named(twice).en}.`,
        ),
      );
    }
    if (stuck.length > 0) {
      against.push(
        reason(
          'features.failed',
          `Geht nicht und hat keine Folgeaufgabe: ${named(stuck).de}. Nennen Sie eine, oder gehen Sie den Weg zurück.`,
          `Fails and has no follow-up task: ${named(stuck).en}. Name one, or go the way back.`,
        ),
      );
    }
    const open = failed.map((r) => r.feature);
    return judge(
      against,
      { tested: answered, open, ...(open.length > 0 ? { followUps: tasksOf(failed) } : {}) },
      {
        flags: { open: open.length },
        compared: context.fact('R-106') !== undefined,
      },
    );
  }
}

function tasksOf(failed: Input['results']): Partial<Record<Feature, string>> {
  return Object.fromEntries(failed.map(({ feature, followUp = '' }) => [feature, followUp]));
}
