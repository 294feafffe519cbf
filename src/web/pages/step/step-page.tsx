import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { usePrefetchQuery, useSuspenseQueries } from '@tanstack/react-query';
import { ArrowLeft, ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useParams } from 'wouter';
import { useProjectEvents } from '../../api/events.js';
import { actionsQuery, runQuery } from '../../api/queries.js';
import { sessionQuery } from '../../api/session.js';
import { addresses } from '../../app/addresses.js';
import { useKeys } from '../../app/keyboard.js';
import { useSay } from '../../app/language.js';
import { Page } from '../../components/page.js';
import { StatusMark } from '../../components/status-mark.js';
import { StepHistory } from './history.js';
import { InPart } from './in-part.js';
import { claimQuery, evidenceQuery, stepQuery } from './queries.js';
import type { Step } from './shapes.js';
import { StepBody } from './step-body.js';
import { useVerdictHeard } from './verdict-heard.js';
import { WhatToDo } from './what-to-do.js';
import './step.css';

const OtherActs = lazy(async () => ({ default: (await import('./acts.js')).OtherActs }));

/** One step: left what is to be done, right the form, its evidence and its verdict, below what happened to it. */
export default function StepPage() {
  const { run, step } = useParams<{ run: string; step: string }>();
  return <ShownStep key={`${run} ${step}`} run={run} step={step} />;
}

function ShownStep({ run, step }: { readonly run: string; readonly step: string }) {
  const say = useSay();
  const { t } = useTranslation();
  usePrefetchQuery(claimQuery(run, step));
  usePrefetchQuery(evidenceQuery(run));
  const [{ data: page, dataUpdatedAt }, { data: list }, { data: session }, { data: actions }] =
    useSuspenseQueries({
      queries: [stepQuery(run, step), runQuery(run), sessionQuery, actionsQuery(run)],
    });
  const me = { account: session.account, name: session.name, actions };
  useProjectEvents(list.projectId);
  useWayKeys(page);
  const verdict = useVerdictHeard(page);
  const [isWhole, setWhole] = useState(false);
  const onWhole = useCallback(() => setWhole(true), []);
  return (
    <Page
      title={`${page.id} ${say(page.title)}`}
      of={list.customer}
      beside={<StatusMark status={page.status} />}
      wide
    >
      <nav className="step-way" aria-label={t('step.way')}>
        <Link href={addresses.run(run)}>{list.customer}</Link>
        <span aria-hidden> › </span>
        <span>{say(page.partTitle)}</span>
        <span className="step-ways">
          <Way run={run} to={page.before} word={t('step.previous')} back />
          <Way run={run} to={page.after} word={t('step.next')} />
        </span>
      </nav>
      <p role="status" className="hidden-words">
        {verdict}
      </p>
      <div className="step-columns">
        <WhatToDo page={page} me={me} />
        <StepBody {...{ page, list, me, onWhole }} at={dataUpdatedAt} />
      </div>
      <Suspense>
        {isWhole && (
          <div className="step-below">
            <OtherActs page={page} me={me} />
            <StepHistory events={page.history} />
            <InPart list={list} page={page} />
          </div>
        )}
      </Suspense>
    </Page>
  );
}

interface WayProps {
  readonly run: string;
  readonly to: string | null;
  readonly word: string;
  readonly back?: true;
}

function Way({ run, to, word, back }: WayProps) {
  if (to === null) return null;
  return (
    <Link className="button" href={addresses.step(run, to)}>
      {back && <ArrowLeft aria-hidden size={16} />}
      {word}
      {!back && <ArrowRight aria-hidden size={16} />}
    </Link>
  );
}

/** `j` and `k` lead to the next and the previous step. */
function useWayKeys({ run, before, after }: Step): void {
  const [, navigate] = useLocation();
  const keys = useMemo(() => {
    const to = (step: string | null) => () => {
      if (step !== null) navigate(addresses.step(run, step));
    };
    return { j: to(after), k: to(before) };
  }, [run, before, after, navigate]);
  useKeys(keys);
}
