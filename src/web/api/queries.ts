import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query';
import { ApiError } from './api-error.js';
import { get } from './request.js';
import type { Checklist, Comparison, Overview, OwnActions, PracticeFiles } from './shapes.js';

const part = encodeURIComponent;

/** Everything that is asked about runs begins with this key. */
export const RUN = 'run';
/** Everything that is asked about one run begins with this key: events of the run ask it again. */
export const runKey = (run: string, ...more: readonly string[]) => [RUN, run, ...more] as const;
/** Everything over several runs begins with this key. */
export const OVERVIEW = 'overview';

/** Asks again only what may pass: a refusal stays one. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, error) => !(error instanceof ApiError) && count < 2,
      staleTime: 10_000,
    },
    // what waited for a line would be done although it was canceled meanwhile; `outbox` is for what is to wait
    mutations: { networkMode: 'always' },
  },
});

export const runQuery = (run: string) =>
  queryOptions({
    queryKey: runKey(run, 'checklist'),
    queryFn: ({ signal }) => get<Checklist>(`/api/runs/${part(run)}`, signal),
  });

/** What the person may do with the run, and the one thing they can do next. */
export const ownQuery = (run: string) =>
  queryOptions({
    queryKey: runKey(run, 'actions'),
    queryFn: ({ signal }) => get<OwnActions>(`/api/runs/${part(run)}/actions`, signal),
  });

/** What the person may do with the run. */
export const actionsQuery = (run: string) =>
  queryOptions({ ...ownQuery(run), select: ({ actions }): readonly string[] => actions });

/** Where the files of a practice customer lie, and what to enter for a step; null where nothing is known. */
export const practiceQuery = (run: string, step?: string) =>
  queryOptions({
    queryKey: runKey(run, 'practice', step ?? ''),
    queryFn: async ({ signal }) => {
      const search = step === undefined ? '' : `?step=${part(step)}`;
      const path = `/api/runs/${part(run)}/practice${search}`;
      return (await get<{ practice: PracticeFiles | null }>(path, signal)).practice;
    },
    staleTime: Infinity,
  });

/** Comparisons by e-mail address that steps of a run made; none before the first. */
export const comparisonsQuery = (run: string) =>
  queryOptions({
    queryKey: runKey(run, 'comparisons'),
    queryFn: async ({ signal }) => {
      const path = `/api/runs/${part(run)}/matching/comparisons`;
      return (await get<{ items: readonly Comparison[] }>(path, signal)).items;
    },
  });

/** What the dashboard is narrowed to; an empty string means everything. */
export interface OverviewSearch {
  readonly q: string;
  readonly alarm: '' | 'any';
}

const PAGE = '50';

/** The runs that moved last come first, page after page. */
export const overviewQuery = ({ q, alarm }: OverviewSearch) =>
  infiniteQueryOptions({
    queryKey: [OVERVIEW, q, alarm],
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams({ limit: PAGE });
      if (q !== '') search.set('q', q);
      if (alarm !== '') search.set('alarm', alarm);
      if (pageParam !== '') search.set('after', pageParam);
      return get<Overview>(`/api/overview?${search.toString()}`, signal);
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
