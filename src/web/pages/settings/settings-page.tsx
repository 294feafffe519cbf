import { lazy } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session.js';
import { Page } from '../../components/page.js';
import { About } from './about.js';
import { Appearance } from './appearance.js';
import { OwnAccount } from './own-account.js';
import './settings.css';

/** For those who let others in; the page waits for it, so that nothing moves. */
const People = lazy(() => import('./people.js'));

/** What somebody sets for themselves, and whom they let in. */
export default function SettingsPage() {
  const { t } = useTranslation();
  const { data: session } = useSuspenseQuery(sessionQuery);
  return (
    <Page title={t('settings.title')}>
      <Appearance />
      <OwnAccount session={session} />
      {session.actions.includes('people.see') && <People session={session} />}
      <About />
    </Page>
  );
}
