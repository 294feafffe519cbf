import type { ColumnView } from '../engine/views.js';
import type { Screen } from './screen.js';

/** Whether a field may stay empty, or when it may not; empty where it never may. */
export function mayStayEmpty(
  { required, needed }: Pick<ColumnView, 'required' | 'needed'>,
  screen: Screen,
): string {
  if (required) return '';
  return needed ? screen.say(needed) : screen.pick('freiwillig', 'optional');
}
