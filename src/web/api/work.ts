import { queryOptions } from '@tanstack/react-query';
import { get } from './request.js';

const AGAIN_MS = 3_000;

/** Whether the server works or only looks; asked again while it only looks, since anybody may let it begin. */
export const workQuery = queryOptions({
  queryKey: ['work'],
  queryFn: ({ signal }) => get<{ readonly paused: boolean }>('/api/work', signal),
  throwOnError: false,
  refetchInterval: ({ state }) => (state.data?.paused === true ? AGAIN_MS : false),
});
