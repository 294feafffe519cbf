import type { z } from 'zod';
import { flag, form, instant } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { Step } from '../step.decorator.js';
import { judge, notBefore, notInFuture } from '../user-creation/judge.js';
import { reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** When the creating connector was last seen to leave lines alone (manual line 239), ISO 8601. */
    'R-903': { checkedAt: string };
  }
}

/** Evidence older than this is pointed out. An assumption. */
const OLD_AFTER_DAYS = 7;
const DAY_MS = 86_400_000;

const input = form({
  unchanged: flag({
    de: 'Der AD-Konnektor ist seit R-703 unverändert',
    en: 'The AD connector is unchanged since R-703',
  }),
  checkedAt: instant({ de: 'Nachgesehen um', en: 'Checked at' }),
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-903',
  part: 'lines',
  kind: 'task',
  title: {
    de: 'AD-Konnektor lässt Leitungen in Ruhe',
    en: 'The AD connector leaves lines alone',
  },
  instruction: {
    de: 'Öffnen Sie den `AD-Konnektor`. Er darf die Leitung nur beim Neuanlegen zuordnen.',
    en: 'Open the AD connector (`AD-Konnektor`). It may assign the line only on creation.',
  },
  lines: [237, 239],
  warnings: ['W-12'],
  form: input,
  evidence: {
    required: true,
    what: {
      de: 'Neues Bild der Konnektor-Optionen',
      en: 'New screenshot of the connector options',
    },
  },
  reads: ['R-703'],
  agrees: {
    de: 'Nachgesehen wurde nach dem Lauf des AD-Konnektors (R-703).',
    en: 'The check was after the run of the AD connector (R-703).',
  },
  undo: { possible: 'yes', how: { de: 'Erneut nachsehen.', en: 'Check again.' } },
})
export class ConfirmConnector implements TaskStep<Input> {
  verify({ unchanged, checkedAt }: Input, context: StepContext): Outcome {
    const runAt = context.fact('R-703')?.runAt;
    const against: Reason[] = [
      ...notInFuture(checkedAt, context.now),
      ...notBefore(
        checkedAt,
        runAt,
        'connector.checked-too-early',
        'Nachgesehen wurde vor dem Lauf des AD-Konnektors.',
        'The check was before the run of the AD connector.',
      ),
    ];
    if (!unchanged) {
      against.push(
        reason(
          'connector.changed',
          'Der AD-Konnektor wurde geändert. Gehen Sie zurück zu R-703 (W-12).',
          'The AD connector was changed. Go back to R-703 (W-12).',
        ),
      );
    }
    return judge(
      against,
      { checkedAt },
      {
        notes: old(checkedAt, context.now),
        compared: runAt !== undefined,
      },
    );
  }
}

function old(checkedAt: string, now: Date): Reason[] {
  const days = Math.floor((now.getTime() - Date.parse(checkedAt)) / DAY_MS);
  if (days < OLD_AFTER_DAYS) return [];
  return [
    reason(
      'connector.check-old',
      `Die Prüfung ist ${days} Tage alt. Sehen Sie besser noch einmal nach (Annahme: ab ${OLD_AFTER_DAYS} Tagen).`,
      `The check is ${days} days old. Better check again (assumption: from ${OLD_AFTER_DAYS} days on).`,
    ),
  ];
}
