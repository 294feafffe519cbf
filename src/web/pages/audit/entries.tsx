import { useRef } from 'react';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { EntryRow } from './entry-row.js';
import { entriesQuery } from './query.js';

interface Props {
  readonly run: string;
  readonly filters: URLSearchParams;
}

/** Newest first. Rows out of sight are not laid out (audit.css), so a long list stays quick. */
export function Entries({ run, filters }: Props) {
  const { t } = useTranslation();
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useSuspenseInfiniteQuery(
    entriesQuery(run, filters),
  );
  const entries = data.pages.flatMap(({ items }) => items);
  const oldest = entries.at(-1);
  const list = useRef<HTMLOListElement>(null);
  const showOlder = async () => {
    await fetchNextPage();
    const lines = () => list.current?.querySelectorAll<HTMLElement>('.entry-line');
    requestAnimationFrame(() => lines()?.[entries.length]?.focus()); // reading goes on with the first of them
  };
  return (
    <>
      <p className="quiet" role="status">
        {entries.length === 0 && !hasNextPage
          ? t('audit.none')
          : t('audit.shown', { count: entries.length })}
        {!hasNextPage && oldest !== undefined && ` ${t('audit.complete')}`}
      </p>
      <ol className="entries" reversed ref={list}>
        {entries.map((entry) => (
          <EntryRow key={entry.seq} run={run} entry={entry} />
        ))}
      </ol>
      {hasNextPage && (
        <Button className="button fit" onPress={() => void showOlder()}>
          {isFetchingNextPage ? t('app.wait') : t('audit.older')}
        </Button>
      )}
    </>
  );
}
