import { useTranslation } from 'react-i18next';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { OUTCOME_WORDS } from '../../../connect/match-words.js';
import { useSay } from '../../app/language.js';
import {
  countIn,
  GROUP_NAMES,
  GROUPS,
  type Group,
  type Narrow,
  type Narrowing,
} from './narrowing.js';
import { useCount } from './numbers.js';
import type { Matching, Outcome } from './shapes.js';

interface Props {
  readonly totals: Matching['totals'];
  readonly narrowing: Narrowing;
  readonly narrow: Narrow;
}

/** The sum that closes: every row of the source is counted in exactly one number, and each number opens its rows. */
export function TotalsBar({ totals, narrowing, narrow }: Props) {
  const { t } = useTranslation();
  const number = useCount();
  const { outcomes, free } = narrowing;
  const group = GROUP_NAMES.find((name) => outcomes.some((one) => isIn(name, one)));
  const chosen = free ? 'free' : (group ?? 'all');
  const choose = (key: string) => {
    if (key === 'all' || key === 'free') narrow({ outcomes: [], free: key === 'free' });
    else narrow({ outcomes: GROUPS[key as Group], free: false });
  };
  return (
    <div className="totals">
      <ToggleButtonGroup
        className="totals-sum"
        aria-label={t('matching.totals')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[chosen]}
        onSelectionChange={(keys) => [...keys].forEach((key) => choose(String(key)))}
      >
        {GROUP_NAMES.map((name, at) => (
          <Total
            key={name}
            id={name}
            sign={at === 0 ? '' : '+'}
            words={t(`matching.groups.${name}`)}
            count={number(countIn(name, totals))}
          />
        ))}
        <Total id="all" sign="=" words={t('matching.all')} count={number(totals.source)} />
        <Total
          id="free"
          sign=""
          words={t('matching.free')}
          count={number(totals.targetWithoutSource)}
        />
      </ToggleButtonGroup>
      {group && GROUPS[group].length > 1 && (
        <Kinds group={group} totals={totals} narrowing={narrowing} narrow={narrow} />
      )}
    </div>
  );
}

interface TotalProps {
  readonly id: string;
  readonly sign: string;
  readonly words: string;
  readonly count: string;
}

function Total({ id, sign, words, count }: TotalProps) {
  return (
    <ToggleButton id={id} className="total" data-sign={sign || undefined}>
      <span className="total-count">{count}</span> <span className="total-words">{words}</span>
    </ToggleButton>
  );
}

/** What exactly is near, or double. */
function Kinds({ group, totals, narrowing, narrow }: Props & { readonly group: Group }) {
  const { t } = useTranslation();
  const say = useSay();
  const number = useCount();
  const kinds: readonly Outcome[] = GROUPS[group];
  const some = kinds.filter((kind) => (totals.outcomes[kind] ?? 0) > 0);
  const chosen = narrowing.outcomes.length === kinds.length ? [] : narrowing.outcomes;
  return (
    <ToggleButtonGroup
      className="kinds"
      aria-label={t('matching.kinds')}
      selectionMode="multiple"
      selectedKeys={chosen}
      onSelectionChange={(keys) =>
        narrow({ outcomes: keys.size === 0 ? kinds : kinds.filter((kind) => keys.has(kind)) })
      }
    >
      {some.map((kind) => (
        <ToggleButton key={kind} id={kind} className="kind">
          {say(OUTCOME_WORDS[kind])}{' '}
          <span className="quiet">{number(totals.outcomes[kind] ?? 0)}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

const isIn = (group: Group, outcome: Outcome): boolean =>
  (GROUPS[group] as readonly Outcome[]).includes(outcome);
