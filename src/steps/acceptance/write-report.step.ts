import { isSettled } from '../../core/task-status.js';
import { STATUS_WORDS } from '../../core/words.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { choicesText } from '../choices.js';
import { ComputedStep } from '../computed-step.js';
import { Step } from '../step.decorator.js';
import { judge } from '../user-creation/judge.js';
import { reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Customer report: evidence digests, users by what became of them, and the number of open points. */
    'R-1003': {
      html: string;
      json: string;
      pdf: string;
      users: { source: number; moved: number; kept: number; notMoved: number } | null;
      open: number;
    };
  }
}

@Step({
  id: 'R-1003',
  part: 'acceptance',
  kind: 'step',
  title: { de: 'Kundenbericht schreiben', en: 'Write the customer report' },
  instruction: {
    de: 'Umstieg schreibt auf, was umgezogen ist, was nicht und warum, und was die Benutzer selbst tun müssen. Die Summen müssen aufgehen.',
    en: 'Umstieg writes down what moved, what did not and why, and what the users must do themselves. The sums must close.',
  },
  lines: [],
  optional: true,
  reads: [
    'R-106',
    'R-107',
    'R-707',
    'R-808',
    'R-809',
    'R-810',
    'R-906',
    'R-909',
    'R-1000',
    'R-1001',
    'R-1002',
  ],
  about: 'report',
  agrees: {
    de: 'Umgezogene, behaltene und nicht umgezogene Benutzer ergeben zusammen die Benutzer aus V4 (R-707, R-808).',
    en: 'Users moved, kept and not moved add up to the users of V4 (R-707, R-808).',
  },
  undo: { possible: 'yes', how: { de: 'Bericht neu schreiben.', en: 'Write the report again.' } },
})
export class WriteReport extends ComputedStep {
  protected async compute(_input: Record<string, unknown>, context: StepContext): Promise<Outcome> {
    const report = await context.archive.report();
    const html = await context.store.put('report.html', report.html);
    const json = await context.store.put('report.json', report.json);
    const pdf = await context.store.put('report.pdf', report.pdf);
    const openPoints = [...unsettled(context), ...openFindings(context)];
    const facts = {
      html: html.digest,
      json: json.digest,
      pdf: pdf.digest,
      users: usersOf(context),
      open: openPoints.length,
    };
    return judge(sumProblems(context), facts, {
      notes: openPoints,
      evidence: [html.digest, json.digest, pdf.digest],
      flags: { open: openPoints.length },
    });
  }
}

function usersOf(context: StepContext) {
  const run = context.fact('R-808');
  if (!run?.ledger) return null;
  const notMoved = run.left + run.withoutData + run.uncertain;
  return { source: run.source, moved: run.imported, kept: run.kept, notMoved };
}

/** Every V4 user is moved, kept or not moved; and they are the users of R-707. */
function sumProblems(context: StepContext): Reason[] {
  const users = usersOf(context);
  if (!users) return [];
  const found: Reason[] = [];
  const sum = users.moved + users.kept + users.notMoved;
  if (sum !== users.source) {
    found.push(
      reason('report.sums-open', 'Die Summen gehen nicht auf.', 'The sums do not close.', {
        claimed: String(sum),
        known: String(users.source),
      }),
    );
  }
  const compared = context.fact('R-707')?.totals?.source;
  if (compared !== undefined && compared !== users.source) {
    found.push(
      reason(
        'report.other-users',
        'Importiert wurde nach einer anderen Benutzerliste, als verglichen wurde.',
        'The import used another user list than the comparison.',
        { claimed: String(users.source), known: String(compared) },
      ),
    );
  }
  return found;
}

/** Steps of the other parts that were waived, or are in no settled state. */
function unsettled(context: StepContext): Reason[] {
  return context
    .statuses()
    .filter((s) => s.part !== 'acceptance' && (s.status === 'waived' || !isSettled(s.status)))
    .map(({ id, status }) => {
      const { de, en } = STATUS_WORDS[status];
      const compared = { claimed: id, known: status };
      return reason('report.open-step', `${id}: ${de}.`, `${id}: ${en}.`, compared);
    });
}

/** What people decided to leave: failed features, users without a match, lines that differ. */
function openFindings(context: StepContext): Reason[] {
  const found: Reason[] = [];
  const failed = context.fact('R-1001')?.open ?? [];
  if (failed.length > 0) {
    found.push(
      reason(
        'report.features-open',
        `Geht noch nicht: ${choicesText(failed).de}.`,
        `Does not work yet: ${choicesText(failed).en}.`,
      ),
    );
  }
  const left = context.fact('R-808')?.left ?? 0;
  if (left > 0) {
    found.push(
      reason(
        'report.users-left',
        `${left} Benutzer ohne Zuordnung: Ihre Ansagen sind nicht umgezogen.`,
        `${left} users without a match: their greetings did not move.`,
      ),
    );
  }
  const differing = context.fact('R-909')?.differing ?? 0;
  if (differing > 0) {
    found.push(
      reason(
        'report.lines-differ',
        `${differing} Benutzer mit abweichender Leitung.`,
        `${differing} users with a differing line.`,
      ),
    );
  }
  return found;
}
