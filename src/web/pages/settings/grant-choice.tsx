import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session.js';
import { Choice } from '../../components/choice.js';
import { usePlaces } from './places.js';
import type { Grant } from './query.js';

interface Props {
  readonly grant: Grant;
  readonly onChange: (grant: Grant) => void;
}

/** A role with what it may do, and how far it reaches. Only what the person may give is offered. */
export function GrantChoice({ grant, onChange }: Props) {
  const { t } = useTranslation();
  const { options } = usePlaces();
  const { gives } = useSuspenseQuery(sessionQuery).data;
  return (
    <>
      <div className="row">
        <Choice
          label={t('settings.role')}
          options={gives.map((id) => ({ id, name: t(`invitation.roles.${id}`) }))}
          chosen={grant.role}
          onChoose={(id) =>
            onChange({ ...grant, role: gives.find((role) => role === id) ?? grant.role })
          }
        />
        <Choice
          label={t('settings.scope')}
          asks={t('settings.scopeMissing')}
          options={options}
          chosen={grant.scope}
          onChoose={(scope) => onChange({ ...grant, scope })}
        />
      </div>
      <p className="quiet">{t(`settings.may.${grant.role}`)}</p>
    </>
  );
}
