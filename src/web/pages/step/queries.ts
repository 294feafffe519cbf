import { queryOptions } from '@tanstack/react-query';
import { runKey } from '../../api/queries.js';
import { get } from '../../api/request.js';
import type { Claim, EvidenceRef, Step } from './shapes.js';

const part = encodeURIComponent;

const WORKING: readonly string[] = ['in-progress', 'verifying'];
export const isWorking = (status: string): boolean => WORKING.includes(status);

/** Address of one step below `/api`. */
export const stepPath = (run: string, step: string) => `/api/runs/${part(run)}/steps/${part(step)}`;

/** One step; asked again every second as long as its check is at work, for the progress. */
export const stepQuery = (run: string, step: string) =>
  queryOptions({
    queryKey: runKey(run, 'step', step),
    queryFn: ({ signal }) => get<Step>(stepPath(run, step), signal),
    refetchInterval: ({ state }) => (state.data && isWorking(state.data.status) ? 1_000 : false),
  });

/** What was handed in last; null before the first. */
export const claimQuery = (run: string, step: string) =>
  queryOptions({
    queryKey: runKey(run, 'claim', step),
    queryFn: async ({ signal }) => {
      const { claim } = await get<{ claim: Claim | null }>(`${stepPath(run, step)}/claim`, signal);
      return claim;
    },
  });

/** A file, and the step it was handed in for. */
export type Listed = EvidenceRef & { readonly step: string };

/** Files that were handed in for steps of the run. */
export const evidenceQuery = (run: string) =>
  queryOptions({
    queryKey: runKey(run, 'evidence'),
    queryFn: async ({ signal }) => {
      const path = `/api/runs/${part(run)}/evidence`;
      return (await get<{ items: readonly Listed[] }>(path, signal)).items;
    },
  });
