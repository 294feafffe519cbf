import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as schemas from '../../http/schemas/operations.js';
import type { newOperation } from '../../http/schemas/requests.js';
import { isSignedOut } from './api-error.js';
import { newKey } from './commands.js';
import { runKey } from './queries.js';
import { get, request } from './request.js';

export type Operation = z.output<typeof schemas.operation>;
type Wanted = z.output<typeof newOperation>;

const LOOK_AGAIN_MS = 400;

export const operationsPath = (run: string, ...more: readonly string[]) =>
  ['/api/runs', encodeURIComponent(run), 'operations', ...more].join('/');

export const isGoing = ({ status }: Operation): boolean =>
  status === 'queued' || status === 'running';

/** Long work of a run, the newest first; asked again and again as long as some of it is going on. */
export const operationsQuery = (run: string) =>
  queryOptions({
    queryKey: runKey(run, 'operations'),
    queryFn: async ({ signal }) =>
      (await get<{ items: readonly Operation[] }>(operationsPath(run), signal)).items,
    throwOnError: (error: Error) => isSignedOut(error),
    refetchInterval: ({ state }) => (state.data?.some(isGoing) ? LOOK_AGAIN_MS : false),
  });

/** Long work of one kind: the last one asked for, also by others, and how to ask or end it. The page may be left meanwhile. */
export function useOperation(run: string, kind: Wanted['kind']) {
  const queries = useQueryClient();
  const { data, error } = useQuery(operationsQuery(run));
  const again = () => queries.invalidateQueries({ queryKey: runKey(run, 'operations') });
  const begin = useMutation({
    mutationFn: () =>
      request<Operation>(operationsPath(run), { method: 'POST', body: { kind }, key: newKey() }),
    onSettled: again,
  });
  const end = useMutation({
    mutationFn: (id: string) => request(operationsPath(run, id), { method: 'DELETE' }),
    onSettled: again,
  });
  return {
    last: data?.find((one) => one.kind === kind),
    begin: () => begin.mutate(),
    end: (id: string) => end.mutate(id),
    error: begin.error ?? end.error ?? error,
  };
}
