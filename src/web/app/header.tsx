import { lazy, Suspense, useEffect, useState } from 'react';
import { Search } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { outbox } from '../api/outbox.js';
import { sessionQuery } from '../api/session.js';
import { comparisonsQuery } from '../api/queries.js';
import { addresses, runIn } from './addresses.js';

// Menus are a sixth of the first load and opened by nobody before the page is read.
const ProjectMenu = lazy(async () => ({
  default: (await import('./search/project-menu.js')).ProjectMenu,
}));
const PersonMenu = lazy(async () => ({ default: (await import('./person-menu.js')).PersonMenu }));

interface Props {
  readonly onKeys: () => void;
  readonly onSearch: () => void;
}

/** Where one is, and what is reachable from everywhere. */
export function Header({ onKeys, onSearch }: Props) {
  const { t } = useTranslation();
  const [path] = useLocation();
  const run = runIn(path);
  const asked = useQuery({ ...sessionQuery, throwOnError: false });
  const session = asked.data;
  // who it is decides how wide the end of the bar is: shown before, it would move; what is in it asks again by itself
  const [isKnown, setKnown] = useState(false);
  if (!isKnown && (!asked.isPending || asked.failureCount > 0)) setKnown(true);
  const account = session?.account;
  useEffect(() => {
    if (account !== undefined) outbox.open(account);
  }, [account]);
  return (
    <header className="bar">
      <Link className="brand" href={addresses.projects()}>
        {t('app.name')}
      </Link>
      <Suspense fallback={run !== undefined && <Views {...{ run, path }} early />}>
        {session && <ProjectMenu />}
        {run !== undefined && <Views {...{ run, path }} early={!isKnown} />}
      </Suspense>
      <div className="bar-end">
        <Suspense>
          {session && (
            <Button className="bar-button" aria-label={t('app.search')} onPress={onSearch}>
              <Search aria-hidden size={20} />
              <kbd className="bar-word">{t('app.searchKeys')}</kbd>
            </Button>
          )}
          {isKnown && <PersonMenu onKeys={onKeys} />}
        </Suspense>
      </div>
    </header>
  );
}

interface ViewsProps {
  readonly run: string;
  readonly path: string;
  /** What stands before them is not there yet: they hold their place, and are shown where nothing stands before them. */
  readonly early: boolean;
}

function Views({ run, path, early }: ViewsProps) {
  const { t } = useTranslation();
  const compared = useQuery({ ...comparisonsQuery(run), throwOnError: false });
  const views = [
    { href: addresses.run(run), name: t('app.checklist') },
    { href: addresses.plan(run), name: t('plan.title') },
    { href: addresses.map(run), name: t('app.map') },
    { href: addresses.audit(run), name: t('app.audit') },
    { href: addresses.report(run), name: t('report.title') },
    // last, so that nothing moves when it comes
    ...((compared.data?.length ?? 0) > 0
      ? [{ href: addresses.matching(run), name: t('matching.title') }]
      : []),
  ];
  return (
    <nav aria-label={t('app.views')} className="views" data-early={early || undefined}>
      {views.map(({ href, name }) => (
        <Link key={href} href={href} aria-current={path === href ? 'page' : undefined}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
