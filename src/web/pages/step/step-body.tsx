import { lazy, Suspense, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { Link } from 'wouter';
import { timeText } from '../../../core/time-text.js';
import type { Checklist } from '../../api/shapes.js';
import { addresses } from '../../app/addresses.js';
import { useLanguage, useSay } from '../../app/language.js';
import { isAhead } from '../../components/not-before.js';
import { samePerson } from '../../components/same-person.js';
import { useBegun } from './begun.js';
import { Compared } from './compared.js';
import { ClaimShown } from './claim-shown.js';
import { claimId, type DraftPlace } from './drafts.js';
import { LeftOver } from './left-over.js';
import { NextUp } from './next-up.js';
import { claimQuery, isWorking } from './queries.js';
import { Refusal } from './refusal.js';
import { Requested } from './requested.js';
import { Result } from './result-shown.js';
import { Rejected } from './rejected.js';
import { useAccepted, useAsksAgain, useFate } from './sending.js';
import type { Step } from './shapes.js';
import { isPast, VerdictNotice } from './verdict.js';
import { isOnResult, type Me } from './who.js';
import { Working } from './working.js';

// The instruction is read first; what answers it is fetched meanwhile.
const ClaimForm = lazy(async () => ({ default: (await import('./claim-form.js')).ClaimForm }));
const Deciding = lazy(async () => ({ default: (await import('./deciding.js')).Deciding }));

interface Props {
  readonly page: Step;
  readonly list: Checklist;
  readonly me: Me;
  /** When the step was asked for, ms. */
  readonly at: number;
}

const OPEN: readonly string[] = ['ready', 'rejected', 'failed'];

/** What can be done with the step as it stands now, and by whom. */
export function StepBody({ page, list, me, at }: Props) {
  const { run, id: step, fields, status } = page;
  const place = {
    account: me.account,
    run,
    step,
    fields,
    mayKeep: me.actions.includes('draft.keep'),
  };
  const fate = useFate(claimId(place));
  useAsksAgain(run, fate);
  useAccepted(place, fate, page.revision);
  useAsksAgain(run, useFate(`${me.account} ${run} ${step} decision`));
  const claim = useQuery(claimQuery(run, step)).data ?? null;
  const isOpen = OPEN.includes(status);
  const isWaiting = status === 'waiting-approval';
  // what was found before is not what a waiver or a redo is decided on
  const isAboutStep = isWaiting && !isOnResult(page);
  const isMine = me.actions.includes('run.submit');
  const isClaimBelow = isWaiting ? isAboutStep : !isOpen || !isMine;
  return (
    <div className="step-body" tabIndex={-1}>
      {status === 'locked' && <Locked page={page} />}
      {isAhead(page.notBefore, list.clock) && <NotBefore day={page.notBefore} />}
      {status === 'outdated' && <Outdated page={page} list={list} />}
      {isWorking(status) && <Working page={page} at={at} />}
      {page.rejection && <Rejected rejection={page.rejection} me={me} />}
      {!isAboutStep && <Judged page={page} clock={list.clock} />}
      {status === 'waived' && <Skipped page={page} />}
      <Suspense>
        {isWaiting && <Deciding page={page} me={me} claim={claim} />}
        {isOpen && <Open {...{ page, place, me, list }} />}
      </Suspense>
      {!isOpen && <LostRace page={page} place={place} />}
      {!isOpen && claim && fate === undefined && !isWorking(status) && (
        <LeftOver page={page} place={place} claim={claim} />
      )}
      {isAboutStep && <Judged page={page} clock={list.clock} />}
      {isClaimBelow && <ClaimShown page={page} claim={claim} />}
      {!isOpen && !isWorking(status) && <NextUp page={page} />}
    </div>
  );
}

interface JudgedProps extends Pick<Props, 'page'> {
  readonly clock: string | null;
}

function Judged({ page, clock }: JudgedProps) {
  if (!page.judged || isWorking(page.status)) return null;
  return (
    <>
      <VerdictNotice attempt={page.judged} past={isPast(page)} clock={clock} />
      <Compared page={page} />
      {page.judged.verdict !== 'contradicts' && <Result page={page} />}
    </>
  );
}

function Skipped({ page }: Pick<Props, 'page'>) {
  const { t } = useTranslation();
  return (
    <section className="notice">
      <h2>{t('step.skipped')}</h2>
      <Requested page={page} />
    </section>
  );
}

interface OpenProps {
  readonly page: Step;
  readonly place: DraftPlace;
  readonly me: Me;
  readonly list: Checklist;
}

/** The form, for whom it is; what Umstieg does alone needs none. */
function Open({ page, place, me, list }: OpenProps) {
  const { t } = useTranslation();
  const begun = useBegun(page, place);
  const [mends, mend] = useState(false);
  const isMe = (name: string | null | undefined) => !!name && samePerson(name, me.name);
  if (page.acts?.who === 'umstieg') return <p className="notice">{t('step.byItself')}</p>;
  if (!me.actions.includes('run.submit')) return <p className="notice">{t('step.notYourTask')}</p>;
  if (isMe(page.rejection?.by) && begun.draft === null && !mends)
    return (
      <Button className="button fit" onPress={() => mend(true)}>
        {t('step.mendYourself')}
      </Button>
    );
  const by = begun.draft === null ? begun.claim?.actor : undefined;
  return (
    <section>
      <h2>{by && !isMe(by) ? t('step.answersOf', { name: by }) : t('step.yourAnswers')}</h2>
      {page.assignee !== undefined && <p>{t('step.assignedTo', { name: page.assignee })}</p>}
      <ClaimForm {...{ page, place, list }} {...begun} />
    </section>
  );
}

function Locked({ page }: { readonly page: Step }) {
  const { t } = useTranslation();
  const say = useSay();
  const missing = page.missing ?? [];
  return (
    <section className="notice">
      <h2>{t('step.cannotStart')}</h2>
      {missing.length > 0 && (
        <>
          <p>{t('step.missingFirst')}</p>
          <ul>
            {missing.map(({ kind, id, title }) => (
              <li key={id}>
                {kind === 'step' ? (
                  <Link href={addresses.step(page.run, id)}>
                    {id} {say(title)}
                  </Link>
                ) : (
                  say(title)
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** What was agreed counts, whatever the form would take. */
function NotBefore({ day }: { readonly day: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <p className="notice">
      <strong>{t('step.notBefore', { day: timeText(day, language) })}</strong>
    </p>
  );
}

function Outdated({ page, list }: Pick<Props, 'page' | 'list'>) {
  const { t } = useTranslation();
  const say = useSay();
  const causes = list.steps.filter(({ id }) => page.cause?.includes(id));
  return (
    <section className="notice outdated">
      <h2>{t('step.isOutdated')}</h2>
      <p>{t('step.changed')}</p>
      <ul>
        {causes.map(({ id, title }) => (
          <li key={id}>
            <Link href={addresses.step(page.run, id)}>
              {id} {say(title)}
            </Link>
          </li>
        ))}
      </ul>
      <p>{t('step.outdatedRemedy')}</p>
    </section>
  );
}

/** Somebody else was quicker: the own answers were refused, and the step is no longer open. */
function LostRace({ page, place }: Omit<OpenProps, 'me' | 'list'>) {
  const { t } = useTranslation();
  const fate = useFate(claimId(place));
  if (fate?.state !== 'refused') return null;
  return (
    <>
      <Refusal fate={fate} />
      <p>{t('step.answersKept', { id: page.id })}</p>
    </>
  );
}
