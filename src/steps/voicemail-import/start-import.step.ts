import type { z } from 'zod';
import { form, instant, text } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { againstRehearsal, otherCount } from '../against-rehearsal.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { judge, notBefore, notInFuture } from '../user-creation/judge.js';
import { shorten } from '../user-creation/list-files.js';
import { cannotRead, reason } from '../verdicts.js';
import { buildLedger, expectedYellow } from './build-ledger.js';
import type { Ledger } from './ledger.js';
import { prepareMatch } from './prepared-match.js';

export interface ImportFacts {
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Evidence digest of the {@link Ledger}; null where nothing could be predicted. */
  readonly ledger: string | null;
  /** Users by what became of them; they add up to `source`. */
  readonly source: number;
  readonly imported: number;
  readonly uncertain: number;
  readonly kept: number;
  readonly left: number;
  readonly withoutData: number;
  /** Yellow users expected afterwards. */
  readonly yellowAfter: { readonly min: number; readonly max: number } | null;
}

declare module '../../core/facts.js' {
  interface Facts {
    /** The import of user data (manual lines 219, 257). Times ISO 8601. */
    'R-808': ImportFacts;
  }
}

const input = form({
  startedAt: instant({ de: 'Import gestartet um', en: 'Import started at' }),
  finishedAt: instant({ de: 'Import beendet um', en: 'Import finished at' }),
  message: text({ de: 'Meldung im Wortlaut', en: 'Wording of the notice' }),
  result: choice({ de: 'Ergebnis', en: 'Result' }, ['ok', 'errors']),
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-808',
  part: 'voicemail-import',
  kind: 'task',
  title: { de: 'Benutzerdaten importieren', en: 'Import the user data' },
  instruction: {
    de: 'Prüfen Sie die Häkchen bei den gelben Benutzern ein letztes Mal. Klicken Sie auf `Start import!` (an anderer Stelle im Handbuch: `Importieren`). Überschriebene Ansagen sind danach verloren. Halten Sie die Meldung fest.',
    en: 'Check the ticks of the yellow users one last time. Click `Start import!` (elsewhere in the manual: `Importieren`). Overwritten greetings are lost afterwards. Record the notice.',
  },
  lines: [219, 257],
  warnings: ['W-16'],
  gaps: ['D6'],
  form: input,
  evidence: { required: true, what: { de: 'Bild der Meldung', en: 'Screenshot of the notice' } },
  reads: ['R-502', 'R-707', 'R-802', 'R-803', 'R-804', 'R-805', 'R-806', 'R-807'],
  agrees: {
    de: 'Die Zeiten sind möglich, und kein Fehler ist gemeldet; wer importiert wurde, folgt aus der Vorhersage (R-802) und den Entscheidungen.',
    en: 'The times are possible and no error is reported; who was imported follows from the prediction (R-802) and the decisions.',
  },
  undo: {
    possible: 'no',
    how: {
      de: 'Überschriebene Ansagen kehren höchstens mit dem Sicherungsexport aus R-800 zurück (Annahme).',
      en: 'Overwritten greetings come back at most with the safety export of R-800 (assumption).',
    },
  },
  hard: true,
})
export class StartImport implements TaskStep<Input, ImportFacts> {
  async verify(claim: Input, context: StepContext): Promise<Outcome<ImportFacts>> {
    const { startedAt, finishedAt } = claim;
    const prepared = await prepareMatch(context);
    if (prepared && 'code' in prepared) return { verdict: 'contradicts', reasons: [prepared] };
    const ledger = prepared ? await buildLedger(prepared, context) : undefined;
    const stored = ledger
      ? await context.store.put(
          'import-ledger.json',
          JSON.stringify({ result: claim.result, ...ledger }),
        )
      : undefined;
    const facts = {
      startedAt,
      finishedAt,
      ledger: stored?.digest ?? null,
      ...countsOf(ledger),
      yellowAfter: expectedYellow(context),
    };
    const evidence = stored ? [stored.digest] : [];
    const against = [...timeProblems(claim, context), ...failed(claim)];
    const rehearsed = await againstRehearsal('R-808', context, (there) =>
      COUNTED.flatMap(([key, what]) => otherCount(what, facts[key], there[key])),
    );
    // what was imported cannot be undone: a difference is told, it no longer blocks
    const notes = [
      ...(ledger ? uncertainNotes(ledger) : []),
      ...rehearsed.notes,
      ...rehearsed.found,
    ];
    if (against.length > 0 || ledger) {
      return judge<ImportFacts>(against, facts, {
        evidence,
        notes,
        flags: { imported: facts.imported },
      });
    }
    return cannotRead<ImportFacts>(
      facts,
      reason(
        'prediction.missing',
        'Ohne Vorhersage ist nicht bekannt, wer importiert wurde.',
        'Without a prediction it is not known who was imported.',
      ),
    );
  }
}

const COUNTED = [
  ['imported', { de: 'Importierte Benutzer', en: 'Users imported' }],
  ['kept', { de: 'Benutzer, die ihre Ansagen behielten', en: 'Users who kept their greetings' }],
  ['left', { de: 'Benutzer ohne Zuordnung', en: 'Users without a match' }],
] as const;

function countsOf(ledger: Ledger | undefined) {
  return {
    source: ledger?.source ?? 0,
    imported: ledger?.imported.length ?? 0,
    uncertain: ledger?.uncertain.length ?? 0,
    kept: ledger?.kept.length ?? 0,
    left: ledger?.left.length ?? 0,
    withoutData: ledger?.withoutData ?? 0,
  };
}

function timeProblems({ startedAt, finishedAt }: Input, context: StepContext): Reason[] {
  const safety = context.fact('R-800')?.madeAt;
  return [
    ...notInFuture(finishedAt, context.now),
    ...notBefore(
      finishedAt,
      startedAt,
      'import.ends-before-start',
      'Das Ende liegt vor dem Anfang.',
      'The end is before the start.',
    ),
    ...notBefore(
      startedAt,
      context.fact('R-801')?.clickedAt,
      'import.before-overview',
      'Der Import begann, bevor die Übersicht geöffnet wurde.',
      'The import began before the overview was opened.',
    ),
    ...notBefore(
      startedAt,
      safety,
      'import.before-safety-export',
      'Der Import begann vor dem Sicherungsexport.',
      'The import began before the safety export.',
    ),
    ...(safety === undefined
      ? []
      : notBefore(
          safety,
          context.fact('R-808')?.finishedAt,
          'safety-export.too-old',
          'Vor diesem Import fehlt ein neuer Sicherungsexport.',
          'A new safety export before this import is missing.',
        )),
  ];
}

function failed({ result, message }: Input): Reason[] {
  if (result === 'ok') return [];
  return [
    reason(
      'import.errors',
      'Der Import meldete Fehler. Was er schon tat, steht als möglich im Nachweis. Öffnen Sie die Übersicht erneut, bevor Sie wiederholen.',
      'The import reported errors. What it may have done is in the evidence. Open the overview again before you repeat it.',
      { claimed: message },
    ),
  ];
}

function uncertainNotes({ uncertain }: Ledger): Reason[] {
  return shorten(
    uncertain.map((email) =>
      reason(
        'import.uncertain',
        'Ob für diesen Benutzer importiert wurde, hängt davon ab, wie der Hersteller vergleicht.',
        'Whether data were imported for this user depends on how the vendor compares.',
        { claimed: email },
      ),
    ),
  );
}
