import { TIMES } from '../../drill/timetable.js';

const DAY_MS = 86_400_000;
const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Moves the timetable of a practice run by whole days so that its export encloses the files of a real one: what comes before
 * the export goes by its first file, everything else by its last. Other texts stay as they are.
 *
 * @param first time of the earliest file of the export, milliseconds
 * @param last time of the latest one
 */
export function movedTimes(first: number, last: number): (text: string) => string {
  const [start, end] = [Date.parse(TIMES.exportStartedAt), Date.parse(TIMES.exportEndedAt)];
  const earlier = Math.floor((first - start) / DAY_MS) * DAY_MS;
  const later = Math.max(earlier, Math.ceil((last - end) / DAY_MS) * DAY_MS);
  return (text) => {
    const isDate = DATE.test(text);
    if (!isDate && !INSTANT.test(text)) return text;
    const at = Date.parse(text);
    if (Number.isNaN(at)) return text;
    const moved = new Date(at + (at <= start ? earlier : later)).toISOString();
    return isDate ? moved.slice(0, 10) : moved;
  };
}
