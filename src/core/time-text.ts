import type { Language } from './text.js';

/** ISO 8601 as a word of its own: a day, or a moment with its zone; never a piece of a path or a name. */
const TIME =
  /(?<![^\s(])(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?(?![^\s,;.)])/g;
const LOCALES = { de: 'de-DE', en: 'en-GB' } as const;

/**
 * A value with its times as people write them: `28.02.2026`, `28.02.2026, 10:30`, seconds only where there are some.
 * @param zone of the moments, IANA; whoever gives one names it beside them. Left out, the reader's own
 */
export function timeText(value: string, language: Language, zone?: string): string {
  return value.replace(TIME, (whole, day: string, time: string | undefined) => {
    const at = new Date(time === undefined ? `${day}T00:00:00Z` : whole);
    if (Number.isNaN(at.getTime())) return whole;
    if (time === undefined) return dayText(at, whole, language);
    const seconds = at.getUTCSeconds() > 0;
    return formatOf(language, seconds ? 'medium' : 'short', zone).format(at);
  });
}

/** A moment to the minute: `02.03.2026, 09:30`, `2 Mar 2026, 09:30`; what is no moment stays as it is. */
export function momentText(iso: string, language: Language, zone: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : formatOf(language, 'short', zone).format(at);
}

/** Whether the platform knows a zone by that name (IANA, for example `Europe/Berlin`). */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('de', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
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
  zone: string | undefined,
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
