import { reached, waysOf } from './ways.js';
import type { MapNode, PlacedNode, RunMap } from './shapes.js';

const GAP = 12;

/**
 * The states beside the way: obstacles that almost every state leads to and from. Drawn with all their arrows they would hide
 * the way itself, so they stand in a row of their own. Where the way leads through one it stays in its place.
 */
export function sideWays({ parts, nodes, edges }: RunMap): ReadonlySet<string> {
  const side = new Set(nodes.flatMap((node) => (node.side ? [node.id] : [])));
  const ways = waysOf(edges);
  const seen = reached(
    parts.flatMap(({ starts }) => starts),
    ways,
    side,
  );
  const cutOff = nodes.filter((node) => !node.side && !seen.has(node.id));
  const broken = new Set(cutOff.map(trackOf));
  return new Set(
    nodes.flatMap((node) => (node.side && !broken.has(trackOf(node)) ? [node.id] : [])),
  );
}

const trackOf = ({ part, inside, track }: MapNode) => [part, inside, track].join(' ');

/** Sets nodes side by side in rows no wider than the lane, from a height on. */
export function inRows(
  nodes: readonly MapNode[],
  { left, top, width }: { readonly left: number; readonly top: number; readonly width: number },
  sizeOf: (node: MapNode) => { readonly width: number; readonly height: number },
): { readonly placed: readonly PlacedNode[]; readonly bottom: number } {
  const placed: PlacedNode[] = [];
  let x = left;
  let y = top;
  let tallest = 0;
  for (const node of nodes) {
    const size = sizeOf(node);
    if (x > left && x + size.width > left + width) {
      x = left;
      y += tallest + GAP;
      tallest = 0;
    }
    placed.push({ node, x, y, ...size });
    x += size.width + GAP;
    tallest = Math.max(tallest, size.height);
  }
  return { placed, bottom: y + tallest };
}
