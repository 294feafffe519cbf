import { RequestError } from '../core/errors.js';

const PATTERN = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/**
 * Adds an ISO 8601 duration of weeks, days, hours, minutes and seconds (`P7D`, `PT48H`).
 * @throws RequestError input.invalid
 */
export function addDuration(start: Date, duration: string): Date {
  const found = PATTERN.exec(duration);
  if (!found || duration === 'P' || duration.endsWith('T')) {
    throw new RequestError('input.invalid', {
      de: `„${duration}“ ist keine Dauer. Erwartet: zum Beispiel P7D oder PT48H.`,
      en: `"${duration}" is no duration. Expected: for example P7D or PT48H.`,
    });
  }
  const [weeks, days, hours, minutes, seconds] = Array.from(found)
    .slice(1)
    .map((n: string | undefined) => Number(n ?? 0));
  const total =
    ((((weeks ?? 0) * 7 + (days ?? 0)) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 +
    (seconds ?? 0);
  const end = new Date(start.getTime() + total * 1000);
  if (!Number.isNaN(end.getTime())) return end;
  throw new RequestError('input.invalid', {
    de: `„${duration.slice(0, 60)}“ ist länger, als ein Kalender reicht. Geben Sie eine kürzere Dauer an, zum Beispiel P7D.`,
    en: `"${duration.slice(0, 60)}" is longer than any calendar. Give a shorter duration, for example P7D.`,
  });
}
