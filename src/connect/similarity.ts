import { distance } from 'fastest-levenshtein';
import { f3 } from './fold.js';

/**
 * How alike two names or addresses are, 0 (nothing in common, or one is empty) to 1 (same letters and digits).
 * Letter case, umlaut spelling, punctuation and the order of words do not count. A measure to ask back with, no proof.
 */
export function similar(a: string, b: string): number {
  const [left, right] = [words(a), words(b)];
  if (left.length === 0 || right.length === 0) return 0;
  return Math.max(
    ratio(left.join(' '), right.join(' ')),
    ratio(left.toSorted().join(' '), right.toSorted().join(' ')),
  );
}

function words(text: string): string[] {
  return f3(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

function ratio(a: string, b: string): number {
  return 1 - distance(a, b) / Math.max(a.length, b.length);
}
