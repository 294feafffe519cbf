/** When a session ends by itself, in milliseconds. */
export interface SessionLimits {
  /** Without a request. */
  readonly idleMs: number;
  /** Since the sign-in, whatever happens. */
  readonly absoluteMs: number;
}

/** One hour, and a working day. */
export const SESSION_LIMITS: SessionLimits = { idleMs: 3_600_000, absoluteMs: 12 * 3_600_000 };

/** A clock that was set back by more than this ends a session: it would otherwise live longer than it may. */
const CLOCK_STEP_MS = 60_000;

export interface SessionTimes {
  readonly createdAt: string;
  readonly usedAt: string;
}

export function isLive({ createdAt, usedAt }: SessionTimes, now: Date, l: SessionLimits): boolean {
  const age = now.getTime() - Date.parse(createdAt);
  const idle = now.getTime() - Date.parse(usedAt);
  return age < l.absoluteMs && idle < l.idleMs && Math.min(age, idle) >= -CLOCK_STEP_MS;
}

/** Writing down each use would write at every request; a sixtieth of the idle limit is exact enough. */
export function isWorthNoting({ usedAt }: SessionTimes, now: Date, l: SessionLimits): boolean {
  return now.getTime() - Date.parse(usedAt) >= l.idleMs / 60;
}

/** Sessions of anybody that ended by themselves: each sign-in clears them away. */
export function runOut(
  store: { runOut(begun: Date, used: Date): Promise<string[]> },
  { absoluteMs, idleMs }: SessionLimits,
  now: Date,
): Promise<string[]> {
  const ago = (ms: number) => new Date(now.getTime() - ms);
  return store.runOut(ago(absoluteMs), ago(idleMs));
}
