import { useTranslation } from 'react-i18next';
import { useSay } from '../../app/language.js';
import { useMoments } from '../../app/moments.js';
import { isLate } from '../../components/due.js';
import type { Line } from './dates.js';

interface Props {
  readonly line: Line;
  readonly clock: string | null;
}

/** Planned beside actual, and which of the two came first. */
export function PlanLine({ line, clock }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const { planned, actual, due, kind, open } = line;
  const late = isLate({ due, clock });
  return (
    <li className="plan-line" data-late={late || undefined}>
      <h3>{say(line.title)}</h3>
      <dl className="facts">
        {kind === 'part' && (
          <Pair word={t('plan.begin')} planned={planned.from} actual={actual.from} />
        )}
        <Pair
          word={kind === 'part' ? t('plan.end') : t('plan.when')}
          planned={planned.until}
          actual={actual.until}
          left={actual.until === null ? [] : open}
        />
      </dl>
      <Outcome line={line} late={late} />
    </li>
  );
}

interface PairProps {
  readonly word: string;
  readonly planned: string | null;
  readonly actual: string | null;
  /** Steps that are open although it came. */
  readonly left?: readonly string[];
}

function Pair({ word, planned, actual, left = [] }: PairProps) {
  const { t } = useTranslation();
  const { full } = useMoments();
  const what = [
    ...(planned === null ? [] : [t('plan.planned', { when: full(planned) })]),
    ...(actual === null ? [] : [t('plan.actual', { when: full(actual) })]),
    ...(planned !== null && actual === null ? [t('plan.open')] : []),
    ...(left.length > 0 ? [t('plan.left', { steps: left.join(', ') })] : []),
  ];
  return (
    <div>
      <dt>{word}</dt>
      {what.length === 0 ? (
        <dd className="quiet">{t('plan.none')}</dd>
      ) : (
        <dd>{what.join(' · ')}</dd>
      )}
    </div>
  );
}

function Outcome({ line, late }: { readonly line: Line; readonly late: boolean }) {
  const { t } = useTranslation();
  const { day } = useMoments();
  const { planned, actual, due } = line;
  if (late && due !== undefined)
    return (
      <span className="status" data-tone="outdated">
        {t('plan.late', { when: day(due) })}
      </span>
    );
  if (planned.until === null || actual.until === null) return null;
  const after = Date.parse(actual.until) > Date.parse(planned.until);
  return (
    <span className="status" data-tone={after ? 'outdated' : 'done'}>
      {t(after ? 'plan.afterPlan' : 'plan.inTime')}
    </span>
  );
}
