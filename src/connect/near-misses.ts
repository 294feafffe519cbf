import { f1, f2, f3, splitAddress } from './fold.js';
import type { MatchOutcome } from './match-words.js';
import type { UserList } from './user-list.js';

/** A rule that explains why a row did not match: rows of both sides with the same key are near each other. */
export interface NearRule {
  readonly outcome: MatchOutcome;
  /** Undefined when the rule does not apply to the row. */
  source(list: UserList, index: number): string | undefined;
  target(list: UserList, index: number): readonly string[];
}

/** Contracts.md: tried in this order after exact, blank and case. */
export const NEAR_RULES: readonly NearRule[] = [
  {
    outcome: 'unicode',
    source: (list, i) => f3(list.value(i, 'email')),
    target: (list, t) => [f3(list.value(t, 'email'))],
  },
  {
    outcome: 'alias',
    source: (list, i) => f2(list.value(i, 'email')),
    target: (list, t) => list.aliases(t).map(aliasAddress).filter(isFilled),
  },
  {
    outcome: 'other-domain',
    source: (list, i) => localPart(list.value(i, 'email')),
    target: (list, t) => [localPart(list.value(t, 'email'))].filter(isFilled),
  },
  {
    outcome: 'name-only',
    source: fullName,
    target: (list, t) => [fullName(list, t)].filter(isFilled),
  },
];

/** F2 form of an alias without a leading `smtp:` in any letter case; other prefixes stay. */
export function aliasAddress(alias: string): string {
  const folded = f2(alias);
  return folded.startsWith('smtp:') ? f1(folded.slice(5)) : folded;
}

function localPart(email: string): string | undefined {
  const { local, domain } = splitAddress(f2(email));
  return domain === undefined ? undefined : local;
}

/** The length keeps `a|bc` and `ab|c` apart, whatever characters names contain. */
function fullName(list: UserList, index: number): string | undefined {
  const firstname = f2(list.value(index, 'firstname'));
  const name = f2(list.value(index, 'name'));
  return firstname === '' || name === '' ? undefined : `${firstname.length}:${firstname}${name}`;
}

function isFilled(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
