import { lazy, Suspense, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isDecidable, type Decisions } from './decisions.js';
import type { ListPlace } from './queries.js';
import { useFreeColumns, useMatchColumns } from './row-columns.js';
import { RowGrid } from './row-grid.js';
import type { FreeRow, MatchRow } from './shapes.js';
import { useRows } from './use-rows.js';

const RowDetails = lazy(async () => ({ default: (await import('./row-details.js')).RowDetails }));

interface RowsProps {
  readonly place: ListPlace;
  readonly active: number;
  readonly activate: (index: number) => void;
}

/** Rows of the source, and the one that is looked at beside them. */
export function MatchRows({
  place,
  active,
  activate,
  decisions,
}: RowsProps & { readonly decisions: Decisions | undefined }) {
  const { t } = useTranslation();
  const columns = useMatchColumns(decisions);
  const { rowAt } = useRows<MatchRow>(place, [active]);
  const row = rowAt(active);
  const decide = (key: string): boolean => {
    if (!row || !decisions?.isOpen || !isDecidable(row)) return false;
    const option = decisions.decision.options[Number(key) - 1];
    if (key === '0') decisions.set(row, undefined);
    else if (option) decisions.set(row, { decision: option.value });
    else return false;
    return true;
  };
  return (
    <div className="matching-columns">
      <div className="stack">
        <p id="matching-keys" className="quiet screen-only">
          {t(decisions?.isOpen ? 'matching.keysDeciding' : 'matching.keys')}
        </p>
        <RowGrid
          name={t('matching.rows')}
          {...{ place, columns, active }}
          onActive={activate}
          onOpen={() => document.getElementById('matching-row')?.focus()}
          onKey={decide}
          none={<p>{t('matching.noRows')}</p>}
        />
      </div>
      <aside className="panel matching-details" aria-label={t('matching.details')}>
        {row ? (
          // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape leads back from every control in it
          <div className="stack" onKeyDown={backToRow}>
            <Suspense>
              <RowDetails row={row} decisions={decisions} />
            </Suspense>
          </div>
        ) : (
          <p className="quiet">{t('matching.noRow')}</p>
        )}
      </aside>
    </div>
  );
}

function backToRow(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return;
  event.preventDefault();
  document.querySelector<HTMLElement>('[role=grid] [role=row][tabindex="0"]')?.focus();
}

/** Users of the target that no row of the source names. */
export function FreeRows({ place, active, activate }: RowsProps) {
  const { t } = useTranslation();
  const columns = useFreeColumns();
  return (
    <div className="stack">
      <p id="matching-keys" className="quiet">
        {t('matching.freeSays')}
      </p>
      <RowGrid<FreeRow>
        name={t('matching.free')}
        {...{ place, columns, active }}
        onActive={activate}
        onOpen={() => undefined}
        none={<p>{t('matching.noRows')}</p>}
      />
    </div>
  );
}
