import { CircleCheck } from 'lucide-react';
import { useSuspenseQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { actionsQuery } from '../../api/queries.js';
import { sessionQuery } from '../../api/session.js';
import type { Checklist } from '../../api/shapes.js';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import { useMoments } from '../../app/moments.js';
import { useActing } from '../../components/acting.js';
import { mayAct } from '../step/who.js';

interface Props {
  readonly list: Checklist;
}

/** The one next action, who must act, and since when; beside it what waits for whom. */
export function NextBar({ list }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const acting = useActing();
  const { ago } = useMoments();
  const { id: run, clock, nextAction: next } = list;
  const [{ data: session }, { data: actions }] = useSuspenseQueries({
    queries: [sessionQuery, actionsQuery(run)],
  });
  if (!next) {
    return (
      <section className="next" aria-label={t('checklist.next')}>
        <p>
          <CircleCheck aria-hidden size={20} /> {t('checklist.allDone')}
        </p>
      </section>
    );
  }
  const mine = mayAct(next.acts, { name: session.name, actions });
  const since = next.since === undefined ? [] : [ago(next.since, clock)];
  return (
    <section className="next" aria-label={t('checklist.next')}>
      <p>
        <span className="quiet">{t(`checklist.acts.${next.act}`)}</span>
        <strong>
          <span className="id">{next.step}</span> {say(next.title)}
        </strong>
        <span className="quiet">{[acting(next.acts), ...since].join(' · ')}</span>
      </p>
      <Link className={mine ? 'button primary' : 'button'} href={addresses.step(run, next.step)}>
        {t('checklist.goOn')}
      </Link>
      <Parked list={list} besides={next.step} />
    </section>
  );
}

/** What a second person holds up meanwhile. */
function Parked({ list, besides }: Props & { readonly besides: string }) {
  const { t } = useTranslation();
  const acting = useActing();
  const { ago } = useMoments();
  const parked = list.steps.flatMap(({ id, status, acts, since }) =>
    status === 'waiting-approval' && acts && id !== besides ? [{ id, acts, since }] : [],
  );
  if (parked.length === 0) return null;
  return (
    <ul className="also">
      {parked.map(({ id, acts, since }) => (
        <li key={id}>
          <Link href={addresses.step(list.id, id)}>{id}</Link>{' '}
          {t('checklist.waitsFor', { who: acting(acts) })}
          {since !== undefined && `, ${ago(since, list.clock)}`}
        </li>
      ))}
    </ul>
  );
}
