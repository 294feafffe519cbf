import { lazy, useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../components/choice.js';
import { Copyable, shortHash } from '../../components/copyable.js';
import { Page } from '../../components/page.js';
import { sessionQuery } from '../../api/session.js';
import { Differences } from './differences.js';
import { definitionsQuery, nameOf, type Definition } from './query.js';
import './definition.css';

/** For those who move runs; the page waits for it, so that nothing moves on the screen. */
const Forecasts = lazy(() => import('./forecasts.js'));

/** Versions of the sequence: what differs between two, and what a move would do to every open run. */
export default function DefinitionPage() {
  const { t } = useTranslation();
  const { data: definitions } = useSuspenseQuery(definitionsQuery);
  const { data: session } = useSuspenseQuery(sessionQuery);
  const newest = definitions.find(({ current }) => current) ?? definitions[0];
  const other = definitions.find(({ hash }) => hash !== newest?.hash) ?? newest;
  const [from, setFrom] = useState(other?.hash ?? '');
  const [to, setTo] = useState(newest?.hash ?? '');
  const options = definitions.map((one) => ({ id: one.hash, name: nameOf(one) }));
  return (
    <Page title={t('definition.title')}>
      <Versions definitions={definitions} />
      <section className="stack" aria-labelledby="differences">
        <h2 id="differences">{t('definition.differences')}</h2>
        {definitions.length < 2 ? (
          <p>{t('definition.onlyOne')}</p>
        ) : (
          <>
            <div className="row">
              <Choice
                {...{ options, label: t('definition.from'), chosen: from, onChoose: setFrom }}
              />
              <Choice {...{ options, label: t('definition.to'), chosen: to, onChoose: setTo }} />
            </div>
            <Differences from={from} to={to} />
          </>
        )}
      </section>
      {session.actions.includes('run.migrate') && <Forecasts to={to} definitions={definitions} />}
    </Page>
  );
}

function Versions({ definitions }: { readonly definitions: readonly Definition[] }) {
  const { t } = useTranslation();
  return (
    <div className="table-frame">
      <table className="table">
        <caption>{t('definition.versions')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('definition.name')}</th>
            <th scope="col">{t('definition.version')}</th>
            <th scope="col">{t('definition.hash')}</th>
            <th scope="col" className="number">
              {t('definition.runs')}
            </th>
            <th scope="col">{t('definition.use')}</th>
          </tr>
        </thead>
        <tbody>
          {definitions.map(({ hash, name, version, runs, current }) => (
            <tr key={hash}>
              <td>{name}</td>
              <td>{version}</td>
              <td>
                <Copyable text={hash} short={shortHash(hash)} name={t('definition.hash')} />
              </td>
              <td className="number">{runs}</td>
              <td>{current ? t('definition.current') : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
