import { eventText } from '../core/audit-words.js';
import { RequestError } from '../core/errors.js';
import type { Umstieg } from '../engine/umstieg.js';
import type { AskedRequest } from './route.js';

/** At most as many entries are told; whoever missed more looks at the run anew. */
const TOLD = 50;

export function isConflict(error: unknown): error is RequestError {
  return error instanceof RequestError && error.code === 'run.conflict';
}

/** What happened to the run since the revision the caller saw. */
export async function changesSince(umstieg: Umstieg, request: AskedRequest) {
  const run = request.params['run'];
  const seen = Number(/\d+/.exec(request.get('if-match') ?? '')?.[0]);
  if (typeof run !== 'string' || Number.isNaN(seen)) return {};
  const { revision, head } = await umstieg.queries.run(run);
  const entries = await umstieg.listings.between(run, head.seq - 4 * TOLD, head.seq);
  const changes = entries
    .filter((entry) => entry.revision > seen && entry.kind !== 'refused')
    .slice(-TOLD)
    .map(({ seq, at, event, step }) => ({
      ...{ seq, at, event, step },
      what: eventText(event, step, (name) => umstieg.core.registry.eventTitle(name)),
    }));
  return { revision, changes };
}
