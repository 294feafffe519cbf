import { useDeferredValue, useRef, useState } from 'react';
import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button, Input, Label, SearchField } from 'react-aria-components';
import { Link } from 'wouter';
import { overviewQuery } from '../../api/queries.js';
import { sessionQuery } from '../../api/session.js';
import { addresses } from '../../app/addresses.js';
import { Page } from '../../components/page.js';
import { StartProject } from '../start/start-project.js';
import { OnlyAlarms } from './only-alarms.js';
import { ProjectRow } from './project-row.js';

/** All projects somebody may see, the one that moved last on top. */
export default function ProjectsPage() {
  const { t } = useTranslation();
  const [typed, type] = useState('');
  const [onlyAlarms, narrow] = useState(false);
  const asked = { q: typed.trim(), alarm: onlyAlarms ? ('any' as const) : ('' as const) };
  const q = useDeferredValue(asked.q);
  const alarm = useDeferredValue(asked.alarm);
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useSuspenseInfiniteQuery(
    overviewQuery({ q, alarm }),
  );
  const list = useRef<HTMLUListElement>(null);
  const { data: session } = useSuspenseQuery(sessionQuery);
  const [first] = data.pages;
  if (!first || first.totals.runs === 0) return <StartProject isFirst />;
  const { matching, alarms } = first.totals;
  const runs = data.pages.flatMap(({ items, yours }) =>
    items.map((run) => ({ run, yours: yours[run.run] })),
  );
  const showMore = async () => {
    await fetchNextPage();
    const rows = () => list.current?.querySelectorAll<HTMLElement>(':scope > li > :first-child a');
    requestAnimationFrame(() => rows()?.[runs.length]?.focus()); // reading goes on with the first of them
  };
  return (
    <Page
      title={t('projects.title')}
      wide
      beside={
        session.actions.includes('project.new') && (
          <Link className="button" href={addresses.start()}>
            {t('projects.new')}
          </Link>
        )
      }
    >
      <div className="toolbar">
        <SearchField className="search" value={typed} onChange={type}>
          <Label>{t('projects.search')}</Label>
          <Input />
        </SearchField>
        <OnlyAlarms isSelected={onlyAlarms} onChange={narrow} />
        <p className="quiet sum" role="status">
          {t('projects.sum', { count: matching })}
          {alarms > 0 && ` · ${t('projects.alarms', { count: alarms })}`}
        </p>
      </div>
      {runs.length === 0 ? (
        <p>{t('projects.noMatch')}</p>
      ) : (
        <ul className="runs" ref={list}>
          {runs.map((row) => (
            <ProjectRow key={row.run.run} {...row} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button className="button fit" onPress={() => void showMore()}>
          {isFetchingNextPage
            ? t('app.wait')
            : t('projects.more', { count: matching - runs.length })}
        </Button>
      )}
    </Page>
  );
}
