import { Rows3 } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { comparisonsQuery } from '../../api/queries.js';
import { addresses } from '../../app/addresses.js';
import { countIn, GROUP_NAMES, GROUPS } from '../matching/narrowing.js';
import { useCount } from '../matching/numbers.js';
import type { Step } from './shapes.js';

/** What the comparison of this step came to, outcome by outcome; each number opens its rows. Nothing where none was made. */
export function Compared({ page: { run, id } }: { readonly page: Step }) {
  const { t } = useTranslation();
  const number = useCount();
  const { data = [] } = useQuery({ ...comparisonsQuery(run), throwOnError: false });
  const made = data.find(({ step }) => step === id);
  if (!made) return null;
  const { totals } = made;
  const all = `${addresses.matching(run)}?step=${encodeURIComponent(id)}`;
  const groups = GROUP_NAMES.filter((group) => countIn(group, totals) > 0);
  return (
    <section className="compared" aria-labelledby="compared">
      <h3 id="compared">
        {t('step.compared', { shown: number(totals.source), count: totals.source })}
      </h3>
      <ul>
        {groups.map((group) => (
          <li key={group}>
            <Link href={`${all}&outcome=${GROUPS[group].join(',')}`}>
              {number(countIn(group, totals))} {t(`matching.groups.${group}`)}
            </Link>
          </li>
        ))}
      </ul>
      <Link className="button" href={all}>
        <Rows3 aria-hidden size={16} /> {t('step.toMatching')}
      </Link>
    </section>
  );
}
