import { useDeferredValue, useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Input, Label, SearchField } from 'react-aria-components';
import { Link } from 'wouter';
import { overviewQuery } from '../../api/queries.js';
import { addresses } from '../../app/addresses.js';
import { Page } from '../../components/page.js';
import { StartProject } from '../start/start-project.js';
import { ProjectRow } from './project-row.js';

/** All projects somebody may see, the one that moved last on top. */
export default function ProjectsPage() {
  const { t } = useTranslation();
  const [typed, type] = useState('');
  const q = useDeferredValue(typed.trim());
  const { data } = useSuspenseQuery(overviewQuery({ q, alarm: '', sort: 'activity' }));
  if (data.totals.runs === 0) return <StartProject />;
  const { matching, alarms } = data.totals;
  return (
    <Page
      title={t('projects.title')}
      wide
      beside={
        <Link className="button" href={addresses.start()}>
          {t('projects.new')}
        </Link>
      }
    >
      <div className="toolbar">
        <SearchField className="search" value={typed} onChange={type}>
          <Label>{t('projects.search')}</Label>
          <Input />
        </SearchField>
        <p className="quiet" role="status">
          {t('projects.sum', { count: matching })} · {t('projects.alarms', { count: alarms })}
        </p>
      </div>
      {data.items.length === 0 ? (
        <p>{t('projects.noMatch')}</p>
      ) : (
        <ul className="runs">
          {data.items.map((run) => (
            <ProjectRow key={run.run} run={run} />
          ))}
        </ul>
      )}
    </Page>
  );
}
