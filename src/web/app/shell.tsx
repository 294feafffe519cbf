import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { above, addresses, runIn } from './addresses.js';
import { ConnectionBanner } from './connection-banner.js';
import { Header } from './header.js';
import { HeldBanner } from './held-banner.js';
import { useKeys } from './keyboard.js';
import { PageBoundary } from './page-boundary.js';

const KeysDialog = lazy(() => import('./keys-dialog.js'));
const SearchDialog = lazy(() => import('./search/search-dialog.js'));

type Opened = 'keys' | 'search' | undefined;

/** What stands around every page: skip link, header, connection, keys. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [opened, open] = useState<Opened>();
  useShellKeys(open);
  return (
    <>
      <a className="skip" href="#content">
        {t('app.skip')}
      </a>
      <Header onKeys={() => open('keys')} onSearch={() => open('search')} />
      <HeldBanner />
      <ConnectionBanner />
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <PageBoundary key={opened}>
        <Suspense>
          {opened === 'keys' && <KeysDialog onClose={() => open(undefined)} />}
          {opened === 'search' && <SearchDialog onClose={() => open(undefined)} />}
        </Suspense>
      </PageBoundary>
    </>
  );
}

function useShellKeys(open: (what: Opened) => void): void {
  const [path, navigate] = useLocation();
  const run = runIn(path);
  const keys = useMemo(() => {
    const inRun = (address: (run: string) => string) => () => {
      if (run !== undefined) navigate(address(run));
    };
    return {
      'g p': () => navigate(addresses.projects()),
      'g c': inRun(addresses.run),
      'g m': inRun(addresses.map),
      'g a': inRun(addresses.audit),
      '$mod+k': () => open('search'),
      'Shift+?': () => open('keys'),
      Escape: () => navigate(above(path)),
    };
  }, [path, run, navigate, open]);
  useKeys(keys);
}
