import type { MapEdge } from './shapes.js';

/** Where each node leads to; what a part waits for is no way. */
export function waysOf(edges: readonly MapEdge[]): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, string[]>();
  for (const { from, to, kind } of edges) {
    if (kind === 'opens') continue;
    const known = ways.get(from);
    if (known) known.push(to);
    else ways.set(from, [to]);
  }
  return ways;
}

/** Every node that can be reached from the starts without entering a closed one. */
export function reached(
  starts: readonly string[],
  ways: ReadonlyMap<string, readonly string[]>,
  closed: ReadonlySet<string>,
): ReadonlySet<string> {
  const seen = new Set<string>();
  const left = starts.filter((start) => !closed.has(start));
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    left.push(...(ways.get(id) ?? []).filter((to) => !closed.has(to)));
  }
  return seen;
}
