import { StepFailure, type UmstiegError } from '../core/errors.js';

const DEFAULT_ATTEMPTS = 4;

interface Tried {
  /** Attempts at this work so far, the failed one with them. */
  readonly tries: number;
  readonly maxAttempts: number | undefined;
  /** Milliseconds of this moment. */
  readonly now: number;
}

/** Exponential backoff with full jitter, from 200 ms to 30 s; undefined when trying again cannot help. */
export function retryTime(failure: UmstiegError, o: Tried): number | undefined {
  if (!(failure instanceof StepFailure) || failure.retry === 'never') return undefined;
  if (o.tries >= (o.maxAttempts ?? DEFAULT_ATTEMPTS)) return undefined;
  if (typeof failure.retry === 'object') return o.now + failure.retry.afterMs;
  return o.now + Math.random() * Math.min(30_000, 200 * 2 ** o.tries);
}
