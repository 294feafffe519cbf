import { ArrowRight } from 'lucide-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ownQuery } from '../../api/queries.js';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import type { Step } from './shapes.js';

/** What this person can do next in the run, when nothing is left to do here; else the way back. */
export function NextUp({ page }: { readonly page: Step }) {
  const { t } = useTranslation();
  const say = useSay();
  const { next } = useSuspenseQuery(ownQuery(page.run)).data;
  if (next?.step === page.id) return null;
  if (!next)
    return (
      <p>
        {t('step.othersTurn')} <Link href={addresses.run(page.run)}>{t('step.toChecklist')}</Link>
      </p>
    );
  return (
    <p>
      <Link className="button primary" href={addresses.step(page.run, next.step)}>
        {t('step.goOn', { id: next.step, title: say(next.title) })}{' '}
        <ArrowRight aria-hidden size={16} />
      </Link>
    </p>
  );
}
