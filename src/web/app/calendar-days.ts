const DAY_MS = 86_400_000;

/** Midnights between two moments in the zone of this device, below 0 when the first lies before: 40 hours ago may be yesterday. */
export function calendarDays(at: Date, now: Date): number {
  return Math.round((midnight(at) - midnight(now)) / DAY_MS); // days on which clocks change have 23 or 25 hours
}

const midnight = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
