import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { commandAnswer } from '../../http/schemas/views.js';
import { ApiError } from './api-error.js';
import { askAgain } from './ask-again.js';
import { runKey } from './queries.js';
import { request } from './request.js';

export type Accepted = z.output<typeof commandAnswer>;

/** A command on a run. `key` stays the same as long as it is the same wish: sent twice, it acts once. */
export interface RunCommand {
  /** Below `/api/runs/RUN/`, for example `steps/STEP/claims`. */
  readonly path: string;
  readonly body: unknown;
  readonly key: string;
  /** The revision the person saw; `*` where it does not matter what else happened. */
  readonly revision: number | '*';
  /** Who sends it; nobody else's session does. */
  readonly account?: string;
}

export const newKey = (): string => crypto.randomUUID();

/**
 * Sends a command. What happened meanwhile elsewhere in the run does not make old what the person saw of this step: then
 * the command goes again, under the newer revision.
 * @param command its path from the root
 * @throws ApiError the refusal; run.conflict only where something concerns the step. NoAnswer
 */
export async function sendCommand(command: RunCommand): Promise<Accepted> {
  const { path, revision, ...wish } = command;
  try {
    return (await request<Accepted>(path, { method: 'POST', ...wish, revision })).body;
  } catch (error) {
    const newer = error instanceof ApiError ? error.problem.revision : undefined;
    if (revision === '*' || newer === undefined || newer <= revision || concerns(error))
      throw error;
    return sendCommand({ ...command, revision: newer });
  }
}

/** After a conflict the person has read what happened up to the revision that the refusal names. */
export const revisionRead = (seen: number, error: unknown): number =>
  Math.max(seen, (error instanceof ApiError ? error.problem.revision : undefined) ?? 0);

const concerns = (error: unknown): boolean =>
  !(error instanceof ApiError) || error.problem.concerns !== false;

/** Sends commands on a run; whatever the answer, what is shown of the run is asked again. */
export function useRunCommand(run: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (command: RunCommand) =>
      sendCommand({ ...command, path: `/api/runs/${encodeURIComponent(run)}/${command.path}` }),
    onSettled: () => askAgain(queries, runKey(run)),
  });
}
