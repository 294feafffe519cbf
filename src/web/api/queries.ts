import { QueryClient, queryOptions } from '@tanstack/react-query';
import { ApiError } from './api-error.js';
import { get } from './request.js';
import type { Checklist, Overview } from './shapes.js';

const part = encodeURIComponent;

/** Everything that is asked about one run begins with this key: events of the run ask it again. */
export const runKey = (run: string, ...more: readonly string[]) => ['run', run, ...more] as const;
/** Everything over several runs begins with this key. */
export const OVERVIEW = 'overview';

/** Asks again only what may pass: a refusal stays one. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, error) => !(error instanceof ApiError) && count < 2,
      staleTime: 10_000,
    },
  },
});

export const runQuery = (run: string) =>
  queryOptions({
    queryKey: runKey(run, 'checklist'),
    queryFn: ({ signal }) => get<Checklist>(`/api/runs/${part(run)}`, signal),
  });

/** What the person may do with the run. */
export const actionsQuery = (run: string) =>
  queryOptions({
    queryKey: runKey(run, 'actions'),
    queryFn: async ({ signal }) => {
      const path = `/api/runs/${part(run)}/actions`;
      return (await get<{ actions: readonly string[] }>(path, signal)).actions;
    },
  });

/** What the dashboard is narrowed to; an empty string means everything. */
export interface OverviewSearch {
  readonly q: string;
  readonly alarm: string;
  readonly sort: 'activity' | 'customer';
}

export const overviewQuery = ({ q, alarm, sort }: OverviewSearch) =>
  queryOptions({
    queryKey: [OVERVIEW, q, alarm, sort],
    queryFn: ({ signal }) => {
      const search = new URLSearchParams({ limit: '200', sort });
      if (q !== '') search.set('q', q);
      if (alarm !== '') search.set('alarm', alarm);
      return get<Overview>(`/api/overview?${search.toString()}`, signal);
    },
  });
