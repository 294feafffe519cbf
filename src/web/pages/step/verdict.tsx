import { CircleCheck, CircleHelp, CircleX, History, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { timeText } from '../../../core/time-text.js';
import { useLanguage, useSay } from '../../app/language.js';
import { useMoments } from '../../app/moments.js';
import { Difference } from '../../components/difference.js';
import { Instruction } from './instruction.js';
import type { Attempt, Reason, Step } from './shapes.js';
import { useVerdictWord, verdictName } from './verdict-words.js';

const LOOKS: Readonly<
  Record<ReturnType<typeof verdictName>, { readonly icon: LucideIcon; readonly tone: string }>
> = {
  consistent: { icon: CircleCheck, tone: 'fits' },
  attested: { icon: CircleCheck, tone: 'quiet' },
  contradicts: { icon: CircleX, tone: 'problem' },
  cannotRead: { icon: CircleHelp, tone: 'outdated' },
  error: { icon: CircleX, tone: 'problem' },
};
const PAST = { icon: History, tone: 'quiet' } as const;
const MOST_SHOWN = 12;

/** What any check says of a time that is still to come. */
const FUTURE: readonly string[] = ['date.future', 'time.in-future'];

/** What a check says that had nothing to compare the answers with. */
const UNCOMPARED: readonly string[] = ['attested', 'cannotRead'];

/** Statuses in which the last verdict speaks of what was before. */
const OVER: readonly string[] = ['locked', 'ready', 'outdated', 'not-applicable'];

/** Whether the last verdict no longer counts. */
export function isPast({ status, rejection }: Step): boolean {
  return OVER.includes(status) || (status === 'rejected' && rejection !== null);
}

interface Props {
  readonly attempt: Attempt;
  /** It no longer counts: somebody rejected it, or the step was opened again. */
  readonly past?: boolean;
  /** A second person answers for what no check could compare. */
  readonly approved?: Step['approved'];
  /** What the clock of a practice run says; null where the real one counts. */
  readonly clock?: string | null;
}

/** What the check says of what was handed in, with its reasons, and what to do. */
export function VerdictNotice({ attempt, past = false, approved = null, clock = null }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const wordOf = useVerdictWord();
  const { full } = useMoments();
  const { reasons = [], error, agrees } = attempt;
  const name = verdictName(attempt);
  const answered = UNCOMPARED.includes(name) ? approved : null;
  const { icon: Icon, tone } = past ? PAST : LOOKS[answered ? 'attested' : name];
  const word = answered ? t('verdict.approved', { name: answered.by }) : wordOf(attempt);
  return (
    <section className="verdict" data-tone={tone}>
      <h3 id="verdict" tabIndex={-1}>
        <Icon aria-hidden size={20} />{' '}
        {past ? t('verdict.past', { verdict: wordOf(attempt) }) : word}
      </h3>
      {agrees && (
        <p>
          <Instruction text={say(agrees)} plain />
        </p>
      )}
      <Reasons reasons={reasons} />
      {clock !== null && !past && reasons.some(({ code }) => FUTURE.includes(code)) && (
        <p>{t('practice.counts', { now: full(clock) })}</p>
      )}
      {error && (
        <p>
          {say(error.text)} <small className="quiet">{error.code}</small>
        </p>
      )}
      {name === 'contradicts' && !past && <p className="quiet">{t('verdict.contradictsRemedy')}</p>}
      {name === 'error' && !past && <p className="quiet">{t('verdict.errorRemedy')}</p>}
    </section>
  );
}

/** Reasons of a check, the first ones with both values. */
export function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  const { t } = useTranslation();
  if (reasons.length === 0) return null;
  const more = reasons.length - MOST_SHOWN;
  return (
    <ul className="reasons">
      {reasons.slice(0, MOST_SHOWN).map((reason, at) => (
        <li key={`${String(at)} ${reason.code}`}>
          <ReasonText reason={reason} />
        </li>
      ))}
      {more > 0 && <li>{t('verdict.more', { count: more })}</li>}
    </ul>
  );
}

function ReasonText({ reason }: { readonly reason: Reason }) {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const { place, words } = reason;
  const asRead = (value: string | undefined) =>
    value === undefined ? undefined : timeText(value, language);
  const claimed = words?.claimed?.[language] ?? asRead(reason.claimed);
  const known = words?.known?.[language] ?? asRead(reason.known);
  const where = [
    place?.file === undefined ? undefined : t('problem.file', { file: place.file }),
    place?.row === undefined ? undefined : t('problem.row', { row: place.row }),
    place?.column === undefined ? undefined : t('problem.column', { column: place.column }),
  ].filter((part) => part !== undefined);
  return (
    <>
      {where.length > 0 && <span className="place">{where.join(', ')}: </span>}
      <Instruction text={say(reason.text)} plain />
      {(claimed !== undefined || known !== undefined) && (
        <Difference
          left={{ name: t('verdict.claimed'), value: claimed }}
          right={{ name: t(reason.isMinimum ? 'verdict.needed' : 'verdict.known'), value: known }}
        />
      )}
    </>
  );
}
