import { lazy, Suspense, useEffect } from 'react';
import { useQuery, useSuspenseQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { outbox, type Fate } from '../../api/outbox.js';
import type { Checklist } from '../../api/shapes.js';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import { ClaimShown } from './claim-shown.js';
import { keeperOf, readDraft, type DraftPlace } from './drafts.js';
import { NextUp } from './next-up.js';
import { claimQuery, evidenceQuery, isWorking, type Listed } from './queries.js';
import { Refusal } from './refusal.js';
import { claimId, useAsksAgain, useFate } from './sending.js';
import type { Claim, Step } from './shapes.js';
import { VerdictNotice } from './verdict.js';
import type { Me } from './who.js';
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
  return (
    <div className="step-body" tabIndex={-1}>
      {status === 'locked' && <Locked page={page} />}
      {status === 'outdated' && <Outdated page={page} list={list} />}
      {isWorking(status) && <Working page={page} at={at} />}
      {page.judged && !isWorking(status) && status !== 'ready' && (
        <VerdictNotice attempt={page.judged} />
      )}
      <Suspense>
        {status === 'waiting-approval' && <Deciding page={page} me={me} />}
        {isOpen && <Open page={page} place={place} me={me} />}
      </Suspense>
      {!isOpen && <LostRace page={page} place={place} />}
      {!isOpen && <ClaimShown page={page} claim={claim} />}
      {!isOpen && !isWorking(status) && <NextUp page={page} list={list} />}
    </div>
  );
}

interface OpenProps {
  readonly page: Step;
  readonly place: DraftPlace;
  readonly me: Me;
}

/** The form, for whom it is; what Umstieg does alone needs none. */
function Open({ page, place, me }: OpenProps) {
  const { t } = useTranslation();
  const [{ data: draft }, { data: claim }, { data: evidence }] = useSuspenseQueries({
    queries: [
      {
        queryKey: ['draft', place.account, page.run, page.id],
        queryFn: () => readDraft(place),
        gcTime: 0,
      },
      claimQuery(page.run, page.id),
      evidenceQuery(page.run),
    ],
  });
  if (page.acts?.who === 'umstieg') return <p className="notice">{t('step.byItself')}</p>;
  if (!me.actions.includes('run.submit')) return <p className="notice">{t('step.notYourTask')}</p>;
  return (
    <section>
      <h2>{t('step.yourAnswers')}</h2>
      {page.assignee !== undefined && <p>{t('step.assignedTo', { name: page.assignee })}</p>}
      <ClaimForm {...{ page, place, draft, claim }} files={filesOf(page, claim, evidence)} />
    </section>
  );
}

/** What was refused is mended, so its files are offered again; an act done anew has proofs of its own. */
function filesOf({ id, status }: Step, claim: Claim | null, all: readonly Listed[]) {
  if (status === 'ready') return [];
  return all.filter(({ step, name }) => step === id && claim?.evidence.includes(name));
}

/** What was typed is no draft any more once it is accepted; its fate is over when the page shows the run after it. */
function useAccepted(place: DraftPlace, fate: Fate | undefined, shown: number): void {
  const keeper = keeperOf(place);
  const id = claimId(place);
  const revision = fate?.state === 'accepted' ? fate.answer.revision : undefined;
  useEffect(() => {
    if (revision !== undefined) keeper.drop();
  }, [keeper, revision]);
  useEffect(() => {
    if (revision !== undefined && shown >= revision) outbox.forget(id);
  }, [id, revision, shown]);
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
function LostRace({ page, place }: Omit<OpenProps, 'me'>) {
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
