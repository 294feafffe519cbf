import { useState } from 'react';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import type { Session } from '../../api/shapes.js';
import { useMoments } from '../../app/moments.js';
import { ProblemNotice } from '../../components/problem-notice.js';
import { InviteForm } from './invite-form.js';
import { LinkShown } from './link-shown.js';
import { PersonCard } from './person-card.js';
import { usePlaces } from './places.js';
import { change, invitationsQuery, PEOPLE, peopleQuery, type Invited } from './query.js';

/** Who may do what where; new people come by a link. */
export default function People({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data: people } = useSuspenseQuery(peopleQuery);
  const [inviting, setInviting] = useState(false);
  const [link, setLink] = useState<{ readonly for: string; readonly invited: Invited }>();
  const [error, setError] = useState<unknown>();
  const mayInvite = session.actions.includes('people.invite');
  const act = (work: Promise<unknown>) => {
    setError(undefined);
    work.then(() => queries.invalidateQueries({ queryKey: PEOPLE })).catch(setError);
  };
  const told = (name: string, invited: Invited) => {
    setInviting(false);
    setLink({ for: name, invited });
    void queries.invalidateQueries({ queryKey: PEOPLE });
  };
  return (
    <section className="stack" aria-labelledby="people">
      <div className="row between">
        <h2 id="people">{t('settings.people')}</h2>
        {mayInvite && !inviting && (
          <Button className="button" onPress={() => setInviting(true)}>
            <UserPlus aria-hidden size={18} /> {t('settings.invite')}
          </Button>
        )}
      </div>
      {inviting && <InviteForm onDone={told} onCancel={() => setInviting(false)} />}
      {link && <LinkShown {...link} onClose={() => setLink(undefined)} />}
      {error !== undefined && <ProblemNotice error={error} heading="h3" />}
      <ul className="people">
        {people.map((person) => (
          <PersonCard
            key={person.account}
            person={person}
            own={person.account === session.account}
            rights={session.actions}
            act={act}
            onLink={(invited) => told(person.name, invited)}
          />
        ))}
      </ul>
      <OpenInvitations act={act} mayWithdraw={mayInvite} />
    </section>
  );
}

interface OpenProps {
  readonly act: (work: Promise<unknown>) => void;
  readonly mayWithdraw: boolean;
}

function OpenInvitations({ act, mayWithdraw }: OpenProps) {
  const { t } = useTranslation();
  const moments = useMoments();
  const { nameOf } = usePlaces();
  const { data: open } = useSuspenseQuery(invitationsQuery);
  if (open.length === 0) return null;
  return (
    <>
      <h3>{t('settings.openInvitations')}</h3>
      <ul className="people">
        {open.map(({ invitation, name, grant, expiresAt }) => (
          <li key={invitation}>
            <div>
              <strong>{name ?? t('settings.firstPerson')}</strong>
              <p>
                {t(`invitation.roles.${grant.role}`)} · {nameOf(grant.scope)} ·{' '}
                {t('settings.goodUntil', { at: moments.full(expiresAt) })}
              </p>
            </div>
            {mayWithdraw && (
              <Button
                className="button"
                aria-label={t('settings.withdrawOf', { name: name ?? '' })}
                onPress={() =>
                  act(change('DELETE', `/api/invitations/${encodeURIComponent(invitation)}`))
                }
              >
                {t('settings.withdraw')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
