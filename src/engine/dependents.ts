import { isRunning } from '../core/task-status.js';
import { isTakenOver, statusOf } from './run-state.js';
import { approvalStands } from './staleness.js';
import type { StepRegistry } from './step-registry.js';
import type { LoadedRun } from './turn-builder.js';
import type { Dependent } from './views.js';

/**
 * What rests on the result of a step, directly or through others, in shown order: accepted results, which become outdated once
 * that result is another, and claims and approvals in hand, which are given up then.
 */
export function dependentsOf(registry: StepRegistry, run: LoadedRun, step: string): Dependent[] {
  const { state, definition } = run;
  const resting = new Set([step]);
  // A set that grows while it is walked: what rests on a dependent follows it.
  for (const ground of resting)
    for (const other of definition.steps)
      if (registry.traitsOf(other)?.reads.includes(ground) && hasSomething(run, other))
        resting.add(other);
  resting.delete(step);
  return definition.steps
    .filter((id) => resting.has(id))
    .map((id) => ({
      id,
      title: registry.find(id)?.spec.title ?? { de: id, en: id },
      status: statusOf(state, id),
      mayStay: !definition.sticky.has(id) && !isTakenOver(state, id),
    }));
}

function hasSomething({ state }: LoadedRun, step: string): boolean {
  const status = statusOf(state, step);
  const accepted = status === 'done' || status === 'outdated' || status === 'waiting-approval';
  return accepted || isRunning(status) || approvalStands(state, step);
}
