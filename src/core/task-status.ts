/** Status of one step, as every face shows it (contracts.md, table of commands). */
export const TASK_STATUSES = [
  'locked',
  'ready',
  'in-progress',
  'verifying',
  'waiting-approval',
  'done',
  'rejected',
  'waived',
  'outdated',
  'failed',
  'not-applicable',
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** What became of one try to carry out or to verify a step. */
export type AttemptStatus = 'started' | 'succeeded' | 'failed' | 'interrupted' | 'canceled';

/** A settled step satisfies every guard that names it. */
export function isSettled(status: TaskStatus | undefined): boolean {
  return status === 'done' || status === 'waived' || status === 'not-applicable';
}

/** Statuses from which a person may hand in a result. */
export function isOpen(status: TaskStatus | undefined): boolean {
  return status === 'ready' || status === 'rejected' || status === 'failed';
}

/** An attempt is going on. */
export function isRunning(status: TaskStatus | undefined): boolean {
  return status === 'in-progress' || status === 'verifying';
}
