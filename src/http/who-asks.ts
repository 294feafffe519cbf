import type { IncomingMessage } from 'node:http';
import type { Who } from '../engine/who.js';

/** What a route asks of whoever calls it. `anyone` is for what says nothing of any customer. */
export const RIGHTS = ['anyone', 'read', 'act', 'decide', 'administer'] as const;
export type Right = (typeof RIGHTS)[number];

/** What a request is about, as far as its address says. */
export interface About {
  readonly project?: string | undefined;
  readonly run?: string | undefined;
}

/** Somebody who was let in. */
export interface Asker {
  readonly who: Who;
  /** `hidden`: whoever asks must not learn that it exists, so the answer is 404. */
  may(right: Right, about: About): Promise<'yes' | 'no' | 'hidden'>;
  /** Whether a project may stand in a list of theirs. */
  sees(project: string): boolean;
}

/** The one place that knows people: the guard asks it before every route. */
export interface WhoAsks {
  /** Undefined when nobody is signed in. */
  ask(request: IncomingMessage): Promise<Asker | undefined>;
}

/** Under this token the guard is given its {@link WhoAsks}. */
export const WHO_ASKS = Symbol('who asks');
