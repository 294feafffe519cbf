import { Search } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { sessionQuery } from '../api/session.js';
import { addresses, runIn } from './addresses.js';
import { ProjectMenu } from './search/project-menu.js';
import { PersonMenu } from './person-menu.js';

interface Props {
  readonly onKeys: () => void;
  readonly onSearch: () => void;
}

/** Where one is, and what is reachable from everywhere. */
export function Header({ onKeys, onSearch }: Props) {
  const { t } = useTranslation();
  const [path] = useLocation();
  const run = runIn(path);
  const { data: session } = useQuery({ ...sessionQuery, throwOnError: false });
  return (
    <header className="bar">
      <Link className="brand" href={addresses.projects()}>
        {t('app.name')}
      </Link>
      {session && <ProjectMenu />}
      {run !== undefined && <Views run={run} path={path} />}
      <div className="bar-end">
        {session && (
          <Button className="bar-button" aria-label={t('app.search')} onPress={onSearch}>
            <Search aria-hidden size={20} />
            <kbd className="bar-word">Ctrl K</kbd>
          </Button>
        )}
        <PersonMenu onKeys={onKeys} />
      </div>
    </header>
  );
}

function Views({ run, path }: { readonly run: string; readonly path: string }) {
  const { t } = useTranslation();
  const views = [
    { href: addresses.run(run), name: t('app.checklist') },
    { href: addresses.plan(run), name: t('plan.title') },
    { href: addresses.map(run), name: t('app.map') },
    { href: addresses.audit(run), name: t('app.audit') },
    { href: addresses.report(run), name: t('report.title') },
  ];
  return (
    <nav aria-label={t('app.views')} className="views">
      {views.map(({ href, name }) => (
        <Link key={href} href={href} aria-current={path === href ? 'page' : undefined}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
