const DAY_MS = 86_400_000;

/** Calendar day (UTC) `YYYY-MM-DD` that lies `days` after the day of `at` (ISO 8601). */
export function addDays(at: string, days: number): string {
  return new Date(Date.parse(at) + days * DAY_MS).toISOString().slice(0, 10);
}
