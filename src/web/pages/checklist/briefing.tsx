import { useEffect } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { get, request } from '../../api/request.js';
import type { Briefing as Told } from '../../api/shapes.js';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import { useMoments } from '../../app/moments.js';

const MOST = 8;

/** What happened since this person was here last. It is told once a visit, and does not change while it is read. */
export function Briefing({ run }: { readonly run: string }) {
  const { t } = useTranslation();
  const path = `/api/runs/${encodeURIComponent(run)}`;
  const { data } = useSuspenseQuery({
    queryKey: ['briefing', run],
    queryFn: ({ signal }) => get<Told>(`${path}/briefing`, signal),
    staleTime: Infinity,
  });
  const { seq } = data;
  useEffect(() => {
    // a visit that could not be noted is told again the next time
    request(`${path}/visit`, { method: 'PUT', body: { seq } }).catch(() => undefined);
  }, [path, seq]);
  if (data.since === null || (data.count === 0 && data.outdated.length === 0)) return null;
  return (
    <section className="panel" aria-labelledby="briefing">
      <div className="panel-head">
        <h2 id="briefing">{t('briefing.title')}</h2>
        <span className="quiet">{t('briefing.count', { count: data.count })}</span>
      </div>
      <Outdated run={run} told={data} />
      <ol className="happened">
        {data.happened
          .slice(-MOST)
          .reverse()
          .map((one) => (
            <Line key={one.seq} one={one} />
          ))}
      </ol>
    </section>
  );
}

function Outdated({ run, told }: { readonly run: string; readonly told: Told }) {
  const { t } = useTranslation();
  const say = useSay();
  return told.outdated.map(({ id, title, because }) => (
    <p key={id} className="outdated">
      <Link href={addresses.step(run, id)}>
        {id} {say(title)}
      </Link>{' '}
      {t('briefing.outdated', { what: because.map((one) => one.id).join(', ') })}
    </p>
  ));
}

function Line({ one }: { readonly one: Told['happened'][number] }) {
  const say = useSay();
  const { full } = useMoments();
  const { at, actor, step, title, what } = one;
  return (
    <li>
      <time dateTime={at} className="quiet">
        {full(at)}
      </time>
      <span>
        {say(what)}
        {step !== null && ` · ${step}`}
        {title && ` ${say(title)}`}
        {actor !== null && <span className="quiet"> · {actor}</span>}
      </span>
    </li>
  );
}
