import type { QueryClient } from '@tanstack/react-query';
import { WINDOW, windowQuery, type ListPlace } from './queries.js';
import type { MatchRow } from './shapes.js';

/** Every row of a list, window by window. @throws ApiError, NoAnswer */
export async function everyRow(queries: QueryClient, place: ListPlace): Promise<MatchRow[]> {
  const rows: MatchRow[] = [];
  for (let at = 0; ; at++) {
    const { matching, rows: some } = await queries.query(windowQuery<MatchRow>(place, at));
    rows.push(...some);
    if (some.length === 0 || rows.length >= matching) return rows;
  }
}

/**
 * The next row from `from` on, past the end from the top again, that is as wanted; undefined when none is.
 * @throws ApiError, NoAnswer
 */
export async function nextRow(
  queries: QueryClient,
  place: ListPlace,
  from: number,
  isWanted: (row: MatchRow) => boolean,
): Promise<number | undefined> {
  const { matching: count } = await queries.query(windowQuery<MatchRow>(place, 0));
  for (let n = 0; n < count; n++) {
    const index = (from + n) % count;
    const at = Math.floor(index / WINDOW);
    const { rows } = await queries.query(windowQuery<MatchRow>(place, at));
    const row = rows[index % WINDOW];
    if (row && isWanted(row)) return index;
  }
  return undefined;
}
