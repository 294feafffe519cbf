import { ArrowRight } from 'lucide-react';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ownQuery, runQuery } from '../../api/queries.js';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import { AllDone } from '../../components/all-done.js';
import { useActing } from '../../components/acting.js';
import type { Step } from './shapes.js';

/** What this person can do next in the run, when nothing is left to do here; else the way back. */
export function NextUp({ page }: { readonly page: Step }) {
  const { t } = useTranslation();
  const say = useSay();
  const { next } = useSuspenseQuery(ownQuery(page.run)).data;
  if (next?.step === page.id) return null;
  if (!next) return <OthersTurn page={page} />;
  return (
    <p>
      <Link className="button primary" href={addresses.step(page.run, next.step)}>
        {t('step.goOn', { id: next.step, title: say(next.title) })}{' '}
        <ArrowRight aria-hidden size={16} />
      </Link>
    </p>
  );
}

/** Whose turn it is instead: they are not told by anybody else. */
function OthersTurn({ page }: { readonly page: Step }) {
  const { t } = useTranslation();
  const say = useSay();
  const acting = useActing();
  const list = useQuery(runQuery(page.run)).data;
  if (list?.nextAction === null) return <AllDone run={page.run} />;
  const next = list?.nextAction;
  return (
    <>
      <p>
        {t('step.othersTurn')} <Link href={addresses.run(page.run)}>{t('step.toChecklist')}</Link>
      </p>
      {next && next.step !== page.id && (
        <p>
          {t('checklist.othersTurn')}{' '}
          <Link href={addresses.step(page.run, next.step)}>
            {next.step} {say(next.title)}
          </Link>{' '}
          · {acting(next.acts, false)}
        </p>
      )}
    </>
  );
}
