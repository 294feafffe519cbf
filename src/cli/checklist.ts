import { isSettled } from '../core/task-status.js';
import {
  PENDING_WORDS,
  RUN_KIND_WORDS,
  RUN_STATUS_WORDS,
  STATUS_SHAPES,
  statusWord,
} from '../core/words.js';
import type { PartView, RunView, StepView } from '../engine/views.js';
import type { Paint, Screen } from './screen.js';

const PAINTS: Partial<Record<StepView['status'], Paint>> = {
  ready: 'blue',
  'in-progress': 'blue',
  verifying: 'blue',
  'waiting-approval': 'magenta',
  rejected: 'red',
  failed: 'red',
  outdated: 'yellow',
  done: 'dim',
  waived: 'dim',
  'not-applicable': 'dim',
  locked: 'dim',
};

/** `project show` for people: the next action on top, parts with counts, below them what is not simply done or locked. */
export function checklist(run: RunView, screen: Screen, all: boolean): string[] {
  return [
    ...head(run, screen),
    '',
    ...run.parts.flatMap((part, i) => partLines(run, part, i + 1, screen, all)),
  ];
}

function head(run: RunView, screen: Screen): string[] {
  const { done, total } = run.progress;
  const facts = [
    screen.say(RUN_KIND_WORDS[run.kind]),
    screen.say(RUN_STATUS_WORDS[run.status]) +
      (run.paused ? screen.pick(', angehalten', ', paused') : ''),
    screen.pick(`${done} von ${total} Schritten`, `${done} of ${total} steps`),
    screen.pick(`Stand ${run.revision}`, `revision ${run.revision}`),
    ...(run.clock === null ? [] : [screen.pick(`Uhr ${run.clock}`, `clock ${run.clock}`)]),
  ];
  return [
    `${screen.paint('strong', run.customer)}  ${run.id}`,
    facts.join(' · '),
    ...nextAction(run, screen),
    ...run.timers.map((t) =>
      screen.pick(`Frist: ${t.name} am ${t.dueAt}`, `Timer: ${t.name} at ${t.dueAt}`),
    ),
  ];
}

function nextAction(run: RunView, screen: Screen): string[] {
  const open = run.steps.filter((s) => run.next.includes(s.id));
  const first = open.find((s) => s.status !== 'waiting-approval') ?? open[0];
  if (!first) return [];
  const verb =
    first.status === 'waiting-approval'
      ? `umstieg task approve ${run.id} ${first.id} --as …`
      : `umstieg task show ${run.id} ${first.id}`;
  const others = open.filter((s) => s !== first).map((s) => s.id);
  return [
    `${screen.paint('strong', screen.pick('Weiter:', 'Next:'))} ${first.id} ${screen.say(first.title)} (${whoActs(first, screen)})`,
    `        ${verb}`,
    ...(others.length > 0
      ? [`        ${screen.pick('auch offen', 'also open')}: ${others.join(', ')}`]
      : []),
  ];
}

function whoActs(step: StepView, screen: Screen): string {
  if (step.status === 'waiting-approval') return waitingText(step, screen);
  if (step.assignee) return step.assignee;
  return step.kind === 'step' ? 'Umstieg' : screen.pick('Sie', 'you');
}

/** `wartet auf Freigabe der Handlung durch eine zweite Person` */
export function waitingText(step: StepView, screen: Screen): string {
  const what = step.waitingFor ? PENDING_WORDS[step.waitingFor.kind] : undefined;
  const by = step.waitingFor?.by ?? step.doers[0];
  const other = by
    ? screen.pick(`eine andere Person als ${by}`, `somebody other than ${by}`)
    : screen.pick('eine zweite Person', 'a second person');
  const words = what ? screen.say(what) : screen.pick('Freigabe', 'approval');
  return screen.pick(`wartet auf ${words} durch ${other}`, `waiting for ${words} by ${other}`);
}

function partLines(
  run: RunView,
  part: PartView,
  number: number,
  screen: Screen,
  all: boolean,
): string[] {
  const steps = run.steps.filter((s) => s.part === part.name);
  const locked = steps.filter((s) => s.status === 'locked');
  const shown = all ? steps : steps.filter((s) => !isSettled(s.status) && s.status !== 'locked');
  const title = `${String(number).padStart(2)} ${screen.say(part.title)}`;
  const line = `${title.padEnd(36)}${`${part.done}/${part.total}`.padStart(6)}  ${partStatus(part, screen)}`;
  return [
    shown.length > 0 ? screen.paint('strong', line) : line,
    ...shown.map((s) => stepLine(s, screen)),
    ...(all || locked.length === 0 ? [] : [lockedLine(locked, screen)]),
  ];
}

function stepLine(step: StepView, screen: Screen): string {
  const paint = PAINTS[step.status] ?? 'dim';
  const word =
    step.status === 'waiting-approval'
      ? waitingText(step, screen)
      : screen.say(statusWord(step.status, step.attested));
  const extra = [
    step.cause
      ? screen.pick(`geändert: ${step.cause.join(', ')}`, `changed: ${step.cause.join(', ')}`)
      : '',
    step.cannotStartBecause?.length
      ? screen.pick(
          `braucht ${step.cannotStartBecause.join(', ')}`,
          `needs ${step.cannotStartBecause.join(', ')}`,
        )
      : '',
    step.assignee ? `→ ${step.assignee}` : '',
  ].filter((x) => x !== '');
  const status = screen.paint(paint, [word, ...extra].join(' · '));
  return `     ${STATUS_SHAPES[step.status]} ${step.id.padEnd(7)} ${screen.say(step.title)} — ${status}`;
}

function lockedLine(locked: readonly StepView[], screen: Screen): string {
  const own = new Set(locked.map((s) => s.id));
  const outside = [...new Set(locked.flatMap((s) => s.cannotStartBecause ?? []))];
  const needs = outside.filter((id) => !own.has(id));
  const count = screen.pick(
    `${locked.length} noch nicht möglich`,
    `${locked.length} cannot start yet`,
  );
  const because =
    needs.length > 0 ? screen.pick(` · braucht ${some(needs)}`, ` · needs ${some(needs)}`) : '';
  return screen.paint('dim', `     ${STATUS_SHAPES.locked} ${count}${because}`);
}

/** Enough to know where to look. */
function some(ids: readonly string[]): string {
  return ids.length > 5 ? `${ids.slice(0, 5).join(', ')}, …` : ids.join(', ');
}

function partStatus(part: PartView, screen: Screen): string {
  switch (part.status) {
    case 'done':
      return `✓ ${screen.pick('erledigt', 'done')}`;
    case 'notApplicable':
      return `· ${screen.pick('entfällt', 'does not apply')}`;
    case 'outdated':
      return screen.paint('yellow', `△ ${screen.pick('veraltet', 'outdated')}`);
    case 'locked':
      return `○ ${screen.pick('noch nicht möglich', 'cannot start yet')}`;
    case 'ready':
      return `● ${screen.pick('bereit', 'ready')}`;
    default:
      return `◐ ${screen.pick('in Arbeit', 'in progress')}`;
  }
}
