import type { Text } from '../core/text.js';
import type { RunView } from '../engine/views.js';
import { moment } from './moment.js';
import type { Screen } from './screen.js';
import { wrapped } from './typography.js';

/** What is planned and still to come, the next first; what is late is said so. */
export function planLines(run: RunView, screen: Screen): string[] {
  const now = run.clock ?? new Date().toISOString();
  return [...run.parts, ...run.milestones]
    .flatMap(({ title, due }) => (due === undefined ? [] : [{ title, due }]))
    .sort((a, b) => a.due.localeCompare(b.due))
    .flatMap((one) => line(one, one.due < now, screen));
}

function line(o: { title: Text; due: string }, late: boolean, screen: Screen): string[] {
  const word = late
    ? screen.pick('! Verspätet, geplant', '! Late, planned')
    : screen.pick('Geplant', 'Planned');
  const text = `${word} ${moment(o.due, screen)}: ${screen.say(o.title)}`;
  const lines = wrapped(text, screen.width, '  ', '    ');
  return late ? lines.map((one) => screen.paint('yellow', one)) : lines;
}
