import { lazy, Suspense, useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { actionsQuery } from '../../api/queries.js';
import type { Checklist } from '../../api/shapes.js';
import { useMoments } from '../../app/moments.js';

const ClockDialog = lazy(() => import('./clock-dialog.js'));

interface Props {
  readonly list: Checklist;
  /** A step, and the time for which its answers are made. */
  readonly proposed?: { readonly step: string; readonly at: string } | undefined;
}

/** A practice run has a clock of its own: a migration takes weeks, practicing it an afternoon. */
export default function PracticeClock({ list, proposed }: Props) {
  const { t } = useTranslation();
  const { full } = useMoments();
  const { data: actions } = useSuspenseQuery(actionsQuery(list.id));
  const [isOpen, open] = useState(false);
  const { clock } = list;
  if (clock === null) return null;
  return (
    <p className="practice-clock">
      <Clock aria-hidden size={16} />
      <span>
        {t('clock.title')}: <time dateTime={clock}>{full(clock)}</time>.{' '}
        {proposed && t('practice.clock', { step: proposed.step, time: full(proposed.at) })}
      </span>
      {actions.includes('run.clock') && (
        <Button className="button" onPress={() => open(true)}>
          {t('clock.set')}
        </Button>
      )}
      <Suspense>
        {isOpen && (
          <ClockDialog
            run={list.id}
            clock={proposed?.at ?? clock}
            notBefore={list.progress.done > 0 ? clock : undefined}
            onClose={() => open(false)}
          />
        )}
      </Suspense>
    </p>
  );
}
