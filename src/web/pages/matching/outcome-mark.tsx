import {
  CircleCheck,
  CircleDashed,
  CircleEqual,
  CircleSlash,
  CopyX,
  type LucideIcon,
} from 'lucide-react';
import { OUTCOME_WORDS } from '../../../connect/match-words.js';
import { useSay } from '../../app/language.js';
import { GROUP_NAMES, GROUPS, type Group } from './narrowing.js';
import type { Outcome } from './shapes.js';

const LOOKS: Readonly<Record<Group, { readonly icon: LucideIcon; readonly tone: string }>> = {
  exact: { icon: CircleCheck, tone: 'done' },
  near: { icon: CircleEqual, tone: 'outdated' },
  none: { icon: CircleSlash, tone: 'problem' },
  duplicate: { icon: CopyX, tone: 'problem' },
  empty: { icon: CircleDashed, tone: 'problem' },
};

/** What came of an address as word, shape and color. */
export function OutcomeMark({ outcome }: { readonly outcome: Outcome }) {
  const say = useSay();
  const group = GROUP_NAMES.find((name) => (GROUPS[name] as readonly Outcome[]).includes(outcome));
  const { icon: Icon, tone } = LOOKS[group ?? 'none'];
  return (
    <span className="status" data-tone={tone}>
      <Icon aria-hidden size={16} />
      <span>{say(OUTCOME_WORDS[outcome])}</span>
    </span>
  );
}
