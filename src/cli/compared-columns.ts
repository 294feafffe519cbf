import { timeText } from '../core/time-text.js';
import type { Screen } from './screen.js';
import { fitted, padded } from './columns.js';

/** Width of the names left of the two columns. */
export const NAME = 24;

/** A name and two values; columns grow with the screen. */
export function columnsOf(name: string, a: string, b: string, { width }: Screen): string {
  const room = Math.floor((width - NAME - 2) / 2);
  const cell = (text: string, wide: number) => padded(fitted(text, wide), wide);
  return `${cell(name, NAME)} ${cell(a, room)} ${fitted(b, room)}`.trimEnd();
}

/** One value as people read it; lists and tables as they are stored. */
export function shown(value: unknown, screen: Screen): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean')
    return value ? screen.pick('ja', 'yes') : screen.pick('nein', 'no');
  if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return value.join(', ') || '–';
  return typeof value === 'string' ? timeText(value, screen.language) : JSON.stringify(value);
}
