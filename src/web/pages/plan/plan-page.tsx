import { lazy, Suspense, useState } from 'react';
import { useSuspenseQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { useParams } from 'wouter';
import { useProjectEvents } from '../../api/events.js';
import { actionsQuery, runQuery } from '../../api/queries.js';
import { sessionQuery } from '../../api/session.js';
import { useMoments } from '../../app/moments.js';
import { Waiting } from '../../components/waiting.js';
import { useKeptTyping } from '../../components/kept-typing.js';
import { Page } from '../../components/page.js';
import { linesOf, type Line, type Typed } from './dates.js';
import { PlanLine } from './plan-line.js';
import './plan.css';

/** Comes when it is wanted: calendars are heavy. */
const PlanForm = lazy(() => import('./plan-form.js'));
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Planned against actual, part by part; whoever may plans here. */
export default function PlanPage() {
  const { t } = useTranslation();
  const { full } = useMoments();
  const { run } = useParams<{ run: string }>();
  const [{ data: list }, { data: actions }, { data: session }] = useSuspenseQueries({
    queries: [runQuery(run), actionsQuery(run), sessionQuery],
  });
  useProjectEvents(list.projectId);
  const [typed, type] = useKeptTyping<Typed>(`umstieg.plan ${session.account} ${run}`);
  const [state, setState] = useState<'read' | 'change' | 'saved'>(typed ? 'change' : 'read');
  const lines = linesOf(list);
  return (
    <Page
      title={t('plan.title')}
      of={list.customer}
      beside={
        state !== 'change' &&
        actions.includes('run.plan') && (
          <Button className="button" onPress={() => setState('change')}>
            {t('plan.change')}
          </Button>
        )
      }
    >
      <div className="stack">
        <p>{t('plan.says')}</p>
        <p className="quiet">
          {t('plan.zone', { zone: ZONE })}{' '}
          {list.clock !== null && t('plan.virtual', { when: full(list.clock) })}
        </p>
        <p role="status">{state === 'saved' && t('plan.saved')}</p>
      </div>
      {state === 'change' ? (
        <Suspense fallback={<Waiting />}>
          <PlanForm
            run={run}
            revision={list.revision}
            lines={lines}
            typed={typed}
            onType={type}
            onDone={(saved) => {
              type(undefined);
              setState(saved ? 'saved' : 'read');
            }}
          />
        </Suspense>
      ) : (
        <>
          <Lines title={t('plan.milestones')} lines={lines} kind="milestone" clock={list.clock} />
          <Lines title={t('plan.parts')} lines={lines} kind="part" clock={list.clock} />
        </>
      )}
    </Page>
  );
}

interface LinesProps {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly kind: Line['kind'];
  readonly clock: string | null;
}

function Lines({ title, lines, kind, clock }: LinesProps) {
  const own = lines.filter((line) => line.kind === kind);
  if (own.length === 0) return null;
  return (
    <section className="panel" aria-labelledby={`plan-${kind}`}>
      <h2 id={`plan-${kind}`}>{title}</h2>
      <ul className="plan">
        {own.map((line) => (
          <PlanLine key={line.id} line={line} clock={clock} />
        ))}
      </ul>
    </section>
  );
}
