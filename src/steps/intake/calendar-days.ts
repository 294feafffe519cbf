const HOURS_AHEAD = 14;

/**
 * Is the calendar day `YYYY-MM-DD` still to come everywhere? The claim carries no time zone, so a day counts as
 * future only when it has begun nowhere yet (UTC+14 is the earliest zone).
 */
export function isFutureDay(day: string, now: Date): boolean {
  const latest = new Date(now.getTime() + HOURS_AHEAD * 3_600_000);
  return day > latest.toISOString().slice(0, 10);
}
