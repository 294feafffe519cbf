import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Form } from 'react-aria-components';
import { useSearch } from 'wouter';
import { Field } from '../../components/field.js';
import { ProblemNotice } from '../../components/problem-notice.js';
import { typedIn } from '../../components/typed-in.js';
import { GrantChoice } from './grant-choice.js';
import { usePlaces } from './places.js';
import { change, type Grant, type Invited } from './query.js';

interface Props {
  readonly onDone: (name: string, invited: Invited) => void;
  readonly onCancel: () => void;
}

/** Name, role and where it holds. Nothing is mailed: the link is passed on by whoever invites. */
export function InviteForm({ onDone, onCancel }: Props) {
  const { t } = useTranslation();
  const { first } = usePlaces();
  const [grant, setGrant] = useState<Grant>({
    role: 'technician',
    scope: first(new URLSearchParams(useSearch()).get('run')),
  });
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { name = '' } = typedIn(event.currentTarget);
    setBusy(true);
    change<Invited>('POST', '/api/invitations', { name, ...grant })
      .then((invited) => onDone(name, invited), setError)
      .finally(() => setBusy(false));
  };
  return (
    <Form className="form notice" onSubmit={send}>
      {error !== undefined && <ProblemNotice error={error} heading="h3" />}
      <Field name="name" label={t('signIn.name')} help={t('settings.inviteHelp')} isRequired />
      <GrantChoice grant={grant} onChange={setGrant} />
      <div className="buttons">
        <Button type="submit" className="button primary" isDisabled={busy}>
          {t('settings.makeLink')}
        </Button>
        <Button className="button" onPress={onCancel}>
          {t('parts.cancel')}
        </Button>
      </div>
    </Form>
  );
}
