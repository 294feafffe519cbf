import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { timeText } from '../../../core/time-text.js';
import { addresses } from '../../app/addresses.js';
import { useLanguage, useSay } from '../../app/language.js';
import type { Step } from './shapes.js';

/** What has to be done before. */
export function Locked({ page }: { readonly page: Step }) {
  const { t } = useTranslation();
  const say = useSay();
  const missing = page.missing ?? [];
  return (
    <section className="notice">
      <h2>{t('step.cannotStart')}</h2>
      {missing.length > 0 && (
        <>
          <p>{t('step.missingFirst')}</p>
          <ul>
            {missing.map(({ kind, id, title }) => (
              <li key={id}>
                {kind === 'step' ? (
                  <Link href={addresses.step(page.run, id)}>
                    {id} {say(title)}
                  </Link>
                ) : (
                  say(title)
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** What was agreed counts, whatever the form would take. */
export function NotBefore({ day }: { readonly day: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <p className="notice">
      <strong>{t('step.notBefore', { day: timeText(day, language) })}</strong>
    </p>
  );
}
