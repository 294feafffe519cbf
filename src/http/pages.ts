/** One page of a list; `next` goes into `after` of the following request. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Makes a page of one item more than was wanted. */
export function pageOf<T>(
  found: readonly T[],
  limit: number,
  cursor: (item: T) => string,
): Page<T> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last !== undefined ? cursor(last) : null };
}
