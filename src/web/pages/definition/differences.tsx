import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSay } from '../../app/language.js';
import { ProblemNotice } from '../../components/problem-notice.js';
import { Waiting } from '../../components/waiting.js';
import { diffQuery } from './query.js';

/** What differs, in words, by machine. Texts never count. */
export function Differences({ from, to }: { readonly from: string; readonly to: string }) {
  const { t } = useTranslation();
  const say = useSay();
  const { data, error } = useQuery(diffQuery(from, to));
  if (error) return <ProblemNotice error={error} heading="h3" />;
  if (!data) return <Waiting />;
  if (data.same && data.textsOnly.length === 0) return <p>{t('definition.same')}</p>;
  const machines = [...new Set(data.changes.map(({ machine }) => machine))];
  return (
    <>
      <p>{t('definition.count', { count: data.changes.length })}</p>
      {machines.map((machine) => (
        <section key={machine} aria-label={machine}>
          <h3>
            <code>{machine}</code>
          </h3>
          <ul className="changes">
            {data.changes
              .filter((change) => change.machine === machine)
              .map((change) => (
                <li key={`${change.what} ${change.name} ${change.text.de}`} data-how={change.how}>
                  {say(change.text)}
                </li>
              ))}
          </ul>
        </section>
      ))}
      {data.textsOnly.length > 0 && (
        <p className="quiet">{t('definition.textsOnly', { where: data.textsOnly.join(', ') })}</p>
      )}
    </>
  );
}
