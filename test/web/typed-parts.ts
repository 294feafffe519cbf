const ZONE = 'Europe/Berlin'; // of the browser the tests open

/** Words as the page shows them. */
export const plain = (text: string) => text.replaceAll('`', '');
export const yes = (value: unknown) => value === true || value === 'true' || value === 'ja';

/** What is typed into the segments of a time, by their names. */
export type Parts = Readonly<Record<string, string>>;

export function dayParts(value: string): Parts {
  const [year = '', month = '', day = ''] = value.split('-');
  return { day, month, year };
}

export function momentParts(value: string): Parts {
  const fields = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const times = {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  } as const;
  const format = new Intl.DateTimeFormat('de-DE', { ...fields, ...times, timeZone: ZONE });
  const parts = format.formatToParts(new Date(value));
  return Object.fromEntries(parts.map(({ type: name, value: text }) => [name, text]));
}

/** The order in which segments are filled. */
export const SEGMENTS = ['day', 'month', 'year', 'hour', 'minute', 'second'] as const;
