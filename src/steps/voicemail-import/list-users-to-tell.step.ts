import type { Outcome } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { ComputedStep } from '../computed-step.js';
import { Step } from '../step.decorator.js';
import { cannotRead, consistent, reason } from '../verdicts.js';
import { readLedger } from './ledger.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Users to be told: evidence digest of the list, and how many must record again or lost a recording. */
    'R-810': { list: string | null; recordAgain: number; overwritten: number };
  }
}

/** The stored list. `exportedAt` is ISO 8601. */
export interface Tell {
  readonly exportedAt: string | null;
  readonly recordAgain: readonly string[];
  readonly checkOwn: readonly string[];
  readonly overwritten: readonly string[];
  readonly kept: readonly string[];
}

@Step({
  id: 'R-810',
  part: 'voicemail-import',
  kind: 'step',
  title: { de: 'Wem etwas zu sagen ist', en: 'Who is to be told something' },
  instruction: {
    de: 'Umstieg listet, wer seine Ansage neu aufnehmen muss und wessen Ansage überschrieben wurde. Sagen Sie allen: Ist keine PIN gesetzt, verschickt der Server eine im Klartext per Mail.',
    en: 'Umstieg lists who must record the greeting again and whose greeting was overwritten. Tell everyone: if no PIN is set, the server mails one in clear text.',
  },
  lines: [],
  optional: true,
  sources: ['VMGEN-EN'],
  reads: ['R-808'],
  agrees: {
    de: 'Die Liste folgt aus dem, was R-808 über den Import festgehalten hat.',
    en: 'The list follows from what R-808 recorded of the import.',
  },
  undo: { possible: 'yes', how: { de: 'Nur eine Liste.', en: 'Only a list.' } },
})
export class ListUsersToTell extends ComputedStep {
  protected async compute(_input: Record<string, unknown>, context: StepContext): Promise<Outcome> {
    const ledger = await readLedger(context);
    if (!ledger) {
      return cannotRead(
        { list: null, recordAgain: 0, overwritten: 0 },
        reason(
          'import.not-predicted',
          'Wer importiert wurde, ist nicht bekannt.',
          'Who was imported is not known.',
        ),
      );
    }
    const recordAgain = ledger.left;
    const checkOwn = ledger.uncertain;
    const overwritten = ledger.imported.filter((i) => i.overwritten).map((i) => i.target);
    const exportedAt = context.fact('R-404')?.startedAt ?? null;
    const tell: Tell = { exportedAt, recordAgain, checkOwn, overwritten, kept: ledger.kept };
    const { digest } = await context.store.put('users-to-tell.json', JSON.stringify(tell));
    const notes = [
      reason(
        'tell.pin-mails',
        'Ohne gesetzte PIN verschickt der Server beim ersten Zugriff eine im Klartext. Kündigen Sie die Mails an.',
        'Without a PIN set the server mails one in clear text at the first access. Announce the mails.',
      ),
      reason(
        'tell.recorded-after-export',
        'Was jemand nach dem Export in V4 aufnahm, ist nicht dabei und muss neu aufgenommen werden.',
        'What someone recorded in V4 after the export is not included and must be recorded again.',
        exportedAt === null ? {} : { known: exportedAt },
      ),
    ];
    const facts = {
      list: digest,
      recordAgain: recordAgain.length,
      overwritten: overwritten.length,
    };
    return consistent(facts, { reasons: notes, evidence: [digest] });
  }
}
