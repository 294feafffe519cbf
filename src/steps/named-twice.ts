/** Names that stood in the list before; one look at each, since a table has up to 100,000 rows. */
export function namedTwice<N extends string>(names: readonly N[]): N[] {
  const seen = new Set<N>();
  return names.filter((name) => {
    const before = seen.has(name);
    seen.add(name);
    return before;
  });
}
