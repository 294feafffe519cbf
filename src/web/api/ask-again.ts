import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Asks again everything whose key begins like this. What is being asked for the first time may have been answered before the
 * thing happened, and the library asks a first time only once: that is asked again as soon as it is there.
 */
export async function askAgain(queries: QueryClient, queryKey: QueryKey): Promise<void> {
  const asked = queries.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' });
  const first = asked.filter(({ state }) => state.data === undefined);
  const again = queries.invalidateQueries({ queryKey });
  await Promise.allSettled(first.flatMap(({ promise }) => promise ?? []));
  await queries.invalidateQueries({ predicate: (query) => first.includes(query) });
  await again;
}
