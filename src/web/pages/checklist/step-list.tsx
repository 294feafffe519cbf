import { useTranslation } from 'react-i18next';
import { ArrowRightToLine } from 'lucide-react';
import { Link } from 'wouter';
import type { Checklist, ChecklistPart, ChecklistStep } from '../../api/shapes.js';
import { addresses } from '../../app/addresses.js';
import { useKeys } from '../../app/keyboard.js';
import { useSay } from '../../app/language.js';
import { useMoments } from '../../app/moments.js';
import { useActing } from '../../components/acting.js';
import { useNotBefore } from '../../components/not-before.js';
import { StatusMark } from '../../components/status-mark.js';
import { useMissingName } from './missing-name.js';

/** Goes to the next step of the list, or the one before. */
function move(by: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>('.steps a')];
  const at = links.findIndex((link) => link === document.activeElement);
  const to = at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by;
  links[Math.min(Math.max(to, 0), links.length - 1)]?.focus();
}

const KEYS = { j: () => move(1), k: () => move(-1) };

interface Props {
  readonly list: Checklist;
  readonly part: ChecklistPart;
}

/** The steps of one part; `j` and `k` go through them. */
export function StepList({ list, part }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  useKeys(KEYS);
  return (
    <section className="panel" aria-labelledby="part">
      <div className="panel-head">
        <h2 id="part">{say(part.title)}</h2>
        <span className="quiet">{t('checklist.done', part)}</span>
      </div>
      <ul className="steps">
        {list.steps
          .filter((step) => step.part === part.name)
          .map((step) => (
            <Row key={step.id} list={list} step={step} />
          ))}
      </ul>
    </section>
  );
}

function Row({ list, step }: { readonly list: Checklist; readonly step: ChecklistStep }) {
  const { t } = useTranslation();
  const say = useSay();
  const words = useStatusWords(step, list.clock);
  const title = (
    <>
      <span className="id">{step.id}</span> {say(step.title)}
    </>
  );
  const open = step.status !== 'locked' && step.status !== 'not-applicable';
  return (
    <li data-status={step.status}>
      {open ? <Link href={addresses.step(list.id, step.id)}>{title}</Link> : <span>{title}</span>}
      <span className="step-end">
        {(step.pointOfNoReturn || step.overwrites) && step.status !== 'done' && (
          <span className="no-return">
            <ArrowRightToLine aria-hidden size={16} />
            {step.pointOfNoReturn ? t('checklist.noReturn') : t('checklist.overwrites')}
          </span>
        )}
        <StatusMark status={step.status} {...words} />
      </span>
    </li>
  );
}

/** More than the status alone: what is missing, who is waited for and since when. */
function useStatusWords(
  { status, missing = [], acts, since, notBefore }: ChecklistStep,
  clock: string | null,
): { word?: string } {
  const { t } = useTranslation();
  const named = useMissingName();
  const acting = useActing();
  const { ago } = useMoments();
  const [from] = useNotBefore()(notBefore, clock);
  if (status === 'locked' && missing.length > 0)
    return { word: t('checklist.needs', { what: missing.map(named).join(', ') }) };
  if (status === 'ready' && from !== undefined) return { word: from };
  if (status !== 'waiting-approval' || !acts) return {};
  const who = t('checklist.waitsFor', { who: acting(acts) });
  return { word: since === undefined ? who : `${who}, ${ago(since, clock)}` };
}
