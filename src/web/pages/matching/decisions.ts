import { useMemo } from 'react';
import type { Filling } from '../step/filling.js';
import type { Column, Row as Answer, Step } from '../step/shapes.js';
import type { Decision, MatchRow } from './shapes.js';

/** What was decided for the rows of a comparison: the rows of one table in the form of a step. */
export interface Decisions {
  readonly decision: Decision;
  readonly page: Step;
  /** Somebody who may hand it in, while the step is open. */
  readonly isOpen: boolean;
  /** What is asked beside the decision, a reason for example. */
  readonly besides: readonly Column[];
  readonly all: readonly Answer[];
  of: (row: MatchRow) => Answer | undefined;
  /** Changes some cells of one row's decision; undefined takes it back. */
  set: (row: MatchRow, cells: Answer | undefined) => void;
  /** The same for every row that has no decision yet. */
  fill: (rows: readonly MatchRow[], cells: Answer) => void;
}

const OPEN: readonly string[] = ['ready', 'rejected', 'failed'];
const KEY = 'email';
const CHOICE = 'decision';

export function useDecisions(
  decision: Decision,
  page: Step,
  filling: Filling,
  mayHandIn: boolean,
): Decisions {
  const { field } = decision;
  const all = (filling.values[field] ?? NO_ROWS) as readonly Answer[];
  const known = useMemo(() => new Map(all.map((one) => [one[KEY], one])), [all]);
  const columns = page.fields.find(({ name }) => name === field)?.columns ?? [];
  const of = ({ email, target }: MatchRow) =>
    known.get(email) ?? (target ? known.get(target.email) : undefined);
  const put = (rows: readonly Answer[]) => filling.set(field, rows);
  return {
    ...{ decision, page, all, of },
    isOpen: mayHandIn && OPEN.includes(page.status),
    besides: columns.filter(({ name }) => name !== KEY && name !== CHOICE),
    set: (row, cells) => {
      const before = of(row);
      const others = all.filter((one) => one !== before);
      if (cells === undefined) put(others);
      else if (before) put(all.map((one) => (one === before ? { ...one, ...cells } : one)));
      else put([...all, { [KEY]: row.email, ...cells }]);
    },
    fill: (rows, cells) => {
      const open = rows.filter((row) => isDecidable(row) && of(row) === undefined);
      const emails = new Set(open.map(({ email }) => email));
      put([...all, ...Array.from(emails, (email) => ({ [KEY]: email, ...cells }))]);
    },
  };
}

const NO_ROWS: readonly Answer[] = [];

export const chosenIn = (answer: Answer | undefined): string | undefined => {
  const chosen = answer?.[CHOICE];
  return typeof chosen === 'string' ? chosen : undefined;
};

/** Without an address a row cannot be named; such rows are answered in the form of the step. */
export const isDecidable = ({ email }: Pick<MatchRow, 'email'>): boolean => email.trim() !== '';
