import { queryOptions } from '@tanstack/react-query';
import { runKey } from '../../api/queries.js';
import { get } from '../../api/request.js';
import type { RunMap } from './shapes.js';

export const mapQuery = (run: string) =>
  queryOptions({
    queryKey: runKey(run, 'map'),
    queryFn: ({ signal }) => get<RunMap>(`/api/runs/${encodeURIComponent(run)}/map`, signal),
  });
