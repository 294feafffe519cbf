import { useTranslation } from 'react-i18next';
import type { Operation } from '../../api/operations.js';
import { useSay } from '../../app/language.js';

/** Long work that is over without having come to anything, and why. */
export function NotDone({ operation }: { readonly operation: Operation }) {
  const { t } = useTranslation();
  const say = useSay();
  const { status, problem } = operation;
  if (status === 'interrupted') return <p>{t('audit.interrupted')}</p>;
  if (status === 'canceled') return <p>{t('audit.canceled')}</p>;
  if (status !== 'failed') return null;
  return (
    <div className="notice problem">
      <h3>{t('audit.failed')}</h3>
      {problem && (
        <p>
          {say(problem.text)} <code>{problem.code}</code>
        </p>
      )}
    </div>
  );
}
