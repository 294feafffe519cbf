import type { Problem } from './shapes.js';

/** A refusal of the server, with everything its problem document says. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(readonly problem: Problem) {
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

export const isSignedOut = (error: unknown): boolean =>
  error instanceof ApiError && error.status === 401;
