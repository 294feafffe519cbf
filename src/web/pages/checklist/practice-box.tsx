import { useDeferredValue, type ReactNode } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { actionsQuery, practiceQuery } from '../../api/queries.js';
import type { Checklist, PracticeFiles } from '../../api/shapes.js';
import { Copyable } from '../../components/copyable.js';
import PracticeClock from './practice-clock.js';

interface Props {
  readonly list: Checklist;
  /** What is answered next; undefined where nothing is. */
  readonly step: string | undefined;
  /** Shown instead of the names of the files. */
  readonly show?: (practice: PracticeFiles) => ReactNode;
}

/** In a practice run: where the files of the fictitious customer lie, what to enter, and what the clock should say. */
export default function PracticeBox(props: Props) {
  const { data: actions } = useSuspenseQuery(actionsQuery(props.list.id));
  return actions.includes('run.submit') ? <Box {...props} /> : null;
}

function Box({ list, step: next, show }: Props) {
  const { t } = useTranslation();
  // what was next stays until what is next now has come: a box that goes away takes the focus with it
  const step = useDeferredValue(next);
  const { data: practice } = useSuspenseQuery(practiceQuery(list.id, step));
  return (
    <section className="notice practice" aria-labelledby="practice">
      <h2 id="practice">{t('practice.title')}</h2>
      {practice === null ? (
        <p>{t('practice.unknown')}</p>
      ) : (
        <>
          <p>{t('practice.says')}</p>
          <p>
            <Copyable text={practice.folder} name={t('practice.folder')} />
          </p>
          {show ? show(practice) : <p className="quiet">{practice.files.join(' · ')}</p>}
        </>
      )}
      <Clock {...{ list, step, practice }} always={show === undefined} />
    </section>
  );
}

interface ClockProps extends Pick<Props, 'list' | 'step'> {
  readonly practice: PracticeFiles | null;
  /** Shown as well where it need not be set. */
  readonly always: boolean;
}

const MINUTE_MS = 60_000;

/** An untouched run begins where its answers do; afterwards the clock is only ever to be moved on. */
function Clock({ list, step, practice, always }: ClockProps) {
  if (list.clock === null) return null;
  const at = practice?.clock ?? list.clock;
  const ahead = Date.parse(at) - Date.parse(list.clock);
  const isDue = ahead >= MINUTE_MS || (list.progress.done === 0 && ahead <= -MINUTE_MS);
  const proposed = isDue && step !== undefined ? { step, at } : undefined;
  return proposed || always ? <PracticeClock list={list} proposed={proposed} /> : null;
}
