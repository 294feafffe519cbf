import { useSearchParams } from 'wouter';

/** Names in the address of the page, so that a link shows the same entries. */
const FILTERS = ['kind', 'step', 'person', 'q', 'from', 'to'] as const;
type Filter = (typeof FILTERS)[number];

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;

/** What the list is narrowed to. It stands in the address; days are days of the person's zone, `2026-03-02`. */
export function useFilters() {
  const [params, setParams] = useSearchParams();
  const of = (name: Filter): string => {
    const value = params.get(name) ?? '';
    const isDay = name === 'from' || name === 'to';
    return isDay && momentOf(value) === undefined ? '' : value; // addresses are typed, too
  };
  return {
    of,
    asked: asked(of),
    isNarrowed: FILTERS.some((name) => of(name) !== ''),
    set: (name: Filter, value: string) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          if (value === '') after.delete(name);
          else after.set(name, value);
          return after;
        },
        { replace: true },
      ),
    clear: () => setParams({}, { replace: true }),
  };
}

/** The same for the API: a day begins with its first moment here, and the last day is meant as a whole. */
function asked(of: (name: Filter) => string): URLSearchParams {
  const search = new URLSearchParams();
  for (const name of ['kind', 'step', 'person', 'q'] as const)
    if (of(name).trim() !== '') search.set(name, of(name).trim());
  const [from, to] = [momentOf(of('from')), momentOf(of('to'), 1)];
  if (from) search.set('from', from.toISOString());
  if (to) search.set('to', to.toISOString());
  return search;
}

/** The first moment of a day, or of one after it; undefined for what is no day. */
function momentOf(day: string, after = 0): Date | undefined {
  const [, year, month, date] = (DAY.exec(day) ?? []).map(Number);
  if (year === undefined || month === undefined || date === undefined || year < 1000) return;
  const first = new Date(year, month - 1, date);
  const isThere = first.getMonth() === month - 1 && first.getDate() === date;
  return isThere ? new Date(year, month - 1, date + after) : undefined;
}
