import { useState, type SyntheticEvent } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button, Form } from 'react-aria-components';
import { signIn } from '../../api/session.js';
import { Field } from '../../components/field.js';
import { Page } from '../../components/page.js';
import { ProblemNotice } from '../../components/problem-notice.js';
import { ProviderButtons } from '../../components/provider-buttons.js';
import { typedIn } from '../../components/typed-in.js';

interface Props {
  readonly onDone: () => void;
}

/** Stands in the place of any page when nobody is signed in; afterwards that page comes. */
export default function SignInForm({ onDone }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const enter = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { name = '', password = '' } = typedIn(event.currentTarget);
    setBusy(true);
    signIn({ name, password }, queries)
      .then(onDone, setError)
      .finally(() => setBusy(false));
  };
  return (
    <Page title={t('signIn.title')}>
      <Form className="form narrow" onSubmit={enter}>
        {error !== undefined && <ProblemNotice error={error} />}
        <Field name="name" label={t('signIn.name')} autoComplete="username" isRequired />
        <Field
          name="password"
          label={t('signIn.password')}
          type="password"
          autoComplete="current-password"
          isRequired
        />
        <Button type="submit" className="button primary" isDisabled={busy}>
          {t('signIn.enter')}
        </Button>
      </Form>
      <ProviderButtons />
      <p className="quiet narrow">{t('signIn.noAccount')}</p>
    </Page>
  );
}
