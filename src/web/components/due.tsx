import { CalendarClock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMoments } from '../app/moments.js';

interface Props {
  /** The next planned moment that is still to come; nothing is shown without one. */
  readonly due: string | undefined;
  /** The run's own clock, where it has one. */
  readonly clock: string | null;
}

/** Whether a planned moment is still ahead or has passed. */
export function isLate({ due, clock }: Props): boolean {
  return due !== undefined && Date.parse(due) < (clock === null ? Date.now() : Date.parse(clock));
}

/** What is planned next, and that it is late where it is. */
export function Due({ due, clock }: Props) {
  const { t } = useTranslation();
  const { day } = useMoments();
  if (due === undefined) return null;
  const late = isLate({ due, clock });
  return (
    <span className="status due" data-tone={late ? 'outdated' : 'quiet'}>
      <CalendarClock aria-hidden size={16} />
      {t(late ? 'plan.late' : 'plan.planned', { when: day(due) })}
    </span>
  );
}
