import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { OverviewRun } from '../../api/shapes.js';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import { useMoments } from '../../app/moments.js';
import { useActing } from '../../components/acting.js';
import { Due } from '../../components/due.js';
import { useNotBefore } from '../../components/not-before.js';

const KINDS = ['live', 'rehearsal', 'drill', 'what-if'] as const;

interface Props {
  readonly run: OverviewRun;
  /** The step that waits for who reads this. */
  readonly yours: string | undefined;
}

/** One run: whose, how far, what is next and who must act, what is wrong. */
export function ProjectRow({ run, yours }: Props) {
  const { t } = useTranslation();
  const { ago } = useMoments();
  const kind = KINDS.find((one) => one === run.kind) ?? 'live';
  const own = run.waits.find(({ step }) => step === yours);
  const next = own ?? run.next;
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
      </div>
      <div>
        <Next run={run} next={next} own={own !== undefined} />
        <PlannedNext run={run} />
      </div>
      <div>
        {run.alarms.map((alarm) => (
          <Alarm
            key={[alarm.kind, alarm.step, alarm.part, alarm.title.de, alarm.since].join(' ')}
            alarm={alarm}
            isNext={alarm.step !== undefined && alarm.step === next?.step}
          />
        ))}
      </div>
    </li>
  );
}

interface AlarmProps {
  readonly alarm: OverviewRun['alarms'][number];
  /** Its step is named beside it already. */
  readonly isNext: boolean;
}

/** What is wrong, where, and for a date that passed, which. */
function Alarm({ alarm: { kind, step, title, since }, isNext }: AlarmProps) {
  const { t } = useTranslation();
  const say = useSay();
  const { day } = useMoments();
  const what =
    kind === 'paused' || kind === 'unusable' || kind === 'late' ? '' : t(`projects.alarm.${kind}`);
  const where = [step, isNext ? undefined : say(title)].filter(Boolean).join(' ');
  return (
    <span
      className="status"
      data-tone={kind === 'problem' || kind === 'unusable' ? 'problem' : 'outdated'}
    >
      <CircleAlert aria-hidden size={16} />
      <span>
        {what === '' ? where : `${what}: ${where}`}
        {kind === 'late' && since !== undefined && `, ${t('plan.late', { when: day(since) })}`}
      </span>
    </span>
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

interface NextProps {
  readonly run: OverviewRun;
  readonly next: OverviewRun['next'];
  readonly own: boolean;
}

function Next({ run: { run, clock }, next, own }: NextProps) {
  const { t } = useTranslation();
  const say = useSay();
  const acting = useActing();
  const { ago } = useMoments();
  const notBefore = useNotBefore();
  if (!next) return <span className="quiet">{t('projects.over')}</span>;
  const since = next.since === undefined ? [] : [ago(next.since, clock)];
  const from = notBefore(next.notBefore, clock);
  return (
    <>
      <Link href={addresses.step(run, next.step)}>
        <span className="id">{next.step}</span> {say(next.title)}
      </Link>
      <span className="quiet">{[acting(next.acts, own), ...since, ...from].join(' · ')}</span>
    </>
  );
}
