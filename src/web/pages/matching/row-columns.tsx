import { useTranslation } from 'react-i18next';
import { OUTCOME_WORDS } from '../../../connect/match-words.js';
import { useSay } from '../../app/language.js';
import { chosenIn, type Decisions } from './decisions.js';
import { useCount } from './numbers.js';
import { OutcomeMark } from './outcome-mark.js';
import { Address, Pieces } from './pieces.js';
import type { Column } from './row-grid.js';
import type { FreeRow, MatchRow } from './shapes.js';

/** The columns of the rows of the source. */
export function useMatchColumns(decisions: Decisions | undefined): readonly Column<MatchRow>[] {
  const { t } = useTranslation();
  const say = useSay();
  const number = useCount();
  const columns: Column<MatchRow>[] = [
    { id: 'row', name: t('matching.row'), cell: ({ row }) => number(row) },
    {
      ...{ id: 'source', name: t('matching.source') },
      cell: ({ email, explained }) =>
        explained ? <Pieces pieces={explained.source} /> : <Address text={email} />,
    },
    {
      ...{ id: 'target', name: t('matching.target') },
      cell: ({ target, explained }) => {
        if (!target) return <span className="quiet">–</span>;
        return explained ? <Pieces pieces={explained.target} /> : <Address text={target.email} />;
      },
    },
    {
      ...{ id: 'outcome', name: t('matching.outcome') },
      cell: ({ outcome }) => <OutcomeMark outcome={outcome} />,
    },
    {
      ...{ id: 'import', name: t('matching.import') },
      cell: ({ import: imported }) => say(OUTCOME_WORDS[imported]),
    },
  ];
  if (!decisions || (!decisions.isOpen && decisions.all.length === 0)) return columns;
  const words = (row: MatchRow) => {
    const chosen = chosenIn(decisions.of(row));
    const option = decisions.decision.options.find(({ value }) => value === chosen);
    return option ? <strong>{say(option.text)}</strong> : <span className="quiet">–</span>;
  };
  return [...columns, { id: 'decision', name: t('matching.decision'), cell: words }];
}

/** The columns of users who are in the target only. */
export function useFreeColumns(): readonly Column<FreeRow>[] {
  const { t } = useTranslation();
  const number = useCount();
  return [
    { id: 'row', name: t('matching.row'), cell: ({ row }) => number(row) },
    {
      ...{ id: 'target', name: t('matching.target') },
      cell: ({ email }) => <Address text={email} />,
    },
  ];
}
