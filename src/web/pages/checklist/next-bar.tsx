import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Checklist } from '../../api/shapes.js';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import { useMoments } from '../../app/moments.js';
import { useActing } from '../../components/acting.js';

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
  if (!next) {
    return (
      <section className="next" aria-label={t('checklist.next')}>
        <p>
          <CircleCheck aria-hidden size={20} /> {t('checklist.allDone')}
        </p>
      </section>
    );
  }
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
      <Link className="button primary" href={addresses.step(run, next.step)}>
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
