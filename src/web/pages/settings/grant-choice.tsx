import { useTranslation } from 'react-i18next';
import { Choice } from '../../components/choice.js';
import { usePlaces } from './places.js';
import type { Grant } from './query.js';

const ROLES = ['technician', 'approver', 'lead', 'auditor', 'owner'] as const;

interface Props {
  readonly grant: Grant;
  readonly onChange: (grant: Grant) => void;
}

/** A role, and how far it reaches. */
export function GrantChoice({ grant, onChange }: Props) {
  const { t } = useTranslation();
  const { options } = usePlaces();
  return (
    <div className="row">
      <Choice
        label={t('settings.role')}
        options={ROLES.map((id) => ({ id, name: t(`invitation.roles.${id}`) }))}
        chosen={grant.role}
        onChoose={(id) =>
          onChange({ ...grant, role: ROLES.find((role) => role === id) ?? grant.role })
        }
      />
      <Choice
        label={t('settings.scope')}
        options={options}
        chosen={grant.scope}
        onChoose={(scope) => onChange({ ...grant, scope })}
      />
    </div>
  );
}
