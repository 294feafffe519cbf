import { verdictWord } from '../../core/words.js';
import type { Draft } from '../../engine/drafts.js';
import type { RunView } from '../../engine/views.js';
import { stepName } from '../acted-lines.js';
import { flowing } from '../typography.js';
import type { Guide } from './guide.js';
import { reasonsLines } from './verdict.js';

/**
 * What this person began and has not sent. A draft that was about to be sent when the process died is over when its
 * command has arrived: its outcome is shown. Nothing is ever sent twice.
 */
export async function begunBefore(guide: Guide, run: RunView): Promise<string[]> {
  const { umstieg, runId, person, screen } = guide;
  const lines: string[] = [];
  const steps = run.steps.map((step) => step.id);
  for (const draft of await umstieg.drafts.all(runId, person, steps)) {
    const step = run.steps.find((s) => s.id === draft.step);
    const name = step ? stepName(step, screen) : draft.step;
    const arrived = await outcomeOf(guide, draft);
    if (arrived) await umstieg.drafts.remove(runId, person, draft.step);
    const said = arrived
      ? screen.pick(
          'Ihre Angaben waren schon angekommen, es wurde nichts doppelt gesendet.',
          'Your answers had already arrived, nothing was sent twice.',
        )
      : screen.pick('angefangen und noch nicht gesendet', 'begun and not sent yet');
    lines.push(...flowing(`✎ ${name}: ${said}`, screen, '  ', '    '), ...(arrived ?? []));
  }
  return lines;
}

/** Undefined when the draft's command never arrived. */
async function outcomeOf(guide: Guide, { key }: Draft): Promise<string[] | undefined> {
  const { umstieg, runId, screen } = guide;
  const sent = key === undefined ? undefined : await umstieg.queries.answerTo(runId, key);
  if (!sent) return undefined;
  const outcome = sent.workKey ? await umstieg.queries.outcome(runId, sent.workKey) : undefined;
  if (!outcome?.verdict) return [];
  const reasons = outcome.reasons ?? [];
  const word = screen.say(verdictWord(outcome.verdict, reasons));
  return [`    ${screen.pick('Prüfung', 'Check')}: ${word}`, ...reasonsLines(reasons, screen)];
}
