import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { runKey } from '../../api/queries.js';
import { get } from '../../api/request.js';
import type { FreeRow, Matching, MatchRow } from './shapes.js';

const path = (run: string) => `/api/runs/${encodeURIComponent(run)}/matching`;

/** Totals, findings and decisions of a comparison, without its rows. @param step undefined: of the last one */
export const matchingQuery = (run: string, step: string | undefined) =>
  queryOptions({
    queryKey: runKey(run, 'matching', step ?? ''),
    queryFn: ({ signal }) => {
      const search = new URLSearchParams({ limit: '1', ...(step === undefined ? {} : { step }) });
      return get<Matching>(`${path(run)}?${search.toString()}`, signal);
    },
  });

/** Rows of one window. */
export const WINDOW = 200;

export interface Window<R> {
  /** Rows of the whole list. */
  readonly matching: number;
  readonly rows: readonly R[];
}

/** A comparison as it stands: known by its content, so what was read of it stays true. */
export interface ListPlace {
  readonly run: string;
  readonly step: string;
  readonly digest: string;
  /** What `asked` gives. */
  readonly list: string;
}

export type Row = MatchRow | FreeRow;

/** The `at`-th window of a list; the rows before it are not read. */
export const windowQuery = <R extends Row>({ run, step, digest, list }: ListPlace, at: number) =>
  queryOptions({
    queryKey: ['matching-window', digest, step, list, at],
    queryFn: ({ signal, client }) => {
      const search = new URLSearchParams({
        ...{ step, offset: String(at * WINDOW), limit: String(WINDOW) },
      });
      return get<Window<R> & { readonly digest?: string }>(
        `${path(run)}${list}&${search.toString()}`,
        signal,
      ).then((answer) => {
        askAnew(client, run, digest, answer.digest);
        return answer;
      });
    },
    staleTime: Infinity,
    gcTime: 60_000,
  });

/** Somebody compared anew meanwhile: totals and rows are asked again together. */
function askAnew(client: QueryClient, run: string, digest: string, now: string | undefined) {
  if (now !== undefined && now !== digest)
    void client.invalidateQueries({ queryKey: runKey(run, 'matching') });
}

/** Where the sheet with everything that does not match lies. */
export function sheetAddress(
  run: string,
  step: string,
  side: 'source' | 'target',
  lang: string,
): string {
  return `${path(run)}/repair.csv?${new URLSearchParams({ step, side, lang }).toString()}`;
}
