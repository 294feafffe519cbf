import { calendarDays } from './calendar-days.js';
import { useLanguage } from './language.js';

const LOCALES = { de: 'de-DE', en: 'en-GB' } as const;
/** The platform says „in dieser Minute“, which nobody does. */
const JUST_NOW = { de: 'gerade eben', en: 'just now' } as const;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Times in the zone and language of the person. */
export function useMoments() {
  const language = useLanguage();
  const locale = LOCALES[language];
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const ago = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return {
    day: (at: string) => day.format(new Date(at)),
    full: (at: string) => full.format(new Date(at)),
    /** „vor 3 Stunden“, "yesterday"; by the clock of a run, where somebody set one. */
    ago: (at: string, clock: string | null = null) => {
      const now = clock === null ? Date.now() : Date.parse(clock);
      const past = Date.parse(at) - now;
      if (Math.abs(past) < MINUTE) return JUST_NOW[language];
      if (Math.abs(past) < HOUR) return ago.format(Math.round(past / MINUTE), 'minute');
      if (Math.abs(past) < DAY) return ago.format(Math.round(past / HOUR), 'hour');
      return ago.format(calendarDays(new Date(at), new Date(now)), 'day');
    },
  };
}
