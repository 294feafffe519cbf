import { useState } from 'react';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import type { Session } from '../../api/shapes.js';
import { useMoments } from '../../app/moments.js';
import { ProblemNotice } from '../../components/problem-notice.js';
import { PasswordForm } from './password-form.js';
import { change, ownSessionsQuery } from './query.js';

/** Under which name one acts, where one is signed in, and the password. */
export function OwnAccount({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const [changing, setChanging] = useState(false);
  return (
    <section className="stack" aria-labelledby="account">
      <h2 id="account">{t('settings.account')}</h2>
      <p>{t('settings.signedInAs', { name: session.name })}</p>
      {changing ? (
        <PasswordForm onDone={() => setChanging(false)} />
      ) : (
        <Button className="button fit" onPress={() => setChanging(true)}>
          {t('settings.changePassword')}
        </Button>
      )}
      <Sessions />
    </section>
  );
}

function Sessions() {
  const { t } = useTranslation();
  const moments = useMoments();
  const queries = useQueryClient();
  const { data: sessions } = useSuspenseQuery(ownSessionsQuery);
  const [error, setError] = useState<unknown>();
  const end = (id: string) => {
    change('DELETE', `/api/sessions/${encodeURIComponent(id)}`)
      .then(() => queries.invalidateQueries({ queryKey: ownSessionsQuery.queryKey }))
      .catch(setError);
  };
  return (
    <>
      {error !== undefined && <ProblemNotice error={error} heading="h3" />}
      <table className="table sessions">
        <caption>{t('settings.sessions')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('settings.sessionBegan')}</th>
            <th scope="col">{t('settings.sessionUsed')}</th>
            <th scope="col">{t('settings.what')}</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map(({ id, createdAt, usedAt, current }) => (
            <tr key={id}>
              <td>{moments.full(createdAt)}</td>
              <td>{moments.full(usedAt)}</td>
              <td>
                {current ? (
                  t('settings.thisSession')
                ) : (
                  <Button
                    className="button"
                    aria-label={t('settings.endSessionOf', { at: moments.full(createdAt) })}
                    onPress={() => end(id)}
                  >
                    {t('settings.endSession')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
