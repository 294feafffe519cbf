import { RUN_KIND_WORDS, RUN_STATUS_WORDS } from '../../core/words.js';
import type { ChecklistStep, LastAct } from '../../engine/checklist.js';
import type { RunView, StepView } from '../../engine/views.js';
import { stepName } from '../acted-lines.js';
import { moment } from '../moment.js';
import type { Screen } from '../screen.js';
import { flowing, leading, packed, wrapped } from '../typography.js';
import { waitingText } from '../waiting-text.js';
import { whatIfLines } from '../what-if-text.js';
import type { Guide } from './guide.js';

/** Where the run stands: what happened last, what waits for whom since when, what became outdated and why. */
export async function briefing({ screen, umstieg, runId }: Guide): Promise<string[]> {
  const run = await umstieg.pages.checklists.of(runId);
  const waiting = run.steps.filter((s) => s.status === 'waiting-approval');
  const outdated = run.steps.filter((s) => s.status === 'outdated');
  const assigned = run.steps.filter((s) => s.assignee && run.next.includes(s.id));
  const line = (word: string, text: string) => flowing(`${word} ${text}`, screen, '  ', '    ');
  return [
    '',
    ...heading(run, screen),
    ...(run.last ? line(screen.pick('Zuletzt:', 'Last:'), lastText(run.last, screen)) : []),
    ...waiting.flatMap((s) =>
      line(
        '◇',
        `${leading(stepName(s, screen), ' –')} ${waitingText(s, screen)}${sinceText(s, screen)}`,
      ),
    ),
    ...outdated.flatMap((s) =>
      line('△', `${stepName(s, screen)} ${outdatedText(s, screen)}${sinceText(s, screen)}`),
    ),
    ...assigned.flatMap((s) =>
      line(
        '→',
        `${stepName(s, screen)} ${screen.pick('liegt bei', 'is assigned to')} ${s.assignee ?? ''}`,
      ),
    ),
    ...run.timers.flatMap((t) =>
      line(
        '◷',
        `${screen.say(t.title)}, ${screen.pick('fällig', 'due')} ${moment(t.dueAt, screen)}`,
      ),
    ),
  ];
}

/** Customer, kind, status and how far: two lines where they fit, and of a what-if that it is one. */
export function heading(run: RunView, screen: Screen): string[] {
  const { done, total } = run.progress;
  const facts = [
    screen.say(RUN_KIND_WORDS[run.kind]),
    screen.say(RUN_STATUS_WORDS[run.status]) +
      (run.paused ? screen.pick(', angehalten', ', paused') : ''),
    screen.pick(`${done} von ${total} Schritten`, `${done} of ${total} steps`),
    ...(run.clock === null
      ? []
      : [`${screen.pick('Übungsuhr', 'practice clock')} ${moment(run.clock, screen)}`]),
  ];
  return [
    ...wrapped(run.customer, screen.width).map((line) => screen.paint('strong', line)),
    ...packed(facts, ' · ', screen.width),
    ...whatIfLines(run, screen, ''),
  ];
}

function lastText({ step, title, what, actor, at }: LastAct, screen: Screen): string {
  const lead = step === null ? '' : `${step}${title ? ` ${screen.say(title)}` : ''} – `;
  const when = moment(at, screen);
  return screen.pick(
    `${lead}${what.de} von ${actor}, ${when}`,
    `${lead}${what.en} by ${actor}, ${when}`,
  );
}

function outdatedText(step: StepView, screen: Screen): string {
  const changed = step.cause?.join(', ') ?? '';
  return screen.pick(
    `ist veraltet: ${changed} hat sich geändert`,
    `is outdated: ${changed} has changed`,
  );
}

function sinceText({ since: at }: ChecklistStep, screen: Screen): string {
  return at === undefined
    ? ''
    : screen.pick(`, seit ${moment(at, screen)}`, `, since ${moment(at, screen)}`);
}
