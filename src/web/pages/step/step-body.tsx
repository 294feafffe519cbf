import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { comparisonsQuery, ownQuery, practiceQuery } from '../../api/queries.js';
import type { Checklist } from '../../api/shapes.js';
import { useSettled } from '../../components/settled.js';
import { Waiting } from '../../components/waiting.js';
import { isAhead } from '../../components/not-before.js';
import { Locked, NotBefore } from './cannot-start.js';
import { Compared } from './compared.js';
import { ClaimShown } from './claim-shown.js';
import { claimId, type DraftPlace } from './drafts.js';
import { groundsOf } from './grounds.js';
import { ChangedSince, LeftOut } from './left-out.js';
import { LeftOver, leftOverQuery } from './left-over.js';
import { NextUp } from './next-up.js';
import { fetchForm, OpenStep } from './open-step.js';
import { claimQuery, evidenceQuery, isWorking } from './queries.js';
import { Refusal } from './refusal.js';
import { Requested } from './requested.js';
import { Result } from './result-shown.js';
import { Rejected } from './rejected.js';
import { useAccepted, useAsksAgain, useFate } from './sending.js';
import type { Claim, Step } from './shapes.js';
import { StepLinks } from './step-links.js';
import { isPast, VerdictNotice } from './verdict.js';
import { isOnResult, type Me } from './who.js';
import { Working } from './working.js';

const Deciding = lazy(async () => ({ default: (await import('./deciding.js')).Deciding }));

interface Props {
  readonly page: Step;
  readonly list: Checklist;
  readonly me: Me;
  /** When the step was asked for, ms. */
  readonly at: number;
  /** Called once everything stands there: what comes below may follow. */
  readonly onWhole: () => void;
}

const isOpen = (status: string) => ['ready', 'rejected', 'failed'].includes(status);

/** What can be done with the step as it stands now, and by whom; it comes from above to below, so that nothing is pushed. */
export function StepBody({ page, list, me, at, onWhole }: Props) {
  const { run, id: step, fields, status } = page;
  const mayKeep = me.actions.includes('draft.keep');
  const place = { account: me.account, run, step, fields, mayKeep };
  const fate = useFate(claimId(place));
  useAsksAgain(run, fate);
  useAccepted(place, fate, page.revision);
  useAsksAgain(run, useFate(`${me.account} ${run} ${step} decision`));
  const claim = useQuery(claimQuery(run, step)).data ?? null;
  const isCompared = useSettled([comparisonsQuery(run)]);
  const isAnswered = useAnswered({ page, list, place });
  const [isFormed, setFormed] = useState(false);
  const isWaiting = status === 'waiting-approval';
  // what was found before is not what a waiver or a redo is decided on
  const isAboutStep = isWaiting && !isOnResult(page);
  const onFormed = useCallback(() => {
    setFormed(true);
    onWhole();
  }, [onWhole]);
  return (
    <div className="step-body" tabIndex={-1}>
      {status === 'locked' && <Locked page={page} />}
      {isAhead(page.notBefore, list.clock) && <NotBefore day={page.notBefore} />}
      {status === 'outdated' && <Outdated page={page} list={list} />}
      {isWorking(status) && <Working page={page} at={at} />}
      {page.rejection && <Rejected rejection={page.rejection} me={me} />}
      {status === 'not-applicable' && <LeftOut page={page} />}
      {isCompared ? (
        <>
          {!isAboutStep && <Judged page={page} clock={list.clock} />}
          {status === 'waived' && <Skipped page={page} />}
          {isAnswered ? (
            <Suspense fallback={<Waiting />}>
              {isWaiting && <Deciding page={page} me={me} claim={claim} />}
              {isOpen(status) ? (
                <OpenStep {...{ page, place, me, list }}>
                  <Formed onFormed={onFormed} />
                </OpenStep>
              ) : (
                <Formed onFormed={onFormed} />
              )}
            </Suspense>
          ) : (
            <Waiting />
          )}
        </>
      ) : (
        <Waiting />
      )}
      {isFormed && <Below {...{ page, list, me, place, claim }} />}
    </div>
  );
}

/** Whether all that the page of a step asks for was answered once. */
function useAnswered({ page, list, place }: Pick<BelowProps, 'page' | 'list' | 'place'>) {
  const { run, id, status, revision } = page;
  const takes = isOpen(status);
  useEffect(() => {
    if (takes) fetchForm(list);
  }, [takes, list]);
  return useSettled([
    ...[claimQuery(run, id), evidenceQuery(run), ownQuery(run)],
    ...(takes ? [] : [leftOverQuery(place, revision)]),
    ...(takes && list.kind === 'drill' ? [practiceQuery(run, id)] : []),
    ...(status === 'waiting-approval' && isOnResult(page) ? groundsOf(page) : []),
  ]);
}

/** Stands beside what is fetched, and tells when it is there. */
function Formed({ onFormed }: { readonly onFormed: () => void }) {
  useEffect(onFormed, [onFormed]);
  return null;
}

interface BelowProps extends Pick<Props, 'page' | 'list' | 'me'> {
  readonly place: DraftPlace;
  readonly claim: Claim | null;
}

/** What was handed in, and where it goes on. */
function Below({ page, list, me, place, claim }: BelowProps) {
  const { status } = page;
  const fate = useFate(claimId(place));
  const isAboutStep = status === 'waiting-approval' && !isOnResult(page);
  const isClaimBelow =
    status === 'waiting-approval'
      ? isAboutStep
      : !isOpen(status) || !me.actions.includes('run.submit');
  return (
    <>
      {!isOpen(status) && <LostRace page={page} place={place} />}
      {!isOpen(status) && claim && fate === undefined && !isWorking(status) && (
        <LeftOver page={page} place={place} claim={claim} />
      )}
      {isAboutStep && <Judged page={page} clock={list.clock} />}
      {isClaimBelow && <ClaimShown page={page} claim={claim} />}
      {!isOpen(status) && !isWorking(status) && <NextUp page={page} />}
    </>
  );
}

interface JudgedProps extends Pick<Props, 'page'> {
  readonly clock: string | null;
}

function Judged({ page, clock }: JudgedProps) {
  if (!page.judged || isWorking(page.status)) return null;
  return (
    <>
      <VerdictNotice
        attempt={page.judged}
        past={isPast(page)}
        approved={page.approved}
        clock={clock}
      />
      {isPast(page) && page.status !== 'outdated' && <ChangedSince page={page} />}
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

function Outdated({ page, list }: Pick<Props, 'page' | 'list'>) {
  const { t } = useTranslation();
  const causes = list.steps.filter(({ id }) => page.cause?.includes(id));
  return (
    <section className="notice outdated">
      <h2>{t('step.isOutdated')}</h2>
      <p>{t('step.changed')}</p>
      <StepLinks run={page.run} steps={causes} />
      <p>{t('step.outdatedRemedy')}</p>
    </section>
  );
}

/** Somebody else was quicker: the own answers were refused, and the step is no longer open. */
function LostRace({ page, place }: Pick<BelowProps, 'page' | 'place'>) {
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
