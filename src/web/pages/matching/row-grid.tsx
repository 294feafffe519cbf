import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem-notice.js';
import { rowAfter } from './grid-keys.js';
import type { ListPlace, Row } from './queries.js';
import { withActive } from './rendered-rows.js';
import { useRowHeight } from './row-height.js';
import { useRows } from './use-rows.js';

export interface Column<R> {
  readonly id: string;
  readonly name: string;
  readonly cell: (row: R) => ReactNode;
}

interface Props<R extends Row> {
  /** Heard before the rows. */
  readonly name: string;
  readonly place: ListPlace;
  readonly columns: readonly Column<R>[];
  /** Row that can be reached by Tab; the others by arrow keys. */
  readonly active: number;
  readonly onActive: (index: number) => void;
  /** Enter, or a click. */
  readonly onOpen: () => void;
  /** Further keys, for the active row. */
  readonly onKey?: (key: string) => boolean;
  readonly none: ReactNode;
}

const BEYOND = 8;

/**
 * A list of any length: only the rows in sight are in the document, and only their windows are asked for. React Aria builds
 * a node for each row of a collection beforehand, which 100,000 rows do not allow; so the roles and keys of a grid stand here.
 */
export function RowGrid<R extends Row>(props: Props<R>) {
  const { place, none } = props;
  const { t } = useTranslation();
  const { count, error, again } = useRows<R>(place, []);
  if (error !== undefined) return <ProblemNotice error={error} onAgain={again} />;
  if (count === undefined)
    return (
      <div className="rows-frame waiting" role="status">
        {t('app.wait')}
      </div>
    );
  if (count === 0) return <div className="rows-frame">{none}</div>;
  return <Filled {...props} count={count} />;
}

function Filled<R extends Row>(props: Props<R> & { readonly count: number }) {
  const { name, place, columns, active, onActive, onOpen, onKey, count } = props;
  const frame = useRef<HTMLDivElement>(null);
  const height = useRowHeight();
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is compiled by React's compiler
  const lines = useVirtualizer({
    ...{ count, overscan: BEYOND, initialOffset: active * height },
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    rangeExtractor: (range) => withActive(range, active),
  });
  useEffect(() => lines.measure(), [lines, height]);
  useEffect(() => lines.scrollToIndex(active), [lines, active]);
  const shown = lines.getVirtualItems();
  const indices = shown.map(({ index }) => index);
  const { rowAt, error, again } = useRows<R>(place, indices);
  const follow = useFollowedFocus(frame, active);
  const press = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? height) / height) - 1);
    const to = rowAfter(event.key, active, { count, page });
    if (to !== undefined) {
      follow();
      onActive(to);
    } else if (event.key === 'Enter') onOpen();
    else if (!onKey?.(event.key)) return;
    event.preventDefault();
  };
  return (
    <>
      {error !== undefined && <ProblemNotice error={error} onAgain={again} heading="h3" />}
      <div
        role="grid"
        aria-label={name}
        aria-rowcount={count + 1}
        aria-describedby="matching-keys"
        className="rows-frame"
      >
        <Head columns={columns} />
        <div role="rowgroup" className="rows-body" ref={frame}>
          <div
            role="presentation"
            className="rows-whole"
            style={{ height: pixels(lines.getTotalSize()) }}
          >
            {shown.map(({ index, start }) => (
              <Line
                key={index}
                {...{ index, start, height, columns, onOpen }}
                row={rowAt(index)}
                isActive={index === active}
                onPress={press}
                onActive={() => onActive(index)}
              />
            ))}
          </div>
        </div>
      </div>
    </>
  );
}

function Head<R>({ columns }: { readonly columns: readonly Column<R>[] }) {
  return (
    <div role="rowgroup" className="rows-head">
      <div role="row" aria-rowindex={1} className="grid-row">
        {columns.map(({ id, name }) => (
          <span key={id} role="columnheader" data-column={id}>
            {name}
          </span>
        ))}
      </div>
    </div>
  );
}

interface LineProps<R> {
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly start: number;
  readonly height: number;
  /** Undefined as long as its window is on its way. */
  readonly row: R | undefined;
  readonly columns: readonly Column<R>[];
  readonly isActive: boolean;
  readonly onPress: (event: KeyboardEvent) => void;
  readonly onActive: () => void;
  readonly onOpen: () => void;
}

function Line<R>(props: LineProps<R>) {
  const { index, start, height, row, columns, isActive, onPress, onActive, onOpen } = props;
  const { t } = useTranslation();
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isActive}
      aria-busy={row === undefined || undefined}
      tabIndex={isActive ? 0 : -1}
      className="grid-row"
      style={{ height: pixels(height), transform: `translateY(${pixels(start)})` }}
      onKeyDown={onPress}
      onFocus={() => !isActive && onActive()}
      onClick={onActive}
      onDoubleClick={onOpen}
    >
      {columns.map(({ id, cell }) => (
        <span key={id} role="gridcell" data-column={id}>
          {row === undefined ? t('matching.loading') : cell(row)}
        </span>
      ))}
    </div>
  );
}

const pixels = (count: number) => `${String(count)}px`;

/** After a key the focus goes along to the row it led to. */
function useFollowedFocus(frame: { readonly current: HTMLElement | null }, active: number) {
  const follows = useRef(false);
  useEffect(() => {
    if (!follows.current) return;
    follows.current = false;
    const row = `[aria-rowindex="${String(active + 2)}"]`;
    frame.current?.querySelector<HTMLElement>(row)?.focus({ preventScroll: true });
  }, [frame, active]);
  return () => {
    follows.current = true;
  };
}
