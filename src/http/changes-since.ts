import type { AuditEntry } from '../audit/entry.js';
import { eventText } from '../core/audit-words.js';
import { RequestError } from '../core/errors.js';
import type { Umstieg } from '../engine/umstieg.js';
import type { AskedRequest } from './route.js';

/** At most as many entries are told; whoever missed more looks at the run anew. */
const TOLD = 50;
/** The run is played by other machines since: every form may be another one. */
const FOR_ALL: readonly string[] = ['run.migrated', 'run.migration-undone'];

export function isConflict(error: unknown): error is RequestError {
  return error instanceof RequestError && error.code === 'run.conflict';
}

/**
 * What happened to the run since the revision the caller saw. `concerns`: what the caller saw of the step it asked about may
 * be old. When nothing concerns it, the same command can be sent again under the newer revision.
 */
export async function changesSince(umstieg: Umstieg, request: AskedRequest) {
  const run = request.params['run'];
  const seen = Number(/\d+/.exec(request.get('if-match') ?? '')?.[0]);
  if (typeof run !== 'string' || Number.isNaN(seen)) return {};
  const { revision, head } = await umstieg.queries.run(run);
  const entries = await umstieg.listings.between(run, head.seq - 4 * TOLD, head.seq);
  const newer = entries.filter((entry) => entry.revision > seen && entry.kind !== 'refused');
  const isAll = newer.length <= TOLD && (entries[0]?.revision ?? 0) <= seen;
  const concerns = concernsOf(umstieg, request.params['step']);
  const changes = newer.slice(-TOLD).map((entry) => ({
    ...{ seq: entry.seq, at: entry.at, event: entry.event, step: entry.step },
    what: eventText(entry.event, entry.step, (name) => umstieg.core.registry.eventTitle(name)),
    concerns: concerns(entry),
  }));
  return { revision, concerns: !isAll || changes.some((change) => change.concerns), changes };
}

/** Whether an entry is about a step, moved it, or moved a step whose result it reads. */
function concernsOf(umstieg: Umstieg, step: unknown): (entry: AuditEntry) => boolean {
  if (typeof step !== 'string') return () => true;
  const reads = umstieg.core.registry.find(step)?.spec.reads ?? [];
  const matters = new Set([step, ...reads]);
  return (entry) =>
    entry.step === step ||
    FOR_ALL.includes(entry.event) ||
    entry.moves.some(({ machine }) => matters.has(machine));
}
