import { lazy, Suspense, useState } from 'react';
import { useSuspenseQueries, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'wouter';
import { useProjectEvents } from '../../api/events.js';
import { actionsQuery, comparisonsQuery, runQuery } from '../../api/queries.js';
import { sessionQuery } from '../../api/session.js';
import { addresses } from '../../app/addresses.js';
import { Page } from '../../components/page.js';
import { useBegun } from '../step/begun.js';
import { useFilling } from '../step/filling.js';
import { stepQuery } from '../step/queries.js';
import '../step/step.css';
import { useDecisions } from './decisions.js';
import { useNarrowing, type Narrow, type Narrowing } from './narrowing.js';
import { matchingQuery } from './queries.js';
import type { Decision, Matching } from './shapes.js';
import { Workbench } from './workbench.js';
import './matching.css';

// The rows are looked at first; what hands decisions in is fetched meanwhile.
const DecisionForm = lazy(async () => ({
  default: (await import('./decision-form.js')).DecisionForm,
}));

/** The comparison by e-mail address: what matches, what nearly does and why, and what is decided for each. */
export default function MatchingPage() {
  const { t } = useTranslation();
  const { run } = useParams<{ run: string }>();
  const [{ data: list }, { data: comparisons }] = useSuspenseQueries({
    queries: [runQuery(run), comparisonsQuery(run)],
  });
  useProjectEvents(list.projectId);
  return (
    <Page title={t('matching.title')} of={list.customer} wide>
      {comparisons.length === 0 ? (
        <section className="notice">
          <h2>{t('matching.nothing')}</h2>
          <p>{t('matching.nothingYet')}</p>
          <Link className="button" href={addresses.run(run)}>
            {t('matching.toChecklist')}
          </Link>
        </section>
      ) : (
        <Compared run={run} />
      )}
    </Page>
  );
}

interface ComparedProps {
  readonly run: string;
}

const OPEN: readonly string[] = ['ready', 'rejected', 'failed'];

function Compared({ run }: ComparedProps) {
  const [narrowing, narrow] = useNarrowing();
  const { data } = useSuspenseQuery(matchingQuery(run, narrowing.step));
  const { decisions } = data;
  const [first] = useState(() => decisions.find(({ status }) => OPEN.includes(status))?.step);
  // what was decided on stays in sight with its verdict, also when the next step is open by now
  const wanted = narrowing.decide ?? first;
  const decision = decisions.find(({ step }) => step === wanted) ?? decisions[0];
  const props = { run, data, narrowing, narrow };
  if (!decision) return <Workbench {...props} decisions={undefined} />;
  return <Decided key={decision.step} {...props} decision={decision} />;
}

interface DecidedProps extends ComparedProps {
  readonly data: Matching;
  readonly narrowing: Narrowing;
  readonly narrow: Narrow;
  readonly decision: Decision;
}

/** With the decisions of one step: its draft and its form, as the page of the step has them. */
function Decided({ run, data, narrowing, narrow, decision }: DecidedProps) {
  const { step } = decision;
  const [{ data: page, dataUpdatedAt }, { data: session }, { data: actions }] = useSuspenseQueries({
    queries: [stepQuery(run, step), sessionQuery, actionsQuery(run)],
  });
  const { account } = session;
  const mayKeep = actions.includes('draft.keep');
  const place = { account, run, step, fields: page.fields, mayKeep };
  const begun = useBegun(page, place);
  const filling = useFilling({ page, place, ...begun });
  const decisions = useDecisions(decision, page, filling, actions.includes('run.submit'));
  return (
    <>
      <Workbench {...{ run, data, narrowing, narrow, decisions }} />
      <Suspense>
        <DecisionForm {...{ decisions, filling, place }} at={dataUpdatedAt} />
      </Suspense>
    </>
  );
}
