import { useTranslation } from 'react-i18next';
import { useSay } from '../../app/language.js';
import { useMoments } from '../../app/moments.js';
import { RefusalOf } from '../../components/refusal-of.js';
import type { StepEvent } from './shapes.js';

/** What happened to a step, newest first. */
export function StepHistory({ events }: { readonly events: readonly StepEvent[] }) {
  const { t } = useTranslation();
  if (events.length === 0) return null;
  return (
    <section className="history">
      <h2>{t('step.history')}</h2>
      <ol reversed>
        {events.toReversed().map((event) => (
          <Happened key={event.seq} event={event} />
        ))}
      </ol>
    </section>
  );
}

function Happened({ event }: { readonly event: StepEvent }) {
  const { t } = useTranslation();
  const say = useSay();
  const moments = useMoments();
  const { at, what, actor, note, code } = event;
  return (
    <li data-refused={code !== undefined || undefined}>
      <time dateTime={at}>{moments.full(at)}</time>
      <span>
        {code === undefined ? say(what) : t('step.refusedWhat', { what: say(what) })}
        <RefusalOf event={event} />
        {' · '}
        {actor ?? t('step.umstieg')}
        {note !== undefined && <q>{note}</q>}
      </span>
    </li>
  );
}
