/** Names that stood in the list before; one look at each, since a table has up to 100,000 rows. */
export function namedTwice(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.filter((name) => {
    const before = seen.has(name);
    seen.add(name);
    return before;
  });
}
