import { z } from 'zod';
import { cell, form, number, rows } from '../../core/fields.js';
import { needed } from '../../core/needed.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { Step } from '../step.decorator.js';
import { few, judge } from '../user-creation/judge.js';
import { cannotRead, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Sample of users with static lines compared by hand (manual lines 147 and 157). */
    'R-909': { sampled: number; same: number; differing: number };
  }
}

const input = form({
  sampled: number({ de: 'Verglichene Benutzer', en: 'Users compared' }, { min: 1 }),
  same: number({ de: 'Davon gleich', en: 'Of these the same' }),
  differing: needed(
    rows(
      { de: 'Abweichende Benutzer', en: 'Users that differ' },
      z.strictObject({
        user: cell({ de: 'Benutzer', en: 'User' }, z.string().min(1)),
        followUp: needed(
          cell({ de: 'Folgeaufgabe', en: 'Follow-up task' }, z.string()).optional(),
          { de: 'nötig, bevor der Schritt erledigt ist', en: 'needed before the step is done' },
        ),
      }),
    ).optional(),
    { de: 'nötig, wenn Benutzer abweichen', en: 'needed if users differ' },
  ),
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-909',
  part: 'lines',
  kind: 'task',
  title: {
    de: 'Feste Leitungen stichprobenweise vergleichen',
    en: 'Compare static lines by sample',
  },
  instruction: {
    de: 'Vergleichen Sie `UserLines.csv` mit den Leitungen in Connect, ganz oder als Stichprobe. Die Datei dient nur der Übersicht und gehört in keinen Text-Konnektor.',
    en: 'Compare `UserLines.csv` with the lines in Connect, all or a sample. The file is an overview only and belongs in no text connector.',
  },
  lines: [145, 147, 157],
  warnings: ['W-09'],
  form: input,
  reads: ['R-407'],
  agrees: {
    de: 'Die Stichprobe geht auf und ist nicht größer als `UserLines.csv` (R-407).',
    en: 'The sample adds up and is not larger than `UserLines.csv` (R-407).',
  },
  undo: { possible: 'yes', how: { de: 'Nur ein Vergleich.', en: 'Only a comparison.' } },
})
export class CompareStaticLines implements TaskStep<Input> {
  verify({ sampled, same, differing = [] }: Input, context: StepContext): Outcome {
    const overview = context.fact('R-407');
    const users = overview?.path ? overview.users : undefined;
    const facts = { sampled, same, differing: differing.length };
    const against: Reason[] = [];
    if (same + differing.length !== sampled) {
      against.push(
        reason(
          'lines.sample-does-not-add-up',
          'Gleiche und abweichende Benutzer ergeben nicht die Stichprobe.',
          'Same and differing users do not add up to the sample.',
          { claimed: `${same} + ${differing.length}`, known: String(sampled) },
        ),
      );
    }
    if (users !== undefined && sampled > users) {
      against.push(
        reason(
          'lines.sample-too-large',
          'Die Stichprobe ist größer als die Zahl der Benutzer in `UserLines.csv`.',
          'The sample is larger than the number of users in `UserLines.csv`.',
          { claimed: String(sampled), known: String(users) },
        ),
      );
    }
    const open = differing.filter((d) => d.followUp === undefined).map((d) => d.user);
    if (open.length > 0) {
      against.push(
        reason(
          'lines.sample-differs',
          `Abweichend und ohne Folgeaufgabe: ${few(open)}.`,
          `Differs and has no follow-up task: ${few(open)}.`,
        ),
      );
    }
    if (against.length === 0 && users === undefined) {
      return cannotRead(
        facts,
        reason(
          'lines.overview-missing',
          '`UserLines.csv` liegt nicht vor.',
          '`UserLines.csv` is not available.',
        ),
      );
    }
    return judge(against, facts, { flags: { differing: differing.length } });
  }
}
