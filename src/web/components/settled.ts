import { useState } from 'react';
import { useQueries, type UseQueryOptions } from '@tanstack/react-query';

type Asked = Pick<UseQueryOptions, 'queryKey'>;

/**
 * Whether all of this was answered once, with what was asked for or with why not: parts that come one after the other push
 * what stands below them. It stays true while something is asked again.
 */
export function useSettled(queries: readonly Asked[]): boolean {
  const answers = useQueries({ queries: queries.map((one) => ({ ...one, throwOnError: false })) });
  const [isSettled, settle] = useState(false);
  if (!isSettled && answers.every(({ isPending }) => !isPending)) settle(true);
  return isSettled;
}
