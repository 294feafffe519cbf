import { Check, CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ToggleButton } from 'react-aria-components';

interface Props {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
}

/** Narrows the dashboard to what a project lead must look at. */
export function OnlyAlarms(props: Props) {
  const { t } = useTranslation();
  const Sign = props.isSelected ? Check : CircleAlert;
  return (
    <ToggleButton className="button" {...props}>
      <Sign aria-hidden size={16} /> {t('projects.onlyAlarms')}
    </ToggleButton>
  );
}
