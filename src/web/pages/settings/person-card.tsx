import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import type { Session } from '../../api/shapes.js';
import { FormDialog } from '../../components/form-dialog.js';
import { GrantChoice } from './grant-choice.js';
import { usePlaces } from './places.js';
import { change, type Grant, type Invited, type Person } from './query.js';

interface Props {
  readonly person: Person;
  /** Nobody changes their own rights. */
  readonly own: boolean;
  readonly rights: Session['actions'];
  readonly act: (work: Promise<unknown>) => void;
  readonly onLink: (invited: Invited) => void;
}

/** One person: roles, and what others may do about them. */
export function PersonCard({ person, own, rights, act, onLink }: Props) {
  const { t } = useTranslation();
  const { nameOf } = usePlaces();
  const address = `/api/people/${encodeURIComponent(person.account)}`;
  const take = ({ role, scope }: Grant) =>
    change('DELETE', `${address}/grants?role=${role}&scope=${encodeURIComponent(scope)}`);
  const revoked = person.revokedAt !== null;
  const mayChange = rights.includes('people.change-role') && !own && !revoked;
  return (
    <li>
      <div className="stack-small">
        <strong>{person.name}</strong>
        {own && <span className="quiet">{t('settings.you')}</span>}
        {revoked && <span className="quiet">{t('settings.revoked')}</span>}
        <ul className="grants">
          {person.grants.map((grant) => (
            <li key={`${grant.role} ${grant.scope}`}>
              {t(`invitation.roles.${grant.role}`)} · {nameOf(grant.scope)}
              {mayChange && (
                <Button
                  className="link"
                  aria-label={t('settings.takeRoleOf', {
                    name: person.name,
                    role: t(`invitation.roles.${grant.role}`),
                  })}
                  onPress={() => act(take(grant))}
                >
                  {t('settings.takeRole')}
                </Button>
              )}
            </li>
          ))}
          {person.grants.length === 0 && <li className="quiet">{t('settings.noRole')}</li>}
        </ul>
      </div>
      {mayChange && <Changes {...{ person, rights, act, onLink, address }} />}
    </li>
  );
}

type Wish = 'give' | 'revoke' | undefined;

function Changes({
  person,
  rights,
  act,
  onLink,
  address,
}: Omit<Props, 'own'> & { readonly address: string }) {
  const { t } = useTranslation();
  const { first } = usePlaces();
  const [wish, want] = useState<Wish>();
  const [grant, setGrant] = useState<Grant>({ role: 'technician', scope: first(null) });
  const { name } = person;
  return (
    <div className="buttons">
      <Button
        className="button"
        aria-label={t('settings.giveRoleTo', { name })}
        onPress={() => want('give')}
      >
        {t('settings.giveRole')}
      </Button>
      {rights.includes('people.invite') && (
        <Button
          className="button"
          aria-label={t('settings.newLinkFor', { name })}
          onPress={() => act(change<Invited>('POST', `${address}/link`).then(onLink))}
        >
          {t('settings.newLink')}
        </Button>
      )}
      {rights.includes('people.revoke') && (
        <Button
          className="button"
          aria-label={t('settings.revokeOf', { name })}
          onPress={() => want('revoke')}
        >
          {t('settings.revoke')}
        </Button>
      )}
      {wish === 'give' && (
        <FormDialog
          {...{ title: t('settings.giveRoleTo', { name }), act: t('settings.giveRole') }}
          onSend={async () => {
            await change('POST', `${address}/grants`, grant);
            act(Promise.resolve());
          }}
          onClose={() => want(undefined)}
        >
          <GrantChoice grant={grant} onChange={setGrant} />
        </FormDialog>
      )}
      {wish === 'revoke' && (
        <FormDialog
          {...{ title: t('settings.revokeOf', { name }), act: t('settings.revoke') }}
          says={t('settings.revokeHelp')}
          onSend={async () => {
            await change('DELETE', address);
            act(Promise.resolve());
          }}
          onClose={() => want(undefined)}
        />
      )}
    </div>
  );
}
