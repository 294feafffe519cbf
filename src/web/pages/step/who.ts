import { samePerson } from '../../components/same-person.js';
import type { Step } from './shapes.js';

/** Who looks at the page, and what that person may do with the run. */
export interface Me {
  readonly account: string;
  readonly name: string;
  readonly actions: readonly string[];
}

/** `involved`: did it or asked for it, so somebody else decides. */
export function mayDecide(page: Step, me: Me): 'yes' | 'involved' | 'no-right' {
  if (!me.actions.includes('run.approve')) return 'no-right';
  return isInvolved(page, me) ? 'involved' : 'yes';
}

/** A second person answers for what was handed in, or for the act; else for a request about the step. */
export function isOnResult({ waitingFor }: Step): boolean {
  return waitingFor === undefined || waitingFor.kind === 'result' || waitingFor.kind === 'act';
}

/** What waits is this person's own; before an act nothing was handed in. */
export function mayWithdraw(page: Step, me: Me): boolean {
  const { status, waitingFor } = page;
  if (status !== 'waiting-approval' || waitingFor?.kind === 'act') return false;
  return me.actions.includes('run.withdraw') && isInvolved(page, me);
}

function isInvolved({ acts }: Step, { name }: Me): boolean {
  return (acts?.besides ?? []).some((one) => samePerson(one, name));
}
