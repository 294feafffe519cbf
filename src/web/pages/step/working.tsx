import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Label, ProgressBar } from 'react-aria-components';
import { unitWord } from '../../../core/unit-words.js';
import { useSay } from '../../app/language.js';
import { Bar } from './bar.js';
import type { Step } from './shapes.js';

interface Props {
  readonly page: Step;
  /** When this was asked, ms. */
  readonly at: number;
}

/** Work that goes on by itself: how far it is, how fast, how much is left. The page may be left meanwhile. */
export function Working({ page, at }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const { progress } = page;
  const unit = say(unitWord(progress?.unit ?? ''));
  const speed = useSpeed(progress?.done, at);
  const left =
    speed > 0 && progress ? Math.ceil((progress.total - progress.done) / speed) : undefined;
  return (
    <section className="working">
      <ProgressBar
        className="progress"
        isIndeterminate={!progress}
        value={progress?.done ?? 0}
        maxValue={Math.max(1, progress?.total ?? 1)}
      >
        {({ percentage = 0 }) => (
          <>
            <Label>{page.status === 'verifying' ? t('step.verifying') : t('step.atWork')}</Label>
            {progress && <Bar percentage={percentage} />}
          </>
        )}
      </ProgressBar>
      {progress && (
        <p className="numbers">
          {t('step.progress', { ...progress, unit })}
          {speed > 0 && ` · ${t('step.speed', { count: Math.round(speed) })}`}
          {left !== undefined && ` · ${t('step.left', { count: left })}`}
        </p>
      )}
      <p className="quiet">{t('step.mayLeave')}</p>
    </section>
  );
}

interface Sample {
  readonly at: number;
  readonly done: number;
}

/** Units a second since this window looks on. */
function useSpeed(done: number | undefined, at: number): number {
  const [first, setFirst] = useState<Sample>();
  const [last, setLast] = useState<Sample>();
  if (done !== undefined && last?.done !== done) {
    const sample = { at, done };
    if (!first || done < first.done) setFirst(sample);
    setLast(sample);
  }
  if (!first || !last || last.at === first.at) return 0;
  return ((last.done - first.done) / (last.at - first.at)) * 1_000;
}
