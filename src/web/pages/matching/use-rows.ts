import { useQueries } from '@tanstack/react-query';
import { WINDOW, windowQuery, type ListPlace, type Row } from './queries.js';

interface Rows<R> {
  /** Of the whole list; undefined until the first answer. */
  readonly count: number | undefined;
  readonly rowAt: (index: number) => R | undefined;
  readonly error: unknown;
  readonly again: () => void;
}

/** Rows of a list by their place; asks for the windows they are in, and for the first one, which knows how many there are. */
export function useRows<R extends Row>(place: ListPlace, indices: readonly number[]): Rows<R> {
  const windows = [...new Set([0, ...indices.map((index) => Math.floor(index / WINDOW))])];
  const answers = useQueries({ queries: windows.map((at) => windowQuery<R>(place, at)) });
  const failed = answers.filter(({ isError }) => isError);
  return {
    count: answers[0]?.data?.matching,
    rowAt: (index) => {
      const at = windows.indexOf(Math.floor(index / WINDOW));
      return answers[at]?.data?.rows[index % WINDOW];
    },
    error: failed[0]?.error ?? undefined,
    again: () => failed.forEach((answer) => void answer.refetch()),
  };
}
