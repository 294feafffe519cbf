import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { goToProvider, providersQuery } from '../api/session.js';
import { ProblemNotice } from './problem-notice.js';

interface Props {
  /** Token of the link that is being used. */
  readonly invitation?: string;
}

/** "Sign in with NAME" for each provider the operator declared; nothing where there is none. */
export function ProviderButtons({ invitation }: Props) {
  const { t } = useTranslation();
  const { data: providers = [] } = useQuery(providersQuery);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const go = (provider: string) => {
    setBusy(true);
    goToProvider(provider, invitation).catch((problem: unknown) => {
      setError(problem);
      setBusy(false);
    });
  };
  if (providers.length === 0) return null;
  return (
    <section className="form narrow" aria-label={t('signIn.elsewhere')}>
      {error !== undefined && <ProblemNotice error={error} />}
      {providers.map(({ id, name }) => (
        <Button key={id} className="button" isDisabled={busy} onPress={() => go(id)}>
          {t('signIn.with', { name })}
        </Button>
      ))}
    </section>
  );
}
