import { lazy, Suspense, useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { actionsQuery, practiceQuery } from '../../api/queries.js';
import type { Checklist, PracticeFiles } from '../../api/shapes.js';
import { useMoments } from '../../app/moments.js';
import { Copyable } from '../../components/copyable.js';

const ClockDialog = lazy(() => import('./clock-dialog.js'));

interface Props {
  readonly list: Checklist;
  /** With it the values for its form are shown. */
  readonly step?: string | undefined;
  /** What a field is called. */
  readonly labelOf?: (field: string) => string;
}

/** In a practice run: where the files of the fictitious customer lie, what to enter, and what the clock should say. */
export default function PracticeBox({ list, step, labelOf = (field) => field }: Props) {
  const { data: actions } = useSuspenseQuery(actionsQuery(list.id));
  return actions.includes('run.submit') ? <Box {...{ list, step, labelOf }} /> : null;
}

function Box({ list, step, labelOf }: Props & Required<Pick<Props, 'labelOf'>>) {
  const { t } = useTranslation();
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
          {step === undefined ? (
            <p className="quiet">{practice.files.join(' · ')}</p>
          ) : (
            <Values practice={practice} labelOf={labelOf} />
          )}
          {(step !== undefined || list.progress.done === 0) && (
            <ClockHint list={list} clock={practice.clock} />
          )}
        </>
      )}
    </section>
  );
}

interface ValuesProps {
  readonly practice: PracticeFiles;
  readonly labelOf: (field: string) => string;
}

/** Each value goes to the clipboard at one press. */
function Values({ practice: { values, evidence }, labelOf }: ValuesProps) {
  const { t } = useTranslation();
  if (values.length + evidence.length === 0) return <p>{t('practice.noValues')}</p>;
  return (
    <details>
      <summary>{t('practice.values')}</summary>
      <dl className="facts">
        {values.map(({ field, text }) => (
          <div key={field}>
            <dt>{labelOf(field)}</dt>
            <dd>
              <Copyable text={text} name={labelOf(field)} />
            </dd>
          </div>
        ))}
        {evidence.map((path) => (
          <div key={path}>
            <dt>{t('practice.evidence')}</dt>
            <dd>
              <Copyable text={path} name={t('practice.evidence')} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

const MINUTE_MS = 60_000;

/** The dates of the answers are in order only where the clock of the run says so. */
function ClockHint({ list, clock }: { readonly list: Checklist; readonly clock: string | null }) {
  const { t } = useTranslation();
  const { full } = useMoments();
  const [isOpen, open] = useState(false);
  const { data: actions } = useSuspenseQuery(actionsQuery(list.id));
  if (clock === null || list.clock === null || !actions.includes('run.clock')) return null;
  if (Math.abs(Date.parse(list.clock) - Date.parse(clock)) < MINUTE_MS) return null;
  return (
    <p className="practice-clock">
      <span>{t('practice.clock', { time: full(clock), now: full(list.clock) })}</span>
      <Button className="button" onPress={() => open(true)}>
        {t('clock.set')}
      </Button>
      <Suspense>
        {isOpen && <ClockDialog run={list.id} clock={clock} onClose={() => open(false)} />}
      </Suspense>
    </p>
  );
}
