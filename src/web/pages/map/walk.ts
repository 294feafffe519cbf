import type { Box, PlacedNode } from './shapes.js';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** How much a step aside counts against a step ahead: a neighbor straight ahead is nearer than one off to the side. */
const ASIDE = 3;

/** The nearest node in a direction, as arrow keys go; undefined at the edge of the map. */
export function neighbor(
  nodes: readonly PlacedNode[],
  from: PlacedNode,
  direction: Direction,
): PlacedNode | undefined {
  let best: PlacedNode | undefined;
  let least = Infinity;
  for (const node of nodes) {
    if (node === from || node.node.kind === 'tracks') continue;
    const cost = distance(from, node, direction);
    if (cost >= least) continue;
    least = cost;
    best = node;
  }
  return best;
}

/** Infinite when the other does not lie in that direction. */
function distance(from: Box, to: Box, direction: Direction): number {
  const dx = middle(to.x, to.width) - middle(from.x, from.width);
  const dy = middle(to.y, to.height) - middle(from.y, from.height);
  const sideways = direction === 'left' || direction === 'right';
  const forward = direction === 'right' || direction === 'down' ? 1 : -1;
  const ahead = (sideways ? dx : dy) * forward;
  if (ahead < 1) return Infinity;
  return ahead + ASIDE * Math.abs(sideways ? dy : dx);
}

const middle = (start: number, length: number) => start + length / 2;
