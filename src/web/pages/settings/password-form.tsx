import { useState, type SyntheticEvent } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button, Form } from 'react-aria-components';
import { csrf } from '../../api/csrf.js';
import { sessionQuery } from '../../api/session.js';
import { Field } from '../../components/field.js';
import { ProblemNotice } from '../../components/problem-notice.js';
import { change, ownSessionsQuery } from './query.js';

/** A new password; every other session of the account ends with it. */
export function PasswordForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const body = { password: typed.get('password'), newPassword: typed.get('newPassword') };
    setBusy(true);
    change('PUT', '/api/session/password', body)
      .then(async () => {
        csrf.forget();
        await queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
        await queries.invalidateQueries({ queryKey: ownSessionsQuery.queryKey });
        onDone();
      }, setError)
      .finally(() => setBusy(false));
  };
  return (
    <Form className="form narrow" onSubmit={send}>
      {error !== undefined && <ProblemNotice error={error} heading="h3" />}
      <Field
        {...{ name: 'password', type: 'password', label: t('settings.oldPassword') }}
        {...{ autoComplete: 'current-password', isRequired: true }}
      />
      <Field
        {...{ name: 'newPassword', type: 'password', label: t('settings.newPassword') }}
        {...{ help: t('invitation.passwordHelp'), autoComplete: 'new-password' }}
        {...{ isRequired: true, minLength: 15, maxLength: 256 }}
      />
      <div className="buttons">
        <Button type="submit" className="button primary" isDisabled={busy}>
          {t('settings.savePassword')}
        </Button>
        <Button className="button" onPress={onDone}>
          {t('parts.cancel')}
        </Button>
      </div>
    </Form>
  );
}
