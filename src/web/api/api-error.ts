import type { Problem } from './shapes.js';

/** A refusal of the server, with everything its problem document says. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  /** @param retryMs how long the server wants to be left alone, where it says so */
  constructor(
    readonly problem: Problem,
    readonly retryMs?: number,
  ) {
    super(problem.detail);
  }

  get status(): number {
    return this.problem.status;
  }
}

/** No answer came: the line is down, or the server is. Nothing is known of what became of the request. */
export class NoAnswer extends Error {
  override readonly name: string = 'NoAnswer';

  constructor(cause: unknown) {
    super('no answer', { cause });
  }
}

/** Nothing was sent: by now this browser has the session of somebody else. */
export class OtherPerson extends NoAnswer {
  override readonly name = 'OtherPerson';
}

/** Why something is not answered for the time being: no line, a server that fails, too many requests, nobody signed in, no right. */
export type Hindrance = 'lost' | 'failing' | 'busy' | 'signed-out' | 'denied';

export function hindranceIn(error: unknown): Hindrance {
  if (error instanceof OtherPerson) return 'signed-out';
  if (!(error instanceof ApiError)) return 'lost';
  const { status } = error;
  if (status === 401) return 'signed-out';
  if (status === 429) return 'busy';
  return status >= 500 ? 'failing' : 'denied';
}

export const isSignedOut = (error: unknown): boolean =>
  error instanceof ApiError && error.status === 401;
