import { isSettled } from '../core/task-status.js';
import { STATUS_SHAPES, statusWord } from '../core/words.js';
import { timeText } from '../core/time-text.js';
import type { PartView, RunView, StepView } from '../engine/views.js';
import type { Paint, Screen } from './screen.js';
import { columns, fitted, padded } from './columns.js';
import { quoted, wrapped } from './typography.js';
import { waitingText } from './waiting-text.js';

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
const BAR = 10;

/** One part: sign, number, title, bar and count, word; below it what is not simply done or locked. */
export function partLines(
  run: RunView,
  part: PartView,
  number: number,
  screen: Screen,
  all: boolean,
): string[] {
  const steps = run.steps.filter((s) => s.part === part.name);
  const locked = steps.filter((s) => s.status === 'locked');
  const shown = all ? steps : steps.filter((s) => !isSettled(s.status) && s.status !== 'locked');
  const { sign, word, paint } = partStatus(part, steps, screen);
  const missing = all || shown.length > 0 ? [] : missingOutside(locked);
  const because = missing.length === 0 ? word : needs(missing, run, screen);
  const count = `${part.done}/${part.total}`.padStart(6);
  const start = `${sign} ${String(number).padStart(2)} `;
  const end = ` ${bar(part)} ${count}  `;
  const title = padded(fitted(screen.say(part.title), 30), 30);
  const room = screen.width - columns(start + title + end);
  const line = start + title + end + fitted(because, room);
  return [
    paint ? screen.paint(paint, line) : line,
    ...shown.flatMap((s) => stepLines(s, run, screen)),
    ...(all || locked.length === 0 || shown.length === 0
      ? []
      : [screen.paint('dim', fitted(lockedText(locked, run, screen), screen.width))]),
  ];
}

function bar({ done, total }: PartView): string {
  const full = total === 0 ? 0 : Math.floor((done / total) * BAR);
  return '▰'.repeat(full) + '▱'.repeat(BAR - full);
}

/** Sign, number and title; then the word, and why. The point of no return has its own sign. */
function stepLines(step: StepView, run: RunView, screen: Screen): string[] {
  const noReturn = step.pointOfNoReturn
    ? [`⇥ ${screen.pick('kein Zurück', 'no way back')}`]
    : step.overwrites
      ? [`⇥ ${screen.pick('überschreibt', 'overwrites')}`]
      : [];
  const text = [
    `${step.id.padEnd(6)} ${screen.say(step.title)}`,
    stepWord(step, screen),
    ...(step.takenOver ? [screen.pick('übernommen', 'taken over')] : []),
    ...noReturn,
    ...causes(step, run, screen),
  ].join(' · ');
  const lines = wrapped(
    quoted(text, screen),
    screen.width,
    `     ${STATUS_SHAPES[step.status]} `,
    ' '.repeat(14),
  );
  const paint = PAINTS[step.status] ?? 'dim';
  return lines.map((line) => screen.paint(paint, line));
}

function stepWord(step: StepView, screen: Screen): string {
  if (step.status === 'waiting-approval') return waitingText(step, screen);
  return screen.say(statusWord(step.status, step.attested));
}

function causes(step: StepView, run: RunView, screen: Screen): string[] {
  const changed = step.cause?.join(', ') ?? '';
  const missing = step.cannotStartBecause ?? [];
  const day = step.notBefore === undefined ? undefined : timeText(step.notBefore, screen.language);
  return [
    ...(day === undefined ? [] : [screen.pick(`erst ab ${day}`, `not before ${day}`)]),
    ...(changed === '' ? [] : [screen.pick(`geändert: ${changed}`, `changed: ${changed}`)]),
    ...(missing.length === 0 ? [] : [needs(missing, run, screen)]),
    ...(step.assignee ? [`→ ${step.assignee}`] : []),
  ];
}

function lockedText(locked: readonly StepView[], run: RunView, screen: Screen): string {
  const count = screen.pick(
    `${locked.length} noch nicht möglich`,
    `${locked.length} cannot start yet`,
  );
  const missing = missingOutside(locked);
  const because = missing.length === 0 ? '' : ` · ${needs(missing, run, screen)}`;
  return `     ${STATUS_SHAPES.locked} ${count}${because}`;
}

/** What locked steps wait for beside themselves. */
function missingOutside(locked: readonly StepView[]): string[] {
  const own = new Set(locked.map((s) => s.id));
  const outside = [...new Set(locked.flatMap((s) => s.cannotStartBecause ?? []))];
  return outside.filter((id) => !own.has(id));
}

/** Enough to know where to look; a part stands there with its title. */
function needs(missing: readonly string[], run: RunView, screen: Screen): string {
  const names = missing.map((id) => {
    const part = run.parts.find((p) => p.name === id);
    return part ? screen.say(part.title) : id;
  });
  const some = names.length > 5 ? `${names.slice(0, 5).join(', ')}, …` : names.join(', ');
  return screen.pick(`braucht ${some}`, `needs ${some}`);
}

interface PartStatus {
  readonly sign: string;
  readonly word: string;
  readonly paint?: Paint;
}

/** What a part needs somebody for goes before where its machine stands. */
function partStatus(part: PartView, steps: readonly StepView[], screen: Screen): PartStatus {
  const has = (...statuses: StepView['status'][]) => steps.some((s) => statuses.includes(s.status));
  if (has('rejected', 'failed'))
    return { sign: '✗', word: screen.pick('Problem', 'problem'), paint: 'red' };
  if (has('outdated'))
    return { sign: '△', word: screen.pick('veraltet', 'outdated'), paint: 'yellow' };
  if (has('waiting-approval') && !has('ready', 'in-progress', 'verifying'))
    return { sign: '◇', word: screen.pick('wartet', 'waiting'), paint: 'magenta' };
  switch (part.status) {
    case 'done':
      return { sign: '✓', word: screen.pick('erledigt', 'done'), paint: 'dim' };
    case 'notApplicable':
      return { sign: '·', word: screen.pick('entfällt', 'does not apply'), paint: 'dim' };
    case 'locked':
      return { sign: '○', word: screen.pick('noch nicht möglich', 'cannot start yet') };
    case 'ready':
      return { sign: '●', word: screen.pick('bereit', 'ready'), paint: 'strong' };
    default:
      return { sign: '◐', word: screen.pick('in Arbeit', 'in progress'), paint: 'strong' };
  }
}
