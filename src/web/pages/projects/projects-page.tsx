import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { overviewQuery } from '../../api/queries.js';
import type { OverviewRun } from '../../api/shapes.js';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import { useMoments } from '../../app/moments.js';
import { Page } from '../../components/page.js';

/** All projects of a partner, the one that moved last on top. */
export default function ProjectsPage() {
  const { t } = useTranslation();
  const { data } = useSuspenseQuery(overviewQuery({ q: '', alarm: '', sort: 'activity' }));
  return (
    <Page title={t('projects.title')} wide>
      {data.items.length === 0 ? <p>{t('projects.none')}</p> : <Rows runs={data.items} />}
    </Page>
  );
}

function Rows({ runs }: { readonly runs: readonly OverviewRun[] }) {
  const { t } = useTranslation();
  const say = useSay();
  const { ago } = useMoments();
  return (
    <div className="table-frame">
      <table className="table">
        <thead>
          <tr>
            <th>{t('projects.customer')}</th>
            <th className="number">{t('projects.progress')}</th>
            <th>{t('projects.next')}</th>
            <th>{t('projects.since')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.run}>
              <th scope="row">
                <Link href={addresses.run(run.run)}>{run.customer}</Link>
              </th>
              <td className="number">{run.progress && t('checklist.done', run.progress)}</td>
              <td>{run.next && say(run.next.title)}</td>
              <td>{run.next?.since !== undefined && ago(run.next.since)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
