import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Page } from '../components/page.js';
import { addresses } from './addresses.js';

export function NoPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('app.noPage')}>
      <p>
        {t('app.noPageRemedy')} <Link href={addresses.projects()}>{t('app.allProjects')}</Link>
      </p>
    </Page>
  );
}
