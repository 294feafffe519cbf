import type { z } from 'zod';
import { form, number } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import type { Hypothesis } from '../../connect/prediction.js';
import { fit, mismatchCandidates } from '../../connect/prediction-fit.js';
import { againstRehearsal, deviation, otherCount } from '../against-rehearsal.js';
import { Step } from '../step.decorator.js';
import { few, judge } from '../user-creation/judge.js';
import { cannotRead, reason } from '../verdicts.js';
import { prepareMatch } from './prepared-match.js';
import { otherUsers } from './rehearsed-users.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Totals of the overview (manual line 199) and the ids of the hypotheses of R-802 they fit. */
    'R-803': { green: number; yellow: number; fitting: readonly string[] };
  }
}

const input = form({
  green: number({ de: 'Grün hinterlegte Benutzer', en: 'Users highlighted green' }),
  yellow: number({ de: 'Gelb hinterlegte Benutzer', en: 'Users highlighted yellow' }),
  deviation,
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-803',
  part: 'voicemail-import',
  kind: 'task',
  title: { de: 'Übersicht der Benutzer ablesen', en: 'Read the overview of users' },
  instruction: {
    de: 'Das Fenster zeigt alle Benutzer, grün oder gelb hinterlegt. Zählen Sie beide und tragen Sie die Zahlen ein. Passen sie zu keiner Vorhersage, bleibt `Start import!` gesperrt.',
    en: 'The window shows all users, highlighted green or yellow. Count both and enter the numbers. If they fit no prediction, `Start import!` stays locked.',
  },
  lines: [199, 205],
  gaps: ['D7', 'D10'],
  form: input,
  evidence: {
    required: true,
    what: { de: 'Bild der Übersicht', en: 'Screenshot of the overview' },
  },
  reads: ['R-802'],
  agrees: {
    de: 'Die abgelesenen Zahlen passen zu einer Vorhersage aus R-802.',
    en: 'The numbers you read fit a prediction of R-802.',
  },
  undo: { possible: 'yes', how: { de: 'Erneut zählen.', en: 'Count again.' } },
  hard: true,
})
export class ReadOverview implements TaskStep<Input> {
  async verify({ green, yellow, deviation: why }: Input, context: StepContext): Promise<Outcome> {
    const hypotheses = context.fact('R-802')?.hypotheses ?? [];
    const overview = green + yellow;
    const total = fit({ overview }, hypotheses);
    if (total.verdict === 'cannot-read') {
      return cannotRead(
        { green, yellow, fitting: [] },
        reason(
          'prediction.missing',
          'Es gibt keine Vorhersage. Eine zweite Person muss die Übersicht ansehen.',
          'There is no prediction. A second person has to look at the overview.',
          { claimed: String(overview) },
        ),
      );
    }
    if (total.verdict === 'contradicts') {
      const candidates = await candidatesFor(overview, hypotheses, context);
      return judge([...total.reasons, ...candidates], null);
    }
    const fitting = total.fitting.filter(
      (h) => h.totals.yellow === null || yellow >= h.totals.yellow,
    );
    const rehearsed = await againstRehearsal(
      'R-803',
      context,
      async (there, run) => {
        const found = otherCount(OVERVIEW, overview, there.green + there.yellow);
        return found.length > 0 ? [...found, ...(await otherUsers(run, context))] : [];
      },
      why,
    );
    const missing = fitting.length > 0 ? [] : [tooFewYellow(yellow, total.fitting)];
    return judge(
      [...missing, ...rehearsed.against],
      { green, yellow, fitting: fitting.map((h) => h.id) },
      {
        flags: { fitting: fitting.length, yellow },
        notes: [...rehearsed.notes, ...recordings(yellow, fitting)],
        ...rehearsed.more,
      },
    );
  }
}

const OVERVIEW = { de: 'Benutzer in der Übersicht', en: 'Users in the overview' };

/** Users who were imported before must be yellow; more yellow ones are recordings of their own. */
function tooFewYellow(yellow: number, hypotheses: readonly Hypothesis[]): Reason {
  const least = Math.min(...hypotheses.map((h) => h.totals.yellow ?? 0));
  return reason(
    'prediction.yellow',
    'Weniger Benutzer sind gelb, als schon Daten haben.',
    'Fewer users are yellow than already have data.',
    { claimed: String(yellow), known: String(least) },
  );
}

function recordings(yellow: number, fitting: readonly Hypothesis[]): Reason[] {
  const most = Math.max(0, ...fitting.map((h) => h.totals.yellow ?? 0));
  if (fitting.length === 0 || yellow <= most) return [];
  return [
    reason(
      'overview.own-recordings',
      `${yellow - most} Benutzer sind gelb, obwohl hier nichts für sie importiert wurde: eigene Aufnahmen.`,
      `${yellow - most} users are yellow although nothing was imported for them here: recordings of their own.`,
      { claimed: String(yellow), known: String(most) },
    ),
  ];
}

/** The users who can explain the difference, by name. */
async function candidatesFor(
  observed: number,
  hypotheses: readonly Hypothesis[],
  context: StepContext,
): Promise<Reason[]> {
  const prepared = await prepareMatch(context);
  if (prepared === undefined || 'code' in prepared) return [];
  const predicted = hypotheses.map((h) => h.totals.overview);
  const nearest = predicted.reduce((a, b) =>
    Math.abs(b - observed) < Math.abs(a - observed) ? b : a,
  );
  return mismatchCandidates(prepared.matching, observed, nearest).map((group) => {
    const rows = group.rows.map((r) => `${r.row}: ${r.email}`);
    return reason(
      `prediction.candidates.${group.outcome}`,
      `${group.explains ? 'Erklärt den Unterschied' : 'Kommt in Frage'} (${group.outcome}): ${few(rows)}.`,
      `${group.explains ? 'Explains the difference' : 'A candidate'} (${group.outcome}): ${few(rows)}.`,
      { known: String(group.count) },
    );
  });
}
