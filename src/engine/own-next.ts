import { personKey } from '../connect/person-key.js';
import type { NextAction } from './who-acts.js';

/** Somebody who looks at a run, and what their role lets them do with it. */
export interface Looker {
  readonly name: string;
  /** Hand steps in. */
  readonly mayDo: boolean;
  /** Approve and reject. */
  readonly mayDecide: boolean;
}

/**
 * The one thing this person can do next: first the decision others wait for, then what is open, then where they could stand in
 * for somebody, then what is outdated, then what has to wait for an agreed day. Undefined when it is the turn of others only.
 * @param waits the steps of a run that wait for somebody, in shown order
 */
export function ownNext(waits: readonly NextAction[], looker: Looker): NextAction | undefined {
  const looks = { ...looker, key: personKey(looker.name) };
  let [found, best]: [NextAction | undefined, number] = [undefined, Number.POSITIVE_INFINITY];
  for (const one of waits) {
    const rank = rankOf(one, looks);
    if (rank < best) [found, best] = [one, rank];
  }
  return found;
}

type Looks = Looker & { readonly key: string };

function rankOf({ act, acts, notBefore }: NextAction, { key, mayDo, mayDecide }: Looks): number {
  const isAmong = (names: readonly string[]) => names.some((one) => personKey(one) === key);
  if (acts.who === 'umstieg') return Number.POSITIVE_INFINITY;
  if (acts.who === 'second-person') {
    if (!mayDecide || isAmong(acts.besides)) return Number.POSITIVE_INFINITY;
    return acts.named.length === 0 || isAmong(acts.named) ? 0 : 2;
  }
  if (!mayDo || (acts.who === 'person' && !isAmong(acts.named))) return Number.POSITIVE_INFINITY;
  if (notBefore !== undefined) return 4;
  return act === 'renew' ? 3 : 1;
}
