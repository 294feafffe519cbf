import { useEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { finishAtProvider } from '../../api/session.js';
import { addresses } from '../../app/addresses.js';
import { Page } from '../../components/page.js';
import { ProblemNotice } from '../../components/problem-notice.js';

/** Where a provider sends the browser back to: hands on what stands behind `?`, once, and takes it out of the address. */
export default function SignInReturnPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [error, setError] = useState<unknown>();
  const sent = useRef(false);
  useEffect(() => {
    if (sent.current) return;
    sent.current = true;
    const query = location.search;
    history.replaceState(null, '', location.pathname);
    finishAtProvider(query, queries).then(
      () => navigate(addresses.projects(), { replace: true }),
      setError,
    );
  }, [queries, navigate]);
  return (
    <Page title={t('signIn.title')}>
      {error === undefined ? (
        <p role="status">{t('signIn.returning')}</p>
      ) : (
        <>
          <ProblemNotice error={error} />
          <Link className="button" href={addresses.signIn()}>
            {t('signIn.again')}
          </Link>
        </>
      )}
    </Page>
  );
}
