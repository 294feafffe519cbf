import { useLanguage } from '../../app/language.js';
import type { Matching } from './shapes.js';

/** Counts as the language writes them: 100.000, 100,000. */
export function useCount(): (count: number) => string {
  const format = new Intl.NumberFormat(useLanguage() === 'en' ? 'en-GB' : 'de-DE');
  return (count) => format.format(count);
}

/** How many rows have one of these import outcomes. */
export function countOf({ import: counts }: Matching['totals'], some: readonly string[]): number {
  return some.reduce((sum, one) => sum + (counts[one] ?? 0), 0);
}
