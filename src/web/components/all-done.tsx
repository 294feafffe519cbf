import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { addresses } from '../app/addresses.js';

/** Nothing is left in a run: what remains is to hand it over. */
export function AllDone({ run }: { readonly run: string }) {
  const { t } = useTranslation();
  return (
    <p>
      <CircleCheck aria-hidden size={20} /> {t('checklist.allDone')}{' '}
      <Link href={addresses.report(run)}>{t('checklist.toReport')}</Link>
      {' · '}
      <Link href={addresses.audit(run)}>{t('checklist.toAudit')}</Link>
    </p>
  );
}
