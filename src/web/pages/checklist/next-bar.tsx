import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ownQuery } from '../../api/queries.js';
import type { Checklist } from '../../api/shapes.js';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import { useMoments } from '../../app/moments.js';
import { AllDone } from '../../components/all-done.js';
import { useActing } from '../../components/acting.js';
import { useNotBefore } from '../../components/not-before.js';

interface Props {
  readonly list: Checklist;
}

/** What this person can do next, else whose turn it is and since when; beside it what waits for whom. */
export function NextBar({ list }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const acting = useActing();
  const { ago } = useMoments();
  const notBefore = useNotBefore();
  const { id: run, clock } = list;
  const { next: own } = useSuspenseQuery(ownQuery(run)).data;
  const next = own ?? list.nextAction;
  if (!next) {
    return (
      <section className="next" aria-label={t('checklist.next')}>
        <AllDone run={run} />
      </section>
    );
  }
  const since = next.since === undefined ? [] : [ago(next.since, clock)];
  const from = notBefore(next.notBefore, clock);
  return (
    <section className="next" aria-label={t('checklist.next')}>
      <p>
        <span className="quiet">
          {t(own ? `checklist.acts.${next.act}` : 'checklist.othersTurn')}
        </span>
        <strong>
          <span className="id">{next.step}</span> {say(next.title)}
        </strong>
        <span className="quiet">
          {[acting(next.acts, own !== null), ...since, ...from].join(' · ')}
        </span>
      </p>
      <Link className={own ? 'button primary' : 'button'} href={addresses.step(run, next.step)}>
        {t(own ? buttonOf(own.act) : 'checklist.look')}
      </Link>
      <Parked list={list} besides={next.step} />
    </section>
  );
}

const buttonOf = (act: string) => (act === 'decide' ? 'checklist.decide' : 'checklist.goOn');

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
