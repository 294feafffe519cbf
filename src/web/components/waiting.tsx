import { useTranslation } from 'react-i18next';

/** Holds the place of a page that is on its way; says so only when it takes a moment. */
export function Waiting() {
  const { t } = useTranslation();
  return (
    <div className="page waiting" role="status">
      {t('app.wait')}
    </div>
  );
}
