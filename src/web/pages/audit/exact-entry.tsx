import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { addresses } from '../../app/addresses.js';
import { Copyable } from '../../components/copyable.js';
import { ProblemNotice } from '../../components/problem-notice.js';
import { Waiting } from '../../components/waiting.js';
import { exactEntryQuery } from './query.js';

/** The fields of an entry letter for letter, under the names they are hashed with, and the hash of all of them. */
export function ExactEntry({ run, seq }: { readonly run: string; readonly seq: number }) {
  const { t } = useTranslation();
  const { data, error } = useQuery(exactEntryQuery(run, seq));
  if (error) return <ProblemNotice error={error} heading="h3" />;
  if (!data) return <Waiting />;
  const fields = Object.entries(JSON.parse(data.body) as Record<string, unknown>);
  return (
    <>
      <dl className="exact">
        {fields.map(([name, value]) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              <code>{shown(value)}</code>
            </dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{t('audit.commitments')}</p>
      <p className="row">
        {t('audit.hash')} <Copyable text={data.hash} name={t('audit.hash')} />
      </p>
      <p className="row">
        {t('audit.body')}
        <Copyable text={data.body} short={`${data.body.slice(0, 24)}…`} name={t('audit.body')} />
      </p>
      {data.step !== null && (
        <p>
          <Link href={addresses.step(run, data.step)}>
            {t('audit.toStep', { step: data.step })}
          </Link>
        </p>
      )}
    </>
  );
}

/** A text as it is, everything else as JSON. */
const shown = (value: unknown) =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 1);
