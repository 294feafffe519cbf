import { z } from 'zod';
import { cell, form, localPath, number, rows } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { f2 } from '../../connect/fold.js';
import { fit, TOTAL_NAMES } from '../../connect/prediction-fit.js';
import { againstRehearsal, deviation, otherCount } from '../against-rehearsal.js';
import { choice } from '../choices.js';
import { namedTwice } from '../named-twice.js';
import { Step } from '../step.decorator.js';
import { few, judge } from '../user-creation/judge.js';
import { cannotRead, reason } from '../verdicts.js';
import { comparisonsOf, fates, prepareMatch } from './prepared-match.js';
import { withRehearsed } from './rehearsed.js';
import { otherUsers } from './rehearsed-users.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** The two tables of users without a match (manual lines 207 to 213) and the hypotheses that fit all numbers so far. */
    'R-806': { left: number; right: number; fitting: readonly string[] };
  }
}

const decision = z.strictObject({
  email: cell({ de: 'E-Mail-Adresse', en: 'E-mail address' }, z.string()),
  decision: choice({ de: 'Entscheidung', en: 'Decision' }, ['fix', 'accept']),
  reason: cell({ de: 'Begründung', en: 'Reason' }, z.string().min(1)),
});
type Decision = z.output<typeof decision>;

const input = form({
  left: number({ de: 'Linke Tabelle: Benutzer', en: 'Left table: users' }),
  right: number({ de: 'Rechte Tabelle: Benutzer', en: 'Right table: users' }),
  decisions: rows({ de: 'Entscheidung je Zeile links', en: 'Decision per left row' }, decision, {
    about: ['no-match', 'duplicate-blocked'],
  }),
  rehearsal: localPath({
    de: 'Entscheidungen aus einer Probe übernehmen (`rehearsal.json`)',
    en: 'Take decisions from a rehearsal (`rehearsal.json`)',
  }).optional(),
  deviation,
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-806',
  part: 'voicemail-import',
  kind: 'task',
  title: { de: 'Benutzer ohne Zuordnung ansehen', en: 'Review users without a match' },
  instruction: {
    de: 'Klicken Sie auf `Users without match`. Links stehen exportierte Benutzer, die Connect nicht kennt, rechts Connect-Benutzer ohne exportierte Daten. Für beide wird nichts importiert. Entscheiden Sie jede Zeile links: berichtigen oder hinnehmen. Wer berichtigt, vergleicht danach neu.',
    en: 'Click `Users without match`. On the left are exported users whom Connect does not know, on the right Connect users without exported data. Nothing is imported for either. Decide each left row: fix or accept. Whoever fixes compares again afterwards.',
  },
  lines: [207, 209, 211, 213],
  warnings: ['W-15'],
  gaps: ['D10'],
  form: input,
  evidence: {
    required: true,
    what: { de: 'Bild beider Tabellen', en: 'Screenshot of both tables' },
  },
  reads: ['R-802', 'R-803'],
  agrees: {
    de: 'Die Zahlen beider Tabellen passen zu einer Vorhersage aus R-802, und über jeden Benutzer ohne Zuordnung ist entschieden.',
    en: 'The numbers of both tables fit a prediction of R-802, and every user without a match is decided on.',
  },
  undo: { possible: 'yes', how: { de: 'Erneut ansehen.', en: 'Look again.' } },
  hard: true,
})
export class ReviewUnmatched implements TaskStep<Input> {
  async verify(
    { left, right, decisions: own, rehearsal, deviation: why }: Input,
    context: StepContext,
  ): Promise<Outcome> {
    const taken = await withRehearsed(own, rehearsal, (r) => r.decisions.unmatched, context);
    const { decisions, evidence } = taken;
    const rehearsed = await tablesOfRehearsal({ left, right }, why, context);
    const notes = [...taken.notes, ...rehearsed.notes];
    const hypotheses = context.fact('R-802')?.hypotheses ?? [];
    const seen = context.fact('R-803');
    const possible = seen?.fitting.length
      ? hypotheses.filter((h) => seen.fitting.includes(h.id))
      : hypotheses;
    const compared = fit({ left, right }, possible);
    const fitting = compared.fitting.map((h) => h.id);
    const against = [
      ...taken.against,
      ...(compared.verdict === 'contradicts' ? compared.reasons : []),
      ...undecided(left, decisions),
      ...(await strangers(decisions, comparisonsOf(hypotheses, fitting), context)),
      ...rehearsed.against,
    ];
    const facts = { left, right, fitting };
    if (against.length > 0 || compared.verdict !== 'cannot-read') {
      const flags = { left, fitting: fitting.length };
      return judge(against, facts, { flags, notes, evidence, ...rehearsed.more });
    }
    return cannotRead(
      facts,
      reason(
        'prediction.missing',
        'Es gibt keine Vorhersage für diese Tabellen.',
        'There is no prediction for these tables.',
      ),
    );
  }
}

/** Both tables beside those of the project's rehearsal. */
function tablesOfRehearsal(
  { left, right }: { left: number; right: number },
  why: string | undefined,
  context: StepContext,
) {
  return againstRehearsal(
    'R-806',
    context,
    async (there, run) => {
      const found = [
        ...otherCount(TOTAL_NAMES.left, left, there.left),
        ...otherCount(TOTAL_NAMES.right, right, there.right),
      ];
      return found.length > 0 ? [...found, ...(await otherUsers(run, context))] : [];
    },
    why,
  );
}

/** One decision per left row; what is to be fixed must be fixed and compared again before the import. */
function undecided(left: number, decisions: readonly Decision[]): Reason[] {
  const found: Reason[] = [];
  const emails = decisions.map((d) => f2(d.email));
  const twice = namedTwice(emails.filter((email) => email !== ''));
  if (decisions.length !== left) {
    found.push(
      reason(
        'unmatched.undecided',
        'Jede Zeile links braucht genau eine Entscheidung.',
        'Each left row needs exactly one decision.',
        {
          claimed: String(decisions.length),
          known: String(left),
        },
      ),
    );
  }
  if (twice.length > 0) {
    found.push(
      reason(
        'unmatched.twice',
        `Doppelt entschieden: ${few(twice)}.`,
        `Decided twice: ${few(twice)}.`,
      ),
    );
  }
  const fix = decisions.filter((d) => d.decision === 'fix').map((d) => d.email);
  if (fix.length > 0) {
    found.push(
      reason(
        'unmatched.to-fix',
        `Erst berichtigen: ${few(fix)}. Schließen Sie das Fenster, berichtigen Sie die Adressen, erneuern Sie R-706 und vergleichen Sie neu. Ein späterer zweiter Import überschriebe alle anderen.`,
        `Fix first: ${few(fix)}. Close the window, correct the addresses, renew R-706 and compare again. A second import later would overwrite all others.`,
      ),
    );
  }
  return found;
}

/** Decisions for users who are not expected in the left table, and expected ones without a decision. */
async function strangers(
  decisions: readonly Decision[],
  comparisons: Parameters<typeof fates>[1],
  context: StepContext,
): Promise<Reason[]> {
  const prepared = await prepareMatch(context);
  if (prepared === undefined) return [];
  if ('code' in prepared) return [prepared];
  const decided = new Set(decisions.map((d) => f2(d.email)));
  const possible = new Set<string>();
  const missing: string[] = [];
  for (const { email, found, hasData } of fates(prepared.matching, comparisons)) {
    if (!hasData || found === 'always') continue;
    possible.add(f2(email));
    if (found === 'never' && !decided.has(f2(email))) missing.push(email);
  }
  const strange = decisions.filter((d) => !possible.has(f2(d.email))).map((d) => d.email);
  const problems: Reason[] = [];
  if (missing.length > 0) {
    problems.push(
      reason(
        'unmatched.missing',
        `Links zu erwarten, aber nicht entschieden: ${few(missing)}.`,
        `Expected on the left but not decided: ${few(missing)}.`,
      ),
    );
  }
  if (strange.length > 0) {
    problems.push(
      reason(
        'unmatched.unknown',
        `Links nicht zu erwarten: ${few(strange)}.`,
        `Not expected on the left: ${few(strange)}.`,
      ),
    );
  }
  return problems;
}
