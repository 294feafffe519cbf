import { useTranslation } from 'react-i18next';
import { Field } from './field.js';

/** Why, in a form's field `reason`. */
export function ReasonField() {
  const { t } = useTranslation();
  return (
    <Field
      name="reason"
      label={t('parts.reason')}
      help={t('parts.reasonHelp')}
      isRequired
      autoComplete="off"
    />
  );
}
