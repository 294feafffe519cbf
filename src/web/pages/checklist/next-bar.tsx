import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { NextAction } from '../../api/shapes.js';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import { useMoments } from '../../app/moments.js';
import { useActing } from '../../components/acting.js';

interface Props {
  readonly run: string;
  readonly next: NextAction | null;
}

/** The one next action, who must act, and since when. */
export function NextBar({ run, next }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const acting = useActing();
  const { ago } = useMoments();
  if (!next) {
    return (
      <section className="next" aria-label={t('checklist.next')}>
        <p>
          <CircleCheck aria-hidden size={20} /> {t('checklist.allDone')}
        </p>
      </section>
    );
  }
  const since = next.since === undefined ? [] : [ago(next.since)];
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
    </section>
  );
}
