import { reached, waysOf } from './ways.js';
import type { Lane, Point, RunMap } from './shapes.js';

/** Room between two nodes: the line runs in the middle of it. */
const HALF_GAP = 14;

/**
 * The nodes that can only be reached over a point of no return, and those points themselves. A part that waits for one of them
 * comes after it as a whole.
 */
export function afterNoReturn({ parts, nodes, edges }: RunMap): ReadonlySet<string> {
  const points = new Set(nodes.flatMap((node) => (node.pointOfNoReturn ? [node.id] : [])));
  const after = new Set<string>();
  if (points.size === 0) return after;
  const ways = waysOf(edges);
  const closed = new Set<string>();
  for (let grew = true; grew;) {
    grew = false;
    for (const part of parts) {
      const own = nodes.filter((node) => node.part === part.name);
      const free = closed.has(part.name) ? new Set<string>() : reached(part.starts, ways, points);
      for (const { id, inside } of own) {
        if (free.has(id) || (inside !== null && free.has(inside)) || after.has(id)) continue;
        after.add(id);
        grew = true;
      }
    }
    for (const part of partsAfter({ nodes, edges }, after)) {
      if (closed.has(part)) continue;
      closed.add(part);
      grew = true;
    }
  }
  return after;
}

/** Parts that wait for a step all of whose nodes come after, or for a part one of whose ends does. */
function partsAfter({ nodes, edges }: Pick<RunMap, 'nodes' | 'edges'>, after: ReadonlySet<string>) {
  return edges.flatMap(({ kind, from, to }) => {
    if (kind !== 'opens') return [];
    const ofStep = nodes.filter(({ step, side }) => step === from && !side);
    const ofPart = nodes.filter(({ part, kind: is }) => part === from && is === 'end');
    const late =
      ofStep.length > 0
        ? ofStep.every(({ id }) => after.has(id))
        : ofPart.some(({ id }) => after.has(id));
    return late ? [to] : [];
  });
}

/** The line from the top to the bottom, crossing each lane before the first node that comes after it. */
export function noReturnLine(
  lanes: readonly Lane[],
  after: ReadonlySet<string>,
  width: number,
): readonly Point[] {
  if (after.size === 0) return [];
  return lanes.flatMap(({ nodes, y, height }) => {
    const late = nodes.filter(
      ({ node }) => node.inside === null && !node.side && after.has(node.id),
    );
    const early = nodes.some(({ node }) => !after.has(node.id));
    const first = Math.min(...late.map(({ x }) => x)) - HALF_GAP;
    const x = late.length === 0 ? width : early ? first : 1;
    return [
      { x, y },
      { x, y: y + height },
    ];
  });
}
