import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'wouter';
import { useProjectEvents } from '../../api/events.js';
import { runQuery } from '../../api/queries.js';
import type { ChecklistStep } from '../../api/shapes.js';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import { Page } from '../../components/page.js';
import { StatusMark } from '../../components/status-mark.js';

/** All parts of a run and what stands in each, the next action on top. */
export default function ChecklistPage() {
  const { t } = useTranslation();
  const say = useSay();
  const { run } = useParams<{ run: string }>();
  const { data } = useSuspenseQuery(runQuery(run));
  useProjectEvents(data.projectId);
  return (
    <Page title={data.customer} of={say(data.title)}>
      {data.parts.map((part) => (
        <section key={part.name}>
          <h2>
            {say(part.title)} <small>{t('checklist.done', part)}</small>
          </h2>
          <ul className="steps">
            {data.steps
              .filter((step) => step.part === part.name)
              .map((step) => (
                <Row key={step.id} run={run} step={step} />
              ))}
          </ul>
        </section>
      ))}
    </Page>
  );
}

function Row({ run, step }: { readonly run: string; readonly step: ChecklistStep }) {
  const say = useSay();
  return (
    <li>
      <Link href={addresses.step(run, step.id)}>
        <span className="id">{step.id}</span> {say(step.title)}
      </Link>
      <StatusMark status={step.status} />
    </li>
  );
}
