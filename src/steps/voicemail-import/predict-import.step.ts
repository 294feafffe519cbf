import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import {
  differingFates,
  predict,
  type DifferingFate,
  type Hypothesis,
} from '../../connect/prediction.js';
import { rehearsalNote } from '../against-rehearsal.js';
import { ComputedStep } from '../computed-step.js';
import { Step } from '../step.decorator.js';
import { shorten } from '../user-creation/list-files.js';
import { cannotRead, consistent, contradicts, reason } from '../verdicts.js';
import { prepareMatch } from './prepared-match.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** What the import dialog should show (manual line 197, sequence.md 16); empty where nothing can be predicted. */
    'R-802': {
      /** Evidence digest of the prediction. */
      prediction: string | null;
      hypotheses: readonly Hypothesis[];
      /** Users whose fate depends on how the vendor compares addresses. */
      differing: number;
    };
  }
}

@Step({
  id: 'R-802',
  part: 'voicemail-import',
  kind: 'step',
  title: { de: 'Vorhersagen, was das Fenster zeigt', en: 'Predict what the window shows' },
  instruction: {
    de: 'Der Migration Manager vergleicht jetzt die E-Mail-Adressen. Umstieg rechnet vorher aus, was er zeigen müsste. Ob er Groß- und Kleinschreibung oder Leerzeichen beachtet, ist nicht bekannt; darum gibt es mehrere Annahmen.',
    en: 'The Migration Manager now compares the e-mail addresses. Umstieg computes beforehand what it should show. Whether it regards letter case or blanks is not known; therefore there are several assumptions.',
  },
  lines: [197],
  gaps: ['D10'],
  reads: ['R-406', 'R-707'],
  agrees: {
    de: 'Die V4-Liste wurde mit der Liste aus Connect verglichen (R-707).',
    en: 'The V4 list was compared with the list of Connect (R-707).',
  },
  undo: { possible: 'yes', how: { de: 'Umstieg rechnet nur.', en: 'Umstieg only computes.' } },
})
export class PredictImport extends ComputedStep {
  protected async compute(_input: Record<string, unknown>, context: StepContext): Promise<Outcome> {
    const prepared = await prepareMatch(context);
    if (prepared === undefined) {
      return cannotRead(
        { prediction: null, hypotheses: [], differing: 0 },
        reason(
          'prediction.no-lists',
          'Ohne die Listen aus V4 und Connect gibt es keine Vorhersage.',
          'Without the lists from V4 and Connect there is no prediction.',
        ),
      );
    }
    if ('code' in prepared) return contradicts(prepared);
    const { matching, before } = prepared;
    const hypotheses = predict(matching, { importedBefore: before });
    const differing = differingFates(matching);
    const { digest } = await context.store.put(
      'prediction.json',
      JSON.stringify({ hypotheses, differing, importedBefore: before }),
    );
    return consistent(
      { prediction: digest, hypotheses, differing: differing.length },
      {
        reasons: [...(await rehearsalNote(context)), ...shorten(differing.map(depends))],
        evidence: [digest],
        flags: { differing: differing.length, earlierImports: before.length },
      },
    );
  }
}

function depends({ row, email, firstname, name, imported }: DifferingFate): Reason {
  const who = `${firstname} ${name}`.trim();
  const how = Object.entries(imported).map(
    ([comparison, yes]) => `${comparison}: ${yes ? '+' : '–'}`,
  );
  return reason(
    'prediction.depends',
    `${who || email}: Ob importiert wird, hängt davon ab, wie der Hersteller vergleicht.`,
    `${who || email}: whether data are imported depends on how the vendor compares.`,
    { place: { row }, claimed: email, known: how.join(', ') },
  );
}
