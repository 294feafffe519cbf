import type { Acting } from '../../api/shapes.js';
import type { Step } from './shapes.js';

/** Who looks at the page, and what that person may do with the run. */
export interface Me {
  readonly account: string;
  readonly name: string;
  readonly actions: readonly string[];
}

/** One person under two spellings; the engine has the last word. */
export function samePerson(a: string, b: string): boolean {
  return folded(a) === folded(b);
}

function folded(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase();
}

/** `involved`: did it or asked for it, so somebody else decides. */
export function mayDecide({ acts }: Step, me: Me): 'yes' | 'involved' | 'no-right' {
  if (!me.actions.includes('run.approve')) return 'no-right';
  const involved = (acts?.besides ?? []).some((name) => samePerson(name, me.name));
  return involved ? 'involved' : 'yes';
}

/** Whether it is this person's turn: what is meant for somebody else or done by the program is not. */
export function mayAct(acts: Acting, { name, actions }: Pick<Me, 'name' | 'actions'>): boolean {
  const isAmong = (names: readonly string[]) => names.some((one) => samePerson(one, name));
  if (acts.who === 'umstieg') return false;
  if (acts.who === 'second-person')
    return actions.includes('run.approve') && !isAmong(acts.besides);
  return actions.includes('run.submit') && (acts.who === 'anyone' || isAmong(acts.named));
}
