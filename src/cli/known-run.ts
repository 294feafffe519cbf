import { RequestError } from '../core/errors.js';
import type { Session } from './ports.js';

/** A refusal that belongs to no run is recorded like any other. */
export async function knownRun(
  session: Session,
  runId: string,
  as: string | undefined,
): Promise<void> {
  try {
    await session.umstieg.queries.run(runId);
  } catch (error) {
    if (error instanceof RequestError && error.code === 'run.not-found')
      await session.umstieg.recordRefusal(error, session.who(as));
    throw error;
  }
}
