import { useTranslation } from 'react-i18next';
import { timeText } from '../../core/time-text.js';
import { useLanguage } from '../app/language.js';

/** Whether an agreed day (`YYYY-MM-DD`) is still to come, by the clock of the run; null where the real one counts. */
export function isAhead(day: string | undefined, clock: string | null): day is string {
  const today = clock === null ? new Date() : new Date(clock);
  return day !== undefined && today.toISOString().slice(0, 10) < day;
}

/** „erst ab 13.04.2026“, as long as that day is still to come. */
export function useNotBefore() {
  const { t } = useTranslation();
  const language = useLanguage();
  return (day: string | undefined, clock: string | null): string[] =>
    isAhead(day, clock) ? [t('checklist.notBefore', { day: timeText(day, language) })] : [];
}
