import { z } from 'zod';
import { cell, form, number, rows } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { f2 } from '../../connect/fold.js';
import { Step } from '../step.decorator.js';
import { few, judge } from '../user-creation/judge.js';
import { shorten } from '../user-creation/list-files.js';
import { cannotRead, reason } from '../verdicts.js';
import { readLedger, type Ledger } from './ledger.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Sample after the import and the number of yellow users (manual lines 203, 257). */
    'R-809': { sampled: number; yellowAfter: number };
  }
}

const row = z
  .strictObject({
    email: cell({ de: 'E-Mail-Adresse', en: 'E-mail address' }, z.string().min(1)),
    /** Left out where nothing of the kind was exported for this user. */
    greetingHeard: cell({ de: 'Ansage gehört?', en: 'Greeting heard?' }, z.boolean()).optional(),
    nameHeard: cell({ de: 'Name gehört?', en: 'Name heard?' }, z.boolean()).optional(),
  })
  .refine((r) => r.greetingHeard !== undefined || r.nameHeard !== undefined, {
    message: 'Erwartet: Ansage oder Name gehört / Expected: greeting or name heard',
  });

const input = form({
  sample: rows({ de: 'Stichprobe', en: 'Sample' }, row),
  yellowAfter: number({
    de: 'Gelbe Benutzer nach dem Import',
    en: 'Yellow users after the import',
  }),
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-809',
  part: 'voicemail-import',
  kind: 'task',
  title: { de: 'Import prüfen', en: 'Verify the import' },
  instruction: {
    de: 'Lassen Sie einige Benutzer ihre Ansage und ihren Namen anhören. Öffnen Sie die Übersicht erneut: Wer importiert wurde, ist jetzt gelb. Importieren Sie nicht noch einmal.',
    en: 'Have some users listen to their greeting and name. Open the overview again: those imported are yellow now. Do not import again.',
  },
  lines: [203, 257],
  warnings: ['W-16'],
  form: input,
  reads: ['R-803', 'R-808'],
  agrees: {
    de: 'Stichprobe und gelbe Benutzer passen zu dem, was R-808 erwarten lässt.',
    en: 'The sample and the yellow users fit what R-808 leads to expect.',
  },
  undo: { possible: 'yes', how: { de: 'Erneut prüfen.', en: 'Check again.' } },
})
export class SampleImport implements TaskStep<Input> {
  async verify({ sample, yellowAfter }: Input, context: StepContext): Promise<Outcome> {
    const ledger = await readLedger(context);
    const expected = context.fact('R-808')?.yellowAfter;
    const facts = { sampled: sample.length, yellowAfter };
    const against = [
      ...sampleProblems(sample, ledger),
      ...(expected ? yellowProblems(yellowAfter, expected, ledger) : []),
    ];
    if (against.length > 0 || (ledger && expected)) return judge(against, facts);
    return cannotRead(
      facts,
      reason(
        'import.not-predicted',
        'Wer importiert wurde, ist nicht bekannt.',
        'Who was imported is not known.',
      ),
    );
  }
}

function sampleProblems(sample: Input['sample'], ledger: Ledger | undefined): Reason[] {
  const found: Reason[] = [];
  if (sample.length === 0) {
    found.push(reason('sample.empty', 'Die Stichprobe ist leer.', 'The sample is empty.'));
  }
  const silent = sample.filter((r) => r.greetingHeard === false || r.nameHeard === false);
  if (silent.length > 0) {
    const names = few(silent.map((r) => r.email));
    found.push(
      reason('sample.not-heard', `Nicht zu hören: ${names}.`, `Could not be heard: ${names}.`),
    );
  }
  if (!ledger) return found;
  const touched = [...ledger.imported.flatMap((i) => [i.email, i.target]), ...ledger.uncertain];
  const known = new Set(touched.map(f2));
  const others = sample.filter((r) => !known.has(f2(r.email))).map((r) => r.email);
  if (others.length > 0) {
    found.push(
      reason(
        'sample.not-imported',
        `Für diese Benutzer wurde nichts importiert: ${few(others)}.`,
        `Nothing was imported for these users: ${few(others)}.`,
      ),
    );
  }
  return found;
}

/** yellow (after) = yellow (before) + imported green ones. */
function yellowProblems(
  yellow: number,
  { min, max }: { min: number; max: number },
  ledger: Ledger | undefined,
): Reason[] {
  const known = min === max ? String(min) : `${min} – ${max}`;
  if (yellow > max) {
    return [
      reason(
        'sample.too-many-yellow',
        'Mehr Benutzer sind gelb als erwartet. Hat jemand inzwischen selbst aufgenommen?',
        'More users are yellow than expected. Has someone made a recording meanwhile?',
        {
          claimed: String(yellow),
          known,
        },
      ),
    ];
  }
  if (yellow >= min) return [];
  const greens = (ledger?.imported ?? []).filter((i) => !i.overwritten);
  return [
    reason(
      'sample.too-few-yellow',
      'Weniger Benutzer sind gelb als erwartet. Prüfen Sie die folgenden in der Übersicht.',
      'Fewer users are yellow than expected. Check the following in the overview.',
      {
        claimed: String(yellow),
        known,
      },
    ),
    ...shorten(
      greens.map(({ email }) =>
        reason('sample.should-be-yellow', 'Müsste jetzt gelb sein.', 'Should be yellow now.', {
          claimed: email,
        }),
      ),
    ),
  ];
}
