import { z } from 'zod';
import { cell, form, rows } from '../../core/fields.js';
import { needed } from '../../core/needed.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { f2 } from '../../connect/fold.js';
import { matchJson } from '../../connect/match-json.js';
import { whyOutcome } from '../../connect/match-words.js';
import { Matching, type MatchRow, type MatchTotals } from '../../connect/matching.js';
import { ComputedStep } from '../computed-step.js';
import { DIRECTORY_FIELDS } from '../directory-source.js';
import { Step } from '../step.decorator.js';
import { cannotRead, reason } from '../verdicts.js';
import { compareWithDirectory } from './compare-with-directory.js';
import { judge } from './judge.js';
import { readStored, shorten } from './list-files.js';
import { exportedFolders } from './exported-folders.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** V4 against Connect by e-mail (manual lines 259, 261): evidence digest of the full match, null where not compared. */
    'R-707': { match: string | null; totals: MatchTotals | null; left: number; accepted: number };
  }
}

const input = form({
  accepted: needed(
    rows(
      {
        de: 'Benutzer, die ohne Zuordnung bleiben dürfen',
        en: 'Users who may stay without a match',
      },
      z.strictObject({
        email: cell({ de: 'E-Mail-Adresse', en: 'E-mail address' }, z.string()),
        reason: cell({ de: 'Begründung', en: 'Reason' }, z.string().min(1)),
      }),
    ).optional(),
    {
      de: 'nötig für jeden, der ohne Zuordnung bleibt',
      en: 'needed for everyone who stays without a match',
    },
  ),
  ...DIRECTORY_FIELDS,
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-707',
  part: 'user-creation',
  kind: 'step',
  title: { de: 'E-Mail-Adressen mit V4 vergleichen', en: 'Compare the e-mail addresses with V4' },
  instruction: {
    de: 'Umstieg vergleicht die Adressen aus V4 und Connect Zeichen für Zeichen. Nur gleiche zählen. Ob der Hersteller Groß- und Kleinschreibung beachtet, ist nicht bekannt. Berichtigen Sie Abweichungen, oder entscheiden Sie je Benutzer, dass er ohne Zuordnung bleibt. Umstieg kann dazu das Active Directory lesen und sagt, wo eine Adresse zu berichtigen ist.',
    en: 'Umstieg compares the addresses of V4 and Connect character by character. Only identical ones count. Whether the vendor regards letter case is not known. Correct deviations, or decide per user that there will be no match. Umstieg can read the Active Directory for this and says where an address is to be corrected.',
  },
  lines: [259, 261],
  warnings: ['W-15'],
  gaps: ['D10'],
  form: input,
  reads: ['R-109', 'R-406', 'R-706'],
  agrees: {
    de: 'Jede Adresse der V4-Liste (R-109) hat genau eine gleiche in der Liste aus Connect (R-706), oder Sie haben entschieden.',
    en: 'Every address of the V4 list (R-109) has exactly one equal to it in the list of Connect (R-706), or you have decided.',
  },
  undo: {
    possible: 'yes',
    how: {
      de: 'Adressen berichtigen und erneut vergleichen.',
      en: 'Correct addresses and compare again.',
    },
  },
})
export class CompareAddresses extends ComputedStep<Input> {
  protected async compute(claim: Input, context: StepContext): Promise<Outcome> {
    const { accepted = [] } = claim;
    const v4 = context.fact('R-109')?.v4Users.digest;
    const connect = context.fact('R-706')?.list;
    if (!v4 || !connect) return notCompared(v4 === undefined);
    const source = await readStored(v4, 'V4', context.store);
    const target = await readStored(connect, 'Connect', context.store, { comments: true });
    if (!('list' in source)) return judge([source], null);
    if (!('list' in target)) return judge([target], null);
    const userdata = await exportedFolders(context);
    const matching = new Matching(source.list, target.list, userdata ? { userdata } : {});
    const evidence = await context.store.put('match.json', [...matchJson(matching)].join(''));
    const left = leftRows(matching);
    const directory = await compareWithDirectory(claim, left, context);
    if ('code' in directory) return judge([directory], null);
    const against = undecided(
      left,
      accepted.map((a) => f2(a.email)),
    );
    const facts = {
      match: evidence.digest,
      totals: matching.totals,
      left: left.length,
      accepted: accepted.length,
    };
    return {
      ...judge(shorten(against), facts, {
        notes: [
          ...directory.notes,
          ...shorten(notesOf(matching, against)),
          ...shorten(matching.findings),
        ],
        evidence: [evidence.digest, ...directory.evidence],
      }),
      flags: { matched: against.length === 0, conflicts: against.length > 0 },
    };
  }
}

function notCompared(v4Missing: boolean): Outcome {
  return cannotRead(
    { match: null, totals: null, left: 0, accepted: 0 },
    reason(
      'match.no-list',
      v4Missing ? 'Es gibt keine Liste aus V4.' : 'Es gibt keine Liste aus Connect.',
      v4Missing ? 'There is no list from V4.' : 'There is no list from Connect.',
    ),
    {
      approval: {
        de: 'Ohne Vergleich der Adressen weitergehen?',
        en: 'Go on without comparing the addresses?',
      },
    },
  );
}

/** Rows that hold exported data and reach nobody: the left table of the vendor's window, and duplicates. */
function leftRows(matching: Matching): MatchRow[] {
  const left: MatchRow[] = [];
  for (let i = 0; i < matching.source.size; i++) {
    const row = matching.rowAt(i);
    const unmatched = row.import === 'no-match' && matching.hasData(i);
    if (unmatched || row.import === 'duplicate-blocked') left.push(row);
  }
  return left;
}

/** Duplicates block the import and cannot be accepted; any other row may be, by its address. */
function undecided(left: readonly MatchRow[], accepted: readonly string[]): Reason[] {
  const names = new Set(accepted);
  const blocked = (row: MatchRow) => row.import === 'duplicate-blocked';
  const open = left.filter((row) => blocked(row) || !names.has(f2(row.email)));
  const known = new Set(left.filter((row) => !blocked(row)).map((row) => f2(row.email)));
  const strangers = accepted.filter((email) => !known.has(email));
  return [
    ...open.map(explained),
    ...strangers.map((email) =>
      reason(
        'match.accepted-unknown',
        'Entschieden wurde für eine Adresse, die keine Zuordnung vermisst.',
        'A decision was made for an address that does not lack a match.',
        { claimed: email },
      ),
    ),
  ];
}

/** Near misses and users without any match that block nothing: nothing was exported for them, or they were accepted. */
function notesOf(matching: Matching, against: readonly Reason[]): Reason[] {
  const named = new Set(against.map((r) => r.place?.row));
  return [...matching.rows()]
    .filter((row) => row.outcome !== 'exact' && !named.has(row.row))
    .map(explained);
}

function explained(row: MatchRow): Reason {
  const [de, en] = [whyOutcome(row.outcome, 'de'), whyOutcome(row.outcome, 'en')];
  return reason(`match.${row.outcome}`, `${de} (W-15)`, `${en} (W-15)`, {
    place: { row: row.row },
    claimed: row.email,
    ...(row.target ? { known: row.target.email } : {}),
  });
}
