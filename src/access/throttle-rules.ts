/** Failed tries under one key; what is not stored never failed. */
export interface Tries {
  readonly failures: number;
  readonly lastAt: string;
  /** Nothing is tried before this moment. */
  readonly freeAt: string;
}

interface ThrottleRule {
  /** Failures without a pause. */
  readonly free: number;
  readonly firstMs: number;
  readonly mostMs: number;
  /** After this long without a failure all is forgotten. */
  readonly forgetMs: number;
}

const MINUTE_MS = 60_000;
/**
 * An account waits 1 s after the fifth failure, then twice as long each time, 15 minutes at most: nobody is locked out for
 * good by a stranger. An address may belong to a whole office, so it has more tries.
 */
export const THROTTLES = {
  account: { free: 4, firstMs: 1_000, mostMs: 15 * MINUTE_MS, forgetMs: 24 * 60 * MINUTE_MS },
  address: { free: 20, firstMs: 1_000, mostMs: 15 * MINUTE_MS, forgetMs: 24 * 60 * MINUTE_MS },
} as const satisfies Record<string, ThrottleRule>;
export type ThrottleKind = keyof typeof THROTTLES;

/** Milliseconds that must still pass before the next try; 0 when it may be made now. */
export function waitMs(tries: Tries | undefined, now: Date): number {
  return tries ? Math.max(0, Date.parse(tries.freeAt) - now.getTime()) : 0;
}

/** The tries after one more that failed. */
export function failedAgain(kind: ThrottleKind, before: Tries | undefined, now: Date): Tries {
  const { free, firstMs, mostMs, forgetMs } = THROTTLES[kind];
  const forgotten = !before || now.getTime() - Date.parse(before.lastAt) >= forgetMs;
  const failures = forgotten ? 1 : before.failures + 1;
  const pause = failures <= free ? 0 : Math.min(mostMs, firstMs * 2 ** (failures - free - 1));
  return {
    failures,
    lastAt: now.toISOString(),
    freeAt: new Date(now.getTime() + pause).toISOString(),
  };
}

/** IPv6 hosts own a whole /64: its addresses count as one. */
export function addressKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
