import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import { StatusMark } from '../../components/status-mark.js';
import { Answers } from './claim-shown.js';
import { claimQuery, stepQuery } from './queries.js';
import { ResultShown } from './result-shown.js';
import type { Step } from './shapes.js';
import { Reasons } from './verdict.js';

/** What the step builds on, as it was handed in: whoever approves it need not look it up. */
export function Grounds({ page }: { readonly page: Step }) {
  const { t } = useTranslation();
  const say = useSay();
  if (page.reads.length === 0) return null;
  return (
    <section aria-labelledby="grounds" className="grounds">
      <h3 id="grounds">{t('step.grounds')}</h3>
      <ul>
        {page.reads.map(({ id, title }) => (
          <Ground key={id} run={page.run} id={id} title={say(title)} />
        ))}
      </ul>
    </section>
  );
}

/** What is asked for to show them. */
export function groundsOf({ run, reads }: Step) {
  return reads.flatMap(({ id }) => [stepQuery(run, id), claimQuery(run, id)]);
}

interface GroundProps {
  readonly run: string;
  readonly id: string;
  readonly title: string;
}

function Ground({ run, id, title }: GroundProps) {
  const step = useQuery(stepQuery(run, id)).data;
  const claim = useQuery(claimQuery(run, id)).data;
  return (
    <li>
      <p>
        <Link href={addresses.step(run, id)}>
          {id} {title}
        </Link>{' '}
        {step && <StatusMark status={step.status} />}
      </p>
      {step && <ResultShown page={step} />}
      {step?.kind === 'step' && <Reasons reasons={step.judged?.reasons ?? []} />}
      {step && claim && <Answers fields={step.fields} input={claim.input} />}
    </li>
  );
}
