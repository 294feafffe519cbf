import { lazy, Suspense, useMemo, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { isDecidable, type Decisions } from './decisions.js';
import { nextRow } from './every-row.js';
import { asked, type Narrow, type Narrowing } from './narrowing.js';
import type { ListPlace } from './queries.js';
import type { Matching, MatchRow } from './shapes.js';
import { TotalsBar } from './totals-bar.js';

// Totals first; the rows are asked for at the same time as what shows them.
const rows = import('./rows.js');
const MatchRows = lazy(async () => ({ default: (await rows).MatchRows }));
const FreeRows = lazy(async () => ({ default: (await rows).FreeRows }));
const Toolbar = lazy(async () => ({ default: (await import('./toolbar.js')).Toolbar }));
const DecisionBar = lazy(async () => ({
  default: (await import('./decision-bar.js')).DecisionBar,
}));
const Findings = lazy(async () => ({ default: (await import('./findings.js')).Findings }));

interface Props {
  readonly run: string;
  readonly data: Matching;
  readonly narrowing: Narrowing;
  readonly narrow: Narrow;
  readonly decisions: Decisions | undefined;
}

/** Totals on top, the rows they open below, one row in full beside them. */
export function Workbench({ run, data, narrowing, narrow, decisions }: Props) {
  const { step, digest, totals, findings } = data;
  const queries = useQueryClient();
  const list = asked(narrowing);
  const place = useMemo(() => ({ run, step, digest, list }), [run, step, digest, list]);
  const [active, activate] = useActive(place);
  const [without, setWithout] = useState('');
  const goNext = () => {
    const isOpen = (row: MatchRow) => isDecidable(row) && decisions?.of(row) === undefined;
    void nextRow(queries, place, active + 1, isOpen).then(
      (index) => {
        if (index !== undefined) activate(index);
        setWithout(index === undefined ? `${list} ${String(decisions?.all.length)}` : '');
      },
      () => undefined, // the list itself shows what went wrong
    );
  };
  return (
    <>
      <TotalsBar totals={totals} narrowing={narrowing} narrow={narrow} />
      {/* at once: each of them would push the next one down */}
      <Suspense fallback={<div className="rows-frame" />}>
        <Toolbar {...{ run, data, narrowing, narrow }} />
        {decisions && (
          <DecisionBar
            {...{ data, decisions, narrow }}
            place={narrowing.free ? undefined : place}
            onNext={goNext}
            noneOpen={without === `${list} ${String(decisions.all.length)}`}
          />
        )}
        {narrowing.free ? (
          <FreeRows key={list} {...{ place, active, activate }} />
        ) : (
          <MatchRows key={list} {...{ place, active, activate, decisions }} />
        )}
      </Suspense>
      <Suspense>{findings.length > 0 && <Findings findings={findings} />}</Suspense>
    </>
  );
}

/** The row that is looked at; another list begins at its top. */
function useActive({ list, digest }: ListPlace): [number, (index: number) => void] {
  const [at, setAt] = useState({ list, digest, index: 0 });
  const index = at.list === list && at.digest === digest ? at.index : 0;
  return [index, (next) => setAt({ list, digest, index: next })];
}
