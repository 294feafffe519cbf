import { lazy, Suspense } from 'react';
import { useSuspenseQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams, useSearch } from 'wouter';
import { useProjectEvents } from '../../api/events.js';
import { ownQuery, runQuery } from '../../api/queries.js';
import { useSay } from '../../app/language.js';
import { Page } from '../../components/page.js';
import { Briefing } from './briefing.js';
import { NextBar } from './next-bar.js';
import { PartList } from './part-list.js';
import { StepList } from './step-list.js';

const PracticeBox = lazy(() => import('./practice-box.js'));
const PracticeClock = lazy(() => import('./practice-clock.js'));

/** The next action on top, the parts beside the steps of one of them, below what happened in the meantime. */
export default function ChecklistPage() {
  const { t } = useTranslation();
  const say = useSay();
  const { run } = useParams<{ run: string }>();
  const [{ data }, { data: own }] = useSuspenseQueries({ queries: [runQuery(run), ownQuery(run)] });
  useProjectEvents(data.projectId);
  const asked = new URLSearchParams(useSearch()).get('part');
  const { parts } = data;
  const next = own.next ?? data.nextAction;
  const shown =
    parts.find(({ name }) => name === asked) ??
    parts.find(({ name }) => name === next?.part) ??
    parts[0];
  return (
    <Page
      title={data.customer}
      of={say(data.title)}
      wide
      beside={<span className="quiet">{t('checklist.done', data.progress)}</span>}
    >
      <NextBar list={data} />
      <div className="checklist">
        {shown && <StepList list={data} part={shown} />}
        <PartList run={run} parts={parts} shown={shown?.name} clock={data.clock} />
      </div>
      <Suspense>
        {data.kind === 'drill' && own.actions.includes('run.submit') ? (
          <PracticeBox list={data} step={next?.step} />
        ) : (
          data.clock !== null && <PracticeClock list={data} />
        )}
      </Suspense>
      <Briefing run={run} />
    </Page>
  );
}
