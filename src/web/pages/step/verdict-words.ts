import { useTranslation } from 'react-i18next';
import type { Attempt } from './shapes.js';

type Name = 'consistent' | 'attested' | 'contradicts' | 'cannotRead' | 'error';

/** Code of the reason that a claim was compared with nothing. */
const ATTESTED = 'claim.attested';

/** What came of an attempt, by the name of its word; an attempt without a verdict failed. */
export function verdictName({ verdict, reasons = [] }: Attempt): Name {
  if (verdict === undefined) return 'error';
  if (verdict !== 'cannot-read') return verdict;
  return reasons.some(({ code }) => code === ATTESTED) ? 'attested' : 'cannotRead';
}

/** The verdict as it is shown and read out. */
export function useVerdictWord(): (attempt: Attempt) => string {
  const { t } = useTranslation();
  return (attempt) => t(`verdict.${verdictName(attempt)}`);
}
