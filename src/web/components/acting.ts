import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../api/session.js';
import type { Acting } from '../api/shapes.js';
import { samePerson } from './same-person.js';

/** Who must act, in words; whoever reads it is "you", also where anybody could and it is their turn (`own`). */
export function useActing(): (acts: Acting, own?: boolean) => string {
  const { t } = useTranslation();
  const { data: session } = useQuery({ ...sessionQuery, throwOnError: false });
  const named = (names: readonly string[]) =>
    names.map((name) => (name === session?.name ? t('acting.you') : name)).join(', ');
  return ({ who, named: names, besides }, own = false) => {
    if (who === 'umstieg') return t('acting.umstieg');
    if (who !== 'second-person' && names.length > 0) return named(names);
    if (own) return t('acting.you');
    if (who !== 'second-person') return t('acting.anyone');
    const may = names.filter((name) => !besides.some((one) => samePerson(one, name)));
    return may.length > 0 ? t('acting.secondNamed', { who: named(may) }) : t('acting.second');
  };
}
