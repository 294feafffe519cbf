import type { z } from 'zod';
import { flag, form, instant, number, text } from '../../core/fields.js';
import { IN_THAT_CASE, needed } from '../../core/needed.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { Step } from '../step.decorator.js';
import { judge, notBefore, notInFuture } from '../user-creation/judge.js';
import { reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** After the next run of a creating connector: users still dynamic. */
    'R-908': { checkedAt: string; stillDynamic: number; connectorDisabled: boolean };
  }
}

const input = form({
  nextRunAt: instant({
    de: 'Nächster Lauf eines anlegenden Konnektors um',
    en: 'Next run of a creating connector at',
  }).optional(),
  checkedAt: instant({ de: 'Nachgesehen um', en: 'Checked at' }),
  checked: number(
    { de: 'Geprüfte Benutzer (leer = alle)', en: 'Users checked (empty = all)' },
    { min: 1 },
  ).optional(),
  stillDynamic: number({ de: 'Davon noch dynamisch', en: 'Of these still dynamic' }),
  connectorDisabled: flag({
    de: 'Text-Konnektor für `UserLinesDynamic.csv` ist abgeschaltet',
    en: 'Text connector for `UserLinesDynamic.csv` is disabled',
  }),
  keptBecause: needed(
    text({ de: 'Grund, falls er bleibt', en: 'Reason if it stays' }).optional(),
    IN_THAT_CASE,
  ),
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-908',
  part: 'lines',
  kind: 'task',
  title: { de: 'Nach dem nächsten Lauf nachsehen', en: 'Check after the next run' },
  instruction: {
    de: 'Warten Sie auf den nächsten Lauf jedes anlegenden Konnektors. Prüfen Sie, ob die Leitungen noch dynamisch sind. Schalten Sie den Text-Konnektor für die Leitungen ab, oder begründen Sie, warum er bleibt.',
    en: 'Wait for the next run of every creating connector. Check whether the lines are still dynamic. Disable the text connector for the lines, or give the reason why it stays.',
  },
  lines: [],
  optional: true,
  sources: ['CONN-EN'],
  warnings: ['W-12'],
  form: input,
  evidence: {
    required: false,
    what: { de: 'Benutzerliste nach dem Lauf', en: 'User list after the run' },
  },
  reads: ['R-906'],
  agrees: {
    de: 'Nach dem nächsten Lauf sind noch so viele Leitungen dynamisch, wie R-906 geändert hat.',
    en: 'After the next run as many lines are still dynamic as R-906 changed.',
  },
  undo: { possible: 'yes', how: { de: 'Erneut nachsehen.', en: 'Check again.' } },
})
export class CheckAfterNextRun implements TaskStep<Input> {
  verify(claim: Input, context: StepContext): Outcome {
    const run = context.fact('R-906');
    const { checkedAt, stillDynamic, connectorDisabled } = claim;
    const against: Reason[] = [
      ...notInFuture(checkedAt, context.now),
      ...notBefore(
        checkedAt,
        claim.nextRunAt ?? run?.ranAt,
        'lines.checked-too-early',
        'Nachgesehen wurde vor dem Lauf, um den es geht.',
        'The check was before the run in question.',
      ),
    ];
    const of = claim.checked ?? run?.changed;
    if (of !== undefined && stillDynamic !== of) against.push(reverted(stillDynamic, of));
    if (!connectorDisabled && claim.keptBecause === undefined) {
      against.push(
        reason(
          'connector.still-enabled',
          'Der Text-Konnektor ist noch an. Benutzer, die in mehr als drei Läufen fehlen, werden gelöscht. Schalten Sie ihn ab, oder nennen Sie den Grund.',
          'The text connector is still on. Users missing in more than three runs are deleted. Disable it, or give the reason.',
        ),
      );
    }
    const facts = { checkedAt, stillDynamic, connectorDisabled };
    if (against.length > 0 || run !== undefined) return judge(against, facts);
    return {
      verdict: 'cannot-read',
      facts,
      reasons: [
        reason(
          'lines.changed-unknown',
          'Ergebnis von R-906 fehlt.',
          'The result of R-906 is missing.',
        ),
      ],
    };
  }
}

function reverted(stillDynamic: number, of: number): Reason {
  return stillDynamic > of
    ? reason(
        'lines.too-many',
        'Es sind mehr Benutzer dynamisch, als geprüft wurden. Zählen Sie erneut.',
        'More users are dynamic than were checked. Count again.',
        { claimed: String(stillDynamic), known: String(of) },
      )
    : reason(
        'lines.reverted',
        'Ein Konnektor hat Leitungen zurückgesetzt. Gehen Sie zurück zu R-703 (W-12).',
        'A connector has set lines back. Go back to R-703 (W-12).',
        { claimed: String(stillDynamic), known: String(of) },
      );
}
