import { lazy, Suspense } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import { useProjectEvents } from '../../api/events.js';
import { operationsQuery } from '../../api/operations.js';
import { runQuery } from '../../api/queries.js';
import { sessionQuery } from '../../api/session.js';
import { PageBoundary } from '../../app/page-boundary.js';
import { Page } from '../../components/page.js';
import { useSettled } from '../../components/settled.js';
import { Waiting } from '../../components/waiting.js';
import { Entries } from './entries.js';
import { treeHeadQuery } from './query.js';
import { Sealing } from './sealing.js';
import { useFilters } from './use-filters.js';
import { Verifying } from './verifying.js';
import './audit.css';

const Filters = lazy(() => import('./filters.js'));

/** What happened in a run, whether the trail still holds, and the sealed bundle. A run that cannot be read any more has it too. */
export default function AuditPage() {
  const { t } = useTranslation();
  const { run } = useParams<{ run: string }>();
  const { data: view } = useQuery(runQuery(run));
  useProjectEvents(view?.projectId);
  const filters = useFilters();
  const isSettled = useSettled([
    ...[runQuery(run), sessionQuery, operationsQuery(run), treeHeadQuery(run)],
  ]);
  if (!isSettled)
    return (
      <Page title={t('audit.title')} wide>
        <Waiting />
      </Page>
    );
  return (
    <Page title={t('audit.title')} {...(view ? { of: view.customer } : {})} wide>
      <div className="two-ways">
        <Verifying run={run} length={view?.head.seq} />
        <Sealing run={run} />
      </div>
      <section className="stack" aria-labelledby="audit-entries">
        <h2 id="audit-entries">{t('audit.entries')}</h2>
        <Suspense fallback={<Waiting />}>
          <Filters filters={filters} steps={view?.steps ?? []} />
          <PageBoundary>
            <Suspense fallback={<Waiting />}>
              <Entries key={filters.asked.toString()} run={run} filters={filters.asked} />
            </Suspense>
          </PageBoundary>
        </Suspense>
      </section>
    </Page>
  );
}
