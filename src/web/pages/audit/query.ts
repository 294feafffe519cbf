import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { entryView, exactEntry } from '../../../http/schemas/views.js';
import type { treeHead } from '../../../http/schemas/run-pages.js';
import { runKey } from '../../api/queries.js';
import { get } from '../../api/request.js';

export type Entry = z.output<typeof entryView>;
type ExactEntry = z.output<typeof exactEntry>;
type TreeHead = z.output<typeof treeHead>;

interface EntryPage {
  readonly items: readonly Entry[];
  readonly next: string | null;
}

const PAGE = '100';
const path = (run: string) => `/api/runs/${encodeURIComponent(run)}/entries`;

/** @param filters parameters of the API (`kind`, `step`, `person`, `from`, `to`, `q`) */
export const entriesQuery = (run: string, filters: URLSearchParams) =>
  infiniteQueryOptions({
    queryKey: runKey(run, 'entries', filters.toString()),
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams(filters);
      search.set('order', 'newest');
      search.set('limit', PAGE);
      if (pageParam !== '') search.set('after', pageParam);
      return get<EntryPage>(`${path(run)}?${search.toString()}`, signal);
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });

/** An entry never changes. */
export const exactEntryQuery = (run: string, seq: number) =>
  queryOptions({
    queryKey: ['exact-entry', run, seq],
    queryFn: ({ signal }) => get<ExactEntry>(`${path(run)}/${seq}`, signal),
    staleTime: Infinity,
  });

/** Today's head of the tree over all runs: what somebody keeps elsewhere. */
export const treeHeadQuery = (run: string) =>
  queryOptions({
    queryKey: runKey(run, 'tree-head'),
    queryFn: ({ signal }) =>
      get<TreeHead>(`/api/runs/${encodeURIComponent(run)}/tree-head`, signal),
  });
