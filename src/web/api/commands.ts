import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { commandAnswer } from '../../http/schemas/views.js';
import { runKey } from './queries.js';
import { request } from './request.js';

export type Accepted = z.output<typeof commandAnswer>;

/** A command on a run. `key` stays the same as long as it is the same wish: sent twice, it acts once. */
export interface RunCommand {
  /** Below `/api/runs/RUN/`, for example `steps/R-101/claims`. */
  readonly path: string;
  readonly body: unknown;
  readonly key: string;
  /** The revision the person saw. */
  readonly revision: number;
}

export const newKey = (): string => crypto.randomUUID();

/** Sends commands on a run; whatever the answer, what is shown of the run is asked again. */
export function useRunCommand(run: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body, key, revision }: RunCommand) =>
      request<Accepted>(`/api/runs/${encodeURIComponent(run)}/${path}`, {
        ...{ method: 'POST', body, key, revision },
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: runKey(run) }),
  });
}
