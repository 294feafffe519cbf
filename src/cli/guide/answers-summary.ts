import { basename } from 'node:path';
import { timeText } from '../../core/time-text.js';
import type { FieldView } from '../../engine/views.js';
import type { Screen } from '../screen.js';
import { leading, quoted, wrapped } from '../typography.js';
import type { Filling } from './filling.js';

/** All answers below one another, before anything is sent. */
export function summaryLines(filling: Filling, screen: Screen): string[] {
  const { task, draft } = filling;
  if (task.fields.length === 0 && !task.evidence) return [];
  const answers = task.fields.map(
    (view) => [screen.say(view.label), answerText(view, filling, screen)] as const,
  );
  const files = (draft.evidence ?? []).map((path) => basename(path)).join(', ');
  const proof = task.evidence
    ? [[screen.pick('Nachweis', 'Evidence'), files === '' ? '–' : files] as const]
    : [];
  return [
    '',
    screen.paint('strong', screen.pick('Ihre Angaben', 'Your answers')),
    ...[...answers, ...proof].flatMap(([label, value]) =>
      wrapped(labelled(label, value, screen), screen.width, '  ', '    '),
    ),
  ];
}

/** A label with its value. */
export function labelled(label: string, value: string, screen: Screen): string {
  return `${leading(quoted(label, screen))} ${value}`;
}

/** One answer in one line; a secret only says that it was given. */
export function answerText(view: FieldView, { draft, secrets }: Filling, screen: Screen): string {
  if (view.secret) return secrets.has(view.name) ? '••••••••' : '–';
  return fieldText(view, draft.values[view.name], screen);
}

/** The value of a field as people read it: choices by their words. */
export function fieldText(view: FieldView, value: unknown, screen: Screen): string {
  const word = (one: unknown) => {
    const option = view.options?.find((o) => o.value === one);
    return option ? screen.say(option.text) : asWritten(view, valueText(one, screen), screen);
  };
  if (Array.isArray(value) && value.length > 0 && view.options) return value.map(word).join(', ');
  if (Array.isArray(value) && value.length > 0 && view.columns)
    return value
      .map((row: Readonly<Record<string, unknown>>) => rowText(view, row, screen))
      .join('; ');
  return word(value);
}

/** One row of a table: every cell with the words of its column. */
export function rowText(
  { columns = [] }: FieldView,
  row: Readonly<Record<string, unknown>>,
  screen: Screen,
): string {
  return columns
    .filter(({ name }) => row[name] !== undefined)
    .map(({ name, label, options, input }) => {
      const option = options?.find((o) => o.value === row[name]);
      const text = valueText(row[name], screen);
      const value = option ? screen.say(option.text) : asWritten({ input }, text, screen);
      return `${screen.say(label).replace(/\?$/, '')}: ${value}`;
    })
    .join(' · ');
}

/** Days and moments as the person writes them. */
function asWritten({ input }: Pick<FieldView, 'input'>, text: string, screen: Screen): string {
  return input === 'date' || input === 'instant' ? timeText(text, screen.language) : text;
}

/** A value as people read it. */
export function valueText(value: unknown, screen: Screen): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean')
    return value ? screen.pick('Ja', 'Yes') : screen.pick('Nein', 'No');
  if (Array.isArray(value)) {
    if (value.length === 0) return screen.pick('keine', 'none');
    return value.map((entry) => valueText(entry, screen)).join(', ');
  }
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return Object.entries(value)
    .map(([name, cell]) => `${name}=${valueText(cell, screen)}`)
    .join(' · ');
}
