import type { z } from 'zod';
import { form, instant, number } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { againstRehearsal, deviation, otherCount } from '../against-rehearsal.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { judge, notInFuture } from '../user-creation/judge.js';
import { reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Run of the text connector (manual line 245): counts of users; `ranAt` ISO 8601. */
    'R-906': { ranAt: string; usersBefore: number; usersAfter: number; changed: number };
  }
}

const input = form({
  ranAt: instant({ de: 'Lauf um', en: 'Run at' }),
  status: choice({ de: 'Status des Laufs', en: 'Status of the run' }, [
    'finished',
    'running',
    'error',
  ]),
  usersBefore: number({ de: 'Benutzer vorher', en: 'Users before' }),
  usersAfter: number({ de: 'Benutzer nachher', en: 'Users after' }),
  changed: number({ de: 'Geänderte Benutzer', en: 'Changed users' }),
  otherFieldsChanged: number({
    de: 'Benutzer, bei denen sich ein anderes Feld änderte',
    en: 'Users of whom another field changed',
  }),
  deviation,
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-906',
  part: 'lines',
  kind: 'task',
  title: { de: 'Text-Konnektor starten und vergleichen', en: 'Run the text connector and compare' },
  instruction: {
    de: 'Zählen Sie die Benutzer. Starten Sie den Konnektor einmal, ohne Zeitplan. Zählen Sie danach erneut: gleich viele Benutzer, so viele geänderte wie Zeilen der Datei. Bei diesen steht die `Hauptleitung` nun auf `dynamisch`, sonst ändert sich nichts.',
    en: 'Count the users. Run the connector once, without a schedule. Then count again: the same number of users, as many changed ones as rows in the file. Their main line (`Hauptleitung`) is now `dynamisch`, nothing else changes.',
  },
  lines: [245],
  sources: ['CONN-EN'],
  warnings: ['W-17'],
  form: input,
  evidence: {
    required: true,
    what: {
      de: 'Protokoll und Listen vorher und nachher',
      en: 'Log and the lists before and after',
    },
  },
  reads: ['R-904', 'R-905'],
  agrees: {
    de: 'Der Lauf hat so viele Benutzer geändert, wie die geprüfte Datei Zeilen hat (R-904), und niemanden angelegt oder gelöscht.',
    en: 'The run changed as many users as the checked file has rows (R-904), and created or deleted nobody.',
  },
  undo: {
    possible: 'partly',
    how: {
      de: 'Konnektor sofort abschalten; Leitungen von Hand zurückstellen.',
      en: 'Disable the connector at once; set lines back by hand.',
    },
  },
  hard: true,
})
export class RunConnector implements TaskStep<Input> {
  async verify(claim: Input, context: StepContext): Promise<Outcome> {
    const { ranAt, usersBefore, usersAfter, changed } = claim;
    const rows = context.fact('R-904')?.rows;
    const deviations = [...deviationsOf(claim, rows)];
    const rehearsed = await againstRehearsal(
      'R-906',
      context,
      (there) => [
        ...otherCount({ de: 'Geänderte Benutzer', en: 'Changed users' }, changed, there.changed),
        ...otherCount({ de: 'Benutzer nachher', en: 'Users after' }, usersAfter, there.usersAfter),
      ],
      claim.deviation,
    );
    const against = [...notInFuture(ranAt, context.now), ...deviations, ...rehearsed.against];
    if (deviations.length > 0) {
      against.push(
        reason(
          'connector.disable-now',
          'Schalten Sie den Konnektor jetzt ab. Fehlen Benutzer in mehr als drei Läufen, werden sie gelöscht.',
          'Disable the connector now. Users missing in more than three runs are deleted.',
        ),
      );
    }
    const facts = { ranAt, usersBefore, usersAfter, changed };
    if (against.length > 0 || rows !== undefined)
      return judge(against, facts, { notes: rehearsed.notes, ...rehearsed.more });
    return {
      verdict: 'cannot-read',
      facts,
      reasons: [
        reason(
          'connector.rows-unknown',
          'Wie viele Zeilen die Datei hat, ist nicht bekannt.',
          'How many rows the file has is not known.',
          { claimed: String(changed) },
        ),
      ],
    };
  }
}

function deviationsOf(claim: Input, rows: number | undefined): Reason[] {
  const found: Reason[] = [];
  if (claim.status !== 'finished') {
    found.push(
      reason(
        'connector.not-finished',
        'Der Lauf ist nicht fehlerfrei zu Ende.',
        'The run has not finished without error.',
        {
          claimed: claim.status,
          known: 'finished',
        },
      ),
    );
  }
  if (claim.usersBefore !== claim.usersAfter) {
    found.push(
      reason(
        'connector.users-differ',
        'Die Zahl der Benutzer hat sich geändert: Es wurde angelegt oder gelöscht.',
        'The number of users has changed: some were created or deleted.',
        { claimed: String(claim.usersAfter), known: String(claim.usersBefore) },
      ),
    );
  }
  if (rows !== undefined && claim.changed !== rows) {
    found.push(
      reason(
        'connector.changed-differs',
        'Geändert wurden nicht so viele Benutzer, wie die Datei Zeilen hat.',
        'The number of changed users is not the number of rows of the file.',
        { claimed: String(claim.changed), known: String(rows) },
      ),
    );
  }
  if (claim.otherFieldsChanged > 0) {
    found.push(
      reason(
        'connector.other-fields',
        'Es änderten sich auch andere Felder.',
        'Other fields changed, too.',
        {
          claimed: String(claim.otherFieldsChanged),
          known: '0',
        },
      ),
    );
  }
  return found;
}
