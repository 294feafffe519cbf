import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { addresses, runIn } from './addresses.js';
import { PersonMenu } from './person-menu.js';

/** Where one is, and what is reachable from everywhere. */
export function Header({ onKeys }: { readonly onKeys: () => void }) {
  const { t } = useTranslation();
  const [path] = useLocation();
  const run = runIn(path);
  return (
    <header className="bar">
      <Link className="brand" href={addresses.projects()}>
        {t('app.name')}
      </Link>
      {run !== undefined && <Views run={run} path={path} />}
      <div className="bar-end">
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
