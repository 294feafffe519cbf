import { isSettled } from '../core/task-status.js';
import { statusOf } from './run-state.js';
import type { StepRegistry } from './step-registry.js';
import type { LoadedRun } from './turn-builder.js';
import type { TaskView } from './views.js';

/**
 * An act that a second person approved: until it is proved, what is to be done now. Both the approved step and the one that
 * proves the act say it.
 */
export function approvedAct(
  registry: StepRegistry,
  { state }: LoadedRun,
  step: string,
): Pick<TaskView, 'toDoNow'> {
  const [due] = registry.all().flatMap(({ spec: { id, onceApproved } }) => {
    const isAbout = id === step || onceApproved?.until === step;
    return onceApproved && isAbout && statusOf(state, id) === 'done' ? [onceApproved] : [];
  });
  const isDue = due !== undefined && !isSettled(statusOf(state, due.until));
  return isDue ? { toDoNow: due.now } : {};
}
