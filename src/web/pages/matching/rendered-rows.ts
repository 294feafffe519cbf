import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';

/** The rows in sight, and the one that has the focus, wherever it is: a row that leaves the document would lose it. */
export function withActive(range: Range, active: number): number[] {
  const seen = defaultRangeExtractor(range);
  if (active >= range.count || seen.includes(active)) return seen;
  return [...seen, active].sort((a, b) => a - b);
}
