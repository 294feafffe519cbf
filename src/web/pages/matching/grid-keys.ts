/** Where a key leads from a row of a long list; undefined for keys that lead nowhere. */
export function rowAfter(
  key: string,
  from: number,
  { count, page }: { readonly count: number; readonly page: number },
): number | undefined {
  const last = count - 1;
  const ways: Readonly<Record<string, number>> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: last,
  };
  const to = ways[key];
  return to === undefined ? undefined : Math.max(0, Math.min(last, to));
}
