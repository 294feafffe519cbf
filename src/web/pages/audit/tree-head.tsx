import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Copyable } from '../../components/copyable.js';
import { treeHeadQuery } from './query.js';

/** What somebody keeps elsewhere today to see tomorrow whether a run was deleted or cut. */
export function TreeHead({ run }: { readonly run: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(treeHeadQuery(run));
  if (!data) return null;
  return (
    <>
      <h3>{t('audit.treeHead')}</h3>
      <p>{t('audit.treeHeadSays', { size: data.size })}</p>
      <p className="row">
        <Copyable text={data.text} short={data.root.slice(0, 24)} name={t('audit.treeHead')} />
      </p>
    </>
  );
}
