import type { Language } from './text.js';

/** ISO 8601 as a word of its own: a day, or a moment with its zone; never a piece of a path or a name. */
const TIME =
  /(?<![^\s(])(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?(?![^\s,;.)])/g;
const LOCALES = { de: 'de-DE', en: 'en-GB' } as const;

/**
 * A value with its times as people write them: `28.02.2026`, `28.02.2026, 10:30`, seconds only where there are some.
 * @param zone of the moments, which then name it; left out, the reader's own
 */
export function timeText(value: string, language: Language, zone?: 'UTC'): string {
  return value.replace(TIME, (whole, day: string, time: string | undefined) => {
    const at = new Date(time === undefined ? `${day}T00:00:00Z` : whole);
    if (Number.isNaN(at.getTime())) return whole;
    if (time === undefined) return dayText(at, whole, language);
    const seconds = at.getUTCSeconds() > 0;
    const text = formatOf(language, seconds ? 'medium' : 'short', zone).format(at);
    return zone === undefined ? text : `${text} ${zone}`;
  });
}

/** What the calendar does not have stays as it is. */
function dayText(at: Date, iso: string, language: Language): string {
  if (at.toISOString().slice(0, 10) !== iso) return iso;
  return formatOf(language, undefined, 'UTC').format(at);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(
  language: Language,
  timeStyle: 'short' | 'medium' | undefined,
  zone: 'UTC' | undefined,
): Intl.DateTimeFormat {
  const key = `${language} ${timeStyle ?? ''} ${zone ?? ''}`;
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(LOCALES[language], {
      dateStyle: 'medium',
      ...(timeStyle ? { timeStyle } : {}),
      ...(zone ? { timeZone: zone } : {}),
    });
  formats.set(key, format);
  return format;
}
