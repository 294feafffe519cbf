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
