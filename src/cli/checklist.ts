import { RUN_KIND_WORDS, RUN_STATUS_WORDS } from '../core/words.js';
import type { RunView, StepView } from '../engine/views.js';
import { nextStep } from '../engine/who-acts.js';
import { partLines } from './checklist-parts.js';
import { moment } from './moment.js';
import { planLines } from './plan-lines.js';
import type { Screen } from './screen.js';
import { waitingText } from './waiting-text.js';
import { columns, fitted, padded } from './columns.js';
import { quoted, wrapped } from './typography.js';
import { whatIfLines } from './what-if-text.js';

/**
 * `project show` for people, as a picture: the one next action on top, then the parts with what is not simply done or
 * locked below them. Done things step back.
 */
export function checklist(run: RunView, screen: Screen, all: boolean): string[] {
  return [
    ...boxed([titleLine(run, screen), factsLine(run, screen)], nextAction(run, screen), screen),
    ...whatIfLines(run, screen),
    ...hints(run, screen),
    '',
    ...run.parts.flatMap((part, i) => partLines(run, part, i + 1, screen, all)),
  ];
}

/** A frame as wide as the screen: what this is, a line, what comes next. */
function boxed(top: readonly string[], below: readonly string[], screen: Screen): string[] {
  const width = screen.width - 4;
  const rule = '─'.repeat(width + 2);
  const row = (text: string) => `│ ${text}${' '.repeat(Math.max(0, width - columns(text)))} │`;
  return [
    `┌${rule}┐`,
    ...top.map(row),
    ...(below.length === 0 ? [] : [`├${rule}┤`, ...below.map(row)]),
    `└${rule}┘`,
  ];
}

function titleLine(run: RunView, screen: Screen): string {
  const width = screen.width - 4;
  const name = fitted(`${run.customer} — ${screen.say(run.title)}`, width - columns(run.id) - 2);
  return screen.paint('strong', padded(name, width - columns(run.id))) + run.id;
}

function factsLine(run: RunView, screen: Screen): string {
  const { done, total } = run.progress;
  const paused = run.paused ? screen.pick(', angehalten', ', paused') : '';
  const facts = [
    screen.say(RUN_KIND_WORDS[run.kind]),
    screen.say(RUN_STATUS_WORDS[run.status]) + paused,
    screen.pick(`${done} von ${total} Schritten`, `${done} of ${total} steps`),
    screen.pick(`Stand ${run.revision}`, `revision ${run.revision}`),
    ...(run.clock === null ? [] : [`${screen.pick('Uhr', 'clock')} ${moment(run.clock, screen)}`]),
  ];
  return fitted(facts.join(' · '), screen.width - 4);
}

/** What comes next, who must act, and the command for it. */
function nextAction(run: RunView, screen: Screen): string[] {
  const width = screen.width - 4;
  const first = firstOpen(run);
  if (!first) return [];
  const what = `${first.id} ${screen.say(first.title)} · ${whoActs(first, screen)}`;
  const verb = first.status === 'waiting-approval' ? 'approve' : 'show';
  const as = verb === 'approve' ? ' --as …' : '';
  return [
    ...wrapped(quoted(`${screen.pick('Weiter', 'Next')}: ${what}`, screen), width, '', '  ').map(
      (line) => screen.paint('strong', line),
    ),
    fitted(`umstieg task ${verb} ${run.id} ${first.id}${as}`, width),
  ];
}

function firstOpen(run: RunView): StepView | undefined {
  return nextStep(run.steps.filter((s) => run.next.includes(s.id)));
}

/** What else is open, and what falls due. */
function hints(run: RunView, screen: Screen): string[] {
  const others = run.next.filter((id) => id !== firstOpen(run)?.id);
  const also = `${screen.pick('Auch offen', 'Also open')}: ${others.join(', ')}`;
  return [
    ...(others.length === 0 ? [] : wrapped(also, screen.width, '  ', '    ')),
    ...planLines(run, screen),
    ...run.timers.flatMap((t) => {
      const due = moment(t.dueAt, screen);
      const text = `${screen.pick('Frist', 'Timer')} ${due}: ${screen.say(t.title)}`;
      return wrapped(text, screen.width, '  ', '    ');
    }),
  ];
}

function whoActs(step: StepView, screen: Screen): string {
  if (step.status === 'waiting-approval') return waitingText(step, screen);
  if (step.assignee) return step.assignee;
  return step.kind === 'step' ? 'Umstieg' : screen.pick('Sie', 'you');
}
