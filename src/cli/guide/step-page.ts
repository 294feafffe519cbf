import type { RunView, TaskView } from '../../engine/views.js';
import { stepStatus } from '../acted-lines.js';
import type { Screen } from '../screen.js';
import { columns } from '../columns.js';
import { flowing } from '../typography.js';

/** Top of a step's page: where we are, what to do, what cannot be undone. Warnings follow one by one. */
export function stepPage(task: TaskView, part: string, screen: Screen): string[] {
  return [
    '',
    screen.paint('dim', '─'.repeat(screen.width)),
    ...flowing(`${part} · ${stepStatus(task, screen)}`, screen).map((l) => screen.paint('dim', l)),
    ...flowing(`${task.id}  ${screen.say(task.title)}`, screen).map((l) =>
      screen.paint('strong', l),
    ),
    '',
    ...(task.toDoNow
      ? flowing(screen.say(task.toDoNow), screen, '  ').map((l) => screen.paint('strong', l))
      : []),
    ...(task.toDoNow && task.status === 'done'
      ? []
      : flowing(screen.say(task.instruction), screen, '  ')),
    ...noReturn(task, screen),
    ...flowing(
      `${screen.pick('Rückgängig', 'Undo')}: ${screen.say(task.undo.how)}`,
      screen,
      '  ',
      '    ',
    ).map((line) => screen.paint('dim', line)),
    ...(task.lines.length === 0 ? [] : manual(task, screen)),
  ];
}

/** The point of no return has its own sign: a one-way arrow over a line. */
function noReturn(task: TaskView, screen: Screen): string[] {
  const words = task.pointOfNoReturn
    ? screen.pick('Kein Zurück nach diesem Schritt', 'No way back after this step')
    : task.overwrites
      ? screen.pick('Dieser Schritt überschreibt', 'This step overwrites')
      : undefined;
  if (words === undefined) return [];
  const sign = `  ─── ⇥ ${words} `;
  const rest = Math.max(0, Math.min(6, screen.width - columns(sign)));
  return ['', screen.paint('strong', sign + '─'.repeat(rest)), ''];
}

function manual(task: TaskView, screen: Screen): string[] {
  const lines = task.lines.join(', ');
  const text = screen.pick(`Handbuch, Zeile ${lines}`, `Manual, line ${lines}`);
  return flowing(text, screen, '  ', '    ').map((line) => screen.paint('dim', line));
}

export function partTitle(run: RunView, task: TaskView, screen: Screen): string {
  const part = run.parts.find((p) => p.name === task.part);
  return part ? screen.say(part.title) : task.part;
}
