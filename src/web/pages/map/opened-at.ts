import type { PlacedMap, PlacedNode, Point } from './shapes.js';

/** Left of the first card, so that its border is seen. */
const EDGE = 12;

interface Window {
  readonly clientWidth: number;
  readonly clientHeight: number;
}

/**
 * Where a window on the map begins: its lane from the top, unless the node lies too far down for that, and left of the node
 * as many whole cards as half the window takes.
 */
export function openedAt(
  { lanes }: Pick<PlacedMap, 'lanes'>,
  placed: PlacedNode,
  { clientWidth, clientHeight }: Window,
): Point {
  const lane = lanes.find(({ nodes }) => nodes.includes(placed));
  const before = (lane?.nodes ?? []).filter(({ x }) => x >= placed.x - clientWidth / 2);
  const left = placed.x < clientWidth / 2 ? 0 : Math.min(...before.map(({ x }) => x)) - EDGE;
  const top = lane?.y ?? 0;
  const isSeen = placed.y + placed.height <= top + clientHeight;
  return { x: left, y: isSeen ? top : placed.y - clientHeight / 3 };
}
