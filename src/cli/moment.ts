import type { Screen } from './screen.js';

/** Day and minute in the zone of this computer. */
export function moment(at: string, screen: Screen): string {
  const locale = screen.pick('de-DE', 'en-GB');
  return new Date(at).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
}
