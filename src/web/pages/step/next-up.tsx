import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Checklist } from '../../api/shapes.js';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import type { Step } from './shapes.js';

/** The one thing to do next in the run, when nothing is left to do here. */
export function NextUp({ page, list }: { readonly page: Step; readonly list: Checklist }) {
  const { t } = useTranslation();
  const say = useSay();
  const next = list.nextAction;
  if (!next || next.step === page.id) return null;
  return (
    <p>
      <Link className="button primary" href={addresses.step(page.run, next.step)}>
        {t('step.goOn', { id: next.step, title: say(next.title) })}{' '}
        <ArrowRight aria-hidden size={16} />
      </Link>
    </p>
  );
}
