import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { OverviewRun } from '../../api/shapes.js';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import { useMoments } from '../../app/moments.js';
import { useActing } from '../../components/acting.js';
import { Due } from '../../components/due.js';

const KINDS = ['live', 'rehearsal', 'drill', 'what-if'] as const;

/** One run: whose, how far, what is next and who must act, what is wrong. */
export function ProjectRow({ run }: { readonly run: OverviewRun }) {
  const { t } = useTranslation();
  const say = useSay();
  const { ago, day } = useMoments();
  const kind = KINDS.find((one) => one === run.kind) ?? 'live';
  return (
    <li>
      <div>
        <Link href={addresses.run(run.run)}>{run.customer}</Link>
        <span className="quiet">
          {t(`projects.kinds.${kind}`)} · {ago(run.updatedAt)}
        </span>
      </div>
      <div>
        {run.progress && (
          <>
            <progress
              max={run.progress.total}
              value={run.progress.done}
              aria-label={t('projects.progress')}
            />
            <span className="quiet number">{t('checklist.done', run.progress)}</span>
          </>
        )}
        <PlannedNext run={run} />
      </div>
      <Next run={run} />
      <div>
        {run.alarms.map((alarm) => (
          <span
            key={`${alarm.kind}${alarm.step ?? alarm.part ?? ''}`}
            className="status"
            data-tone={
              alarm.kind === 'problem' || alarm.kind === 'unusable' ? 'problem' : 'outdated'
            }
          >
            <CircleAlert aria-hidden size={16} /> {alarm.step} {say(alarm.title)}
            {alarm.kind === 'late' &&
              alarm.since !== undefined &&
              `, ${t('plan.late', { when: day(alarm.since) })}`}
          </span>
        ))}
      </div>
    </li>
  );
}

/** The next date of the run that is still ahead; what has passed is an alarm. */
function PlannedNext({ run: { parts, milestones, alarms } }: { readonly run: OverviewRun }) {
  const say = useSay();
  const late = new Set(alarms.flatMap(({ kind, since }) => (kind === 'late' ? [since] : [])));
  const [next] = [...milestones, ...parts]
    .flatMap(({ title, due }) => (due === undefined || late.has(due) ? [] : [{ title, due }]))
    .sort((a, b) => a.due.localeCompare(b.due));
  if (!next) return null;
  return (
    <span className="quiet">
      {say(next.title)}: <Due due={next.due} clock={next.due} />
    </span>
  );
}

function Next({ run: { next, run, clock } }: { readonly run: OverviewRun }) {
  const { t } = useTranslation();
  const say = useSay();
  const acting = useActing();
  const { ago } = useMoments();
  if (!next) return <div className="quiet">{t('projects.over')}</div>;
  const since = next.since === undefined ? [] : [ago(next.since, clock)];
  return (
    <div>
      <Link href={addresses.step(run, next.step)}>
        <span className="id">{next.step}</span> {say(next.title)}
      </Link>
      <span className="quiet">{[acting(next.acts), ...since].join(' · ')}</span>
    </div>
  );
}
