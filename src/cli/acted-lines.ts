import { statusWord, verdictWord } from '../core/words.js';
import type { StepView, RunView } from '../engine/views.js';
import type { Acted } from './act.js';
import { findingLines } from './finding-lines.js';
import type { Screen } from './screen.js';
import { waitingText } from './waiting-text.js';

/** `--json` of an acting command. */
export function actedDocument(acted: Acted): Record<string, unknown> {
  const { run, step, verdict, agrees, reasons, problems, error } = acted;
  return {
    ...(error
      ? { error: { code: error.code, message: error.text.de, messageEn: error.text.en } }
      : {}),
    run: run.id,
    revision: acted.revision,
    status: step?.status ?? run.status,
    ...(step ? { step: step.id, attested: step.attested } : {}),
    ...(step?.waitingFor ? { waitingFor: step.waitingFor } : {}),
    ...(step?.cause ? { cause: step.cause } : {}),
    ...(verdict ? { verdict } : {}),
    ...(agrees ? { agrees } : {}),
    reasons,
    problems: problems.map((p) => ({
      step: p.step.id,
      status: p.step.status,
      reasons: p.reasons,
    })),
    next: run.next,
  };
}

/** New status, verdict with both values, what else became a problem, what comes next. */
export function actedLines(acted: Acted, screen: Screen): string[] {
  const { step, run, verdict, agrees, reasons, error, problems } = acted;
  const lines: string[] = [];
  if (step) lines.push(`${stepName(step, screen)}: ${stepStatus(step, screen)}`);
  if (verdict) {
    const paint = verdict === 'contradicts' ? 'red' : 'strong';
    const word = screen.paint(paint, screen.say(verdictWord(verdict, reasons)));
    lines.push(`${screen.pick('Prüfung', 'Check')}: ${word}`);
    if (agrees) lines.push(`  · ${screen.say(agrees)}`);
  }
  lines.push(...findingLines(reasons, screen, verdict === 'contradicts' ? '✗' : '·'));
  if (error) lines.push(`  ✗ ${screen.say(error.text)} [${error.code}]`);
  for (const problem of problems) {
    lines.push(`${stepName(problem.step, screen)}: ${stepStatus(problem.step, screen)}`);
    lines.push(...findingLines(problem.reasons, screen));
  }
  lines.push(...nextLines(run, screen));
  return lines;
}

export function stepName(step: Pick<StepView, 'id' | 'title'>, screen: Screen): string {
  return `${step.id} ${screen.say(step.title)}`;
}

export function stepStatus(step: StepView, screen: Screen): string {
  if (step.status === 'waiting-approval') return waitingText(step, screen);
  return screen.say(statusWord(step.status, step.attested));
}

function nextLines(run: RunView, screen: Screen): string[] {
  const open = run.steps.filter((s) => run.next.includes(s.id)).slice(0, 6);
  if (open.length === 0) return [];
  const more = run.next.length - open.length;
  return [
    screen.paint('strong', screen.pick('Weiter:', 'Next:')),
    ...open.map((s) => `  ${stepName(s, screen)} (${stepStatus(s, screen)})`),
    ...(more > 0 ? [screen.pick(`  … und ${more} weitere`, `  … and ${more} more`)] : []),
  ];
}
