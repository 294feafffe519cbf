import type { AttemptView, ColumnView, FieldView, TaskView } from '../engine/views.js';
import { ATTEMPT_WORDS, INPUT_WORDS, verdictWord } from '../core/words.js';
import { stepName, stepStatus } from './acted-lines.js';
import { dependentLines } from './dependent-lines.js';
import { findingLines } from './finding-lines.js';
import { mayStayEmpty } from './may-stay-empty.js';
import type { Screen } from './screen.js';

/** `task show` for people: what to do, what must not be done, what to give, what happened so far. */
export function taskLines(task: TaskView, screen: Screen): string[] {
  return [
    screen.paint('strong', stepName(task, screen)),
    `${screen.pick('Status', 'Status')}: ${stepStatus(task, screen)}`,
    ...because(task, screen),
    '',
    screen.say(task.instruction),
    ...(task.lines.length > 0 ? [manual(task, screen)] : []),
    ...warnings(task, screen),
    ...fields(task, screen),
    ...evidence(task, screen),
    `${screen.pick('Rückgängig', 'Undo')}: ${screen.say(task.undo.how)}`,
    ...dependentLines(task.dependents, screen),
    ...attempts(task, screen),
  ];
}

function because(task: TaskView, screen: Screen): string[] {
  const lines: string[] = [];
  const missing = task.cannotStartBecause?.join(', ');
  if (missing) lines.push(`${screen.pick('Es fehlt', 'Missing')}: ${missing}`);
  const changed = task.cause?.join(', ');
  if (changed) lines.push(`${screen.pick('Geändert hat sich', 'Changed')}: ${changed}`);
  if (task.assignee) lines.push(`${screen.pick('Zugewiesen an', 'Assigned to')}: ${task.assignee}`);
  return lines;
}

function manual(task: TaskView, screen: Screen): string {
  return screen.paint(
    'dim',
    `${screen.pick('Handbuch, Zeile', 'Manual, line')} ${task.lines.join(', ')}`,
  );
}

function warnings(task: TaskView, screen: Screen): string[] {
  const lines = task.warnings.map(({ code, text }) => `  ! ${code}: ${screen.say(text)}`);
  if (task.pointOfNoReturn) {
    lines.push(
      `  ⇥ ${screen.pick('Kein Zurück nach diesem Schritt.', 'No way back after this step.')}`,
    );
  } else if (task.overwrites) {
    lines.push(`  ⇥ ${screen.pick('Dieser Schritt überschreibt.', 'This step overwrites.')}`);
  }
  return lines.length > 0 ? ['', ...lines] : [];
}

function fields(task: TaskView, screen: Screen): string[] {
  if (task.fields.length === 0) return [];
  return [
    '',
    screen.pick('Felder (--set FELD=WERT):', 'Fields (--set FIELD=VALUE):'),
    ...task.fields.flatMap((f) => field(f, screen)),
  ];
}

function field(f: FieldView, screen: Screen): string[] {
  const kind = answers(f, screen);
  const more = [
    mayStayEmpty(f, screen),
    f.secret ? screen.pick('geheim, wird nicht gespeichert', 'secret, not stored') : '',
    f.example ? `${screen.pick('z. B.', 'e.g.')} ${f.example}` : '',
  ].filter((x) => x !== '');
  const line = `  ${f.name}  ${screen.say(f.label)} (${[kind, ...more].join('; ')})`;
  return f.columns ? [line, ...columns(f.name, f.columns, screen)] : [line];
}

/** What stands in one row of a table, and one row as it is typed. */
function columns(field: string, all: readonly ColumnView[], screen: Screen): string[] {
  const row = all.map((c) => `"${c.name}":${c.input === 'flag' ? 'true' : `"${example(c)}"`}`);
  return [
    ...all.map((c) => {
      const kind = answers(c, screen);
      const may = mayStayEmpty(c, screen);
      const more = may === '' ? '' : `; ${may}`;
      return `    · ${c.name}  ${screen.say(c.label)} (${kind}${more})`;
    }),
    `    ${screen.pick('z. B.', 'e.g.')} --set '${field}=[{${row.join(',')}}]'`,
  ];
}

function example(column: ColumnView): string {
  return column.options?.[0]?.value ?? '…';
}

function answers({ options, input }: ColumnView, screen: Screen): string {
  return options
    ? options.map((o) => screen.say(o.text)).join(' | ')
    : screen.say(INPUT_WORDS[input]);
}

function evidence(task: TaskView, screen: Screen): string[] {
  if (!task.evidence) return [];
  const must = task.evidence.required
    ? screen.pick('Nachweis', 'Evidence')
    : screen.pick('Nachweis, freiwillig', 'Evidence, optional');
  return [
    `${must}: ${screen.say(task.evidence.what)} (--evidence ${screen.pick('DATEI', 'FILE')})`,
  ];
}

function attempts(task: TaskView, screen: Screen): string[] {
  if (task.attempts.length === 0) return [];
  return [
    '',
    screen.pick('Verlauf:', 'History:'),
    ...task.attempts.flatMap((a) => attempt(a, screen)),
  ];
}

function attempt(a: AttemptView, screen: Screen): string[] {
  const said = a.verdict
    ? screen.say(verdictWord(a.verdict, a.reasons ?? []))
    : screen.say(ATTEMPT_WORDS[a.status]);
  return [
    `  ${a.number}. ${a.endedAt ?? a.startedAt}  ${said}`,
    ...(a.agrees ? [`     · ${screen.say(a.agrees)}`] : []),
    ...findingLines(a.reasons ?? [], screen, '   ·'),
    ...(a.error ? [`     ✗ ${screen.say(a.error.text)} [${a.error.code}]`] : []),
  ];
}
