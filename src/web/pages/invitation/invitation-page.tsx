import { useState, type SyntheticEvent } from 'react';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button, Form } from 'react-aria-components';
import { useLocation } from 'wouter';
import { request } from '../../api/request.js';
import { acceptInvitation } from '../../api/session.js';
import type { Invitation } from '../../api/shapes.js';
import { addresses } from '../../app/addresses.js';
import { Field } from '../../components/field.js';
import { Page } from '../../components/page.js';
import { ProblemNotice } from '../../components/problem-notice.js';
import { ProviderButtons } from '../../components/provider-buttons.js';
import { typedIn } from '../../components/typed-in.js';

/** Where an invitation link leads: `/invitation#TOKEN`. The part behind # never reaches a log. */
export default function InvitationPage() {
  const { t } = useTranslation();
  const [token] = useState(() => location.hash.slice(1));
  const { data } = useSuspenseQuery({
    queryKey: ['invitation', token],
    queryFn: async ({ signal }) => {
      const ask = { method: 'POST', body: { token }, signal } as const;
      return (await request<Invitation>('/api/invitations/look', ask)).body;
    },
    retry: false,
  });
  const title =
    data.name === null ? t('invitation.first') : t('invitation.title', { name: data.name });
  return (
    <Page title={title}>
      <p className="narrow">{t('invitation.role', { role: t(`invitation.roles.${data.role}`) })}</p>
      {data.name !== null && <ProviderButtons invitation={token} />}
      <Acceptance token={token} known={data.name ?? undefined} />
    </Page>
  );
}

function Acceptance({
  token,
  known,
}: {
  readonly token: string;
  readonly known?: string | undefined;
}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const accept = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { name, password = '' } = typedIn(event.currentTarget);
    const named = known === undefined && name !== undefined ? { name } : {};
    setBusy(true);
    acceptInvitation({ token, password, ...named }, queries)
      .then(() => navigate(addresses.projects(), { replace: true }), setError)
      .finally(() => setBusy(false));
  };
  return (
    <Form className="form narrow" onSubmit={accept}>
      {error !== undefined && <ProblemNotice error={error} />}
      {known === undefined ? (
        <Field
          {...{ name: 'name', label: t('signIn.name'), help: t('invitation.nameHelp') }}
          {...{ autoComplete: 'username', isRequired: true }}
        />
      ) : (
        <input type="hidden" name="username" autoComplete="username" value={known} />
      )}
      <Field
        {...{ name: 'password', type: 'password', label: t('signIn.password') }}
        {...{ help: t('invitation.passwordHelp'), autoComplete: 'new-password' }}
        {...{ isRequired: true, minLength: 15, maxLength: 256 }}
      />
      <Button type="submit" className="button primary" isDisabled={busy}>
        {t('invitation.accept')}
      </Button>
    </Form>
  );
}
