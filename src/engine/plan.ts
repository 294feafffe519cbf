import type { Text } from '../core/text.js';
import type { RunStatus } from '../core/parts.js';
import { isSettled, type TaskStatus } from '../core/task-status.js';
import type { RunState } from './run-state.js';

/** When a part is to begin and to end; ISO 8601, UTC. */
export interface PlannedTime {
  readonly from: string | null;
  readonly until: string | null;
}

/** What was planned, and the next moment of it that must not pass without the thing itself. */
export interface Planned {
  readonly planned?: PlannedTime;
  /** Late as soon as this lies behind the run's clock. Absent where nothing planned is still to come. */
  readonly due?: string;
}

/** A step with a date of its own, for example the cut-over. */
export interface Milestone {
  readonly step: string;
  readonly title: Text;
  readonly planned: string | null;
  readonly due?: string;
}

const OVER: ReadonlySet<string> = new Set(['done', 'notApplicable']);
const TO_COME: ReadonlySet<string> = new Set(['', 'locked', 'ready']);

/** @param region where the root stands with the part */
export function plannedPart(
  { plan }: RunState,
  part: string,
  region: string,
  run: RunStatus,
): Planned {
  const planned = plan?.parts[part];
  if (!planned) return {};
  const open = isOver(run) || OVER.has(region) ? [] : [planned.until];
  const moments = TO_COME.has(region) && open.length > 0 ? [planned.from, ...open] : open;
  const [due] = moments.filter((at) => at !== null).sort();
  return { planned, ...(due === undefined ? {} : { due }) };
}

/** @param now status of the step */
export function milestoneOf(
  { plan }: RunState,
  { id, title, status }: { readonly id: string; readonly title: Text; readonly status: TaskStatus },
  run: RunStatus,
): Milestone {
  const planned = plan?.steps[id] ?? null;
  const open = planned !== null && !isOver(run) && !isSettled(status);
  return { step: id, title, planned, ...(open ? { due: planned } : {}) };
}

function isOver(run: RunStatus): boolean {
  return run === 'completed' || run === 'canceled';
}
