import type { ElkEdgeSection, ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import { afterNoReturn, noReturnLine } from './no-return.js';
import { inRows, sideWays } from './side-ways.js';
import type {
  Lane,
  MapEdge,
  MapNode,
  MapPart,
  PlacedEdge,
  PlacedMap,
  PlacedNode,
  Point,
  RunMap,
} from './shapes.js';

/** Height of the strip that names a lane, above its nodes. */
export const LANE_HEAD = 34;
const LANE_END = 14;
const EDGE_OF_MAP = 12;
const WORK = { width: 196, height: 62 };
const SIGN = { width: 30, height: 30 };
const SIDE = { width: 196, height: 34 };
/** States beside the way stand in rows at least this wide. */
const SIDE_ROW = 1200;

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.nodeNode': '12',
  'elk.layered.spacing.nodeNodeBetweenLayers': '28',
  'elk.layered.spacing.edgeNodeBetweenLayers': '10',
  'elk.spacing.componentComponent': '16',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.partitioning.activate': 'true',
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
};
const TRACKS_PADDING = { 'elk.padding': '[top=12,left=12,bottom=12,right=12]' };

/**
 * Lays each part out as a lane, the way from left to right, and sets the lanes from top to bottom. The lanes know nothing of
 * each other, so all of them are asked for at once.
 * @param layLane gives the graph of one lane with places for its nodes and bends for its arrows
 */
export async function layOut(
  map: RunMap,
  layLane: (graph: ElkNode) => Promise<ElkNode>,
): Promise<PlacedMap> {
  const after = afterNoReturn(map);
  const aside = sideWays(map);
  const parts = map.parts.map((part) => inLane(part, map, { after, aside }));
  const laid = await Promise.all(
    parts.map(({ part, graph }) => layLane({ id: part.name, ...graph })),
  );
  const lanes: Lane[] = [];
  let y = 0;
  for (const [at, lane] of parts.entries()) {
    const placed = placeLane(lane, laid[at] ?? { id: lane.part.name }, y);
    lanes.push(placed);
    y += placed.height;
  }
  const width = Math.max(0, ...lanes.map((lane) => lane.width)) + EDGE_OF_MAP;
  return { width, height: y, lanes, noReturn: noReturnLine(lanes, after, width) };
}

interface Ground {
  readonly after: ReadonlySet<string>;
  readonly aside: ReadonlySet<string>;
}

interface InLane {
  readonly part: MapPart;
  readonly known: ReadonlyMap<string, MapNode>;
  readonly ways: Ways;
  /** States beside the way. */
  readonly beside: readonly MapNode[];
  readonly graph: Omit<ElkNode, 'id'>;
}

/** What a lane holds, and the graph to be laid out. */
function inLane(part: MapPart, map: RunMap, { after, aside }: Ground): InLane {
  const all = map.nodes.filter((node) => node.part === part.name);
  const nodes = all.filter(({ id }) => !aside.has(id));
  const known = new Map(nodes.map((node) => [node.id, node]));
  const ways = merged(map.edges.filter(({ from, to }) => known.has(from) && known.has(to)));
  const beside = all.filter(({ id }) => aside.has(id));
  return { part, known, ways, beside, graph: inner(null, { nodes, ways, after }) };
}

/** @param y of its upper edge */
function placeLane({ part, known, ways, beside: aside }: InLane, laid: ElkNode, y: number): Lane {
  const at = { x: EDGE_OF_MAP, y: y + LANE_HEAD };
  const { width = 0, height = 0 } = laid;
  const beside = inRows(
    aside,
    { left: at.x, top: at.y + height + LANE_END, width: Math.max(width, SIDE_ROW) },
    sizeOf,
  );
  const bottom = beside.placed.length > 0 ? beside.bottom : at.y + height;
  const right = Math.max(at.x + width, ...beside.placed.map((node) => node.x + node.width));
  return {
    ...{ part, x: 0, y, width: right, height: bottom + LANE_END - y },
    nodes: [...placedNodes(laid, at, known), ...beside.placed],
    edges: placedEdges(laid, at, ways),
  };
}

type Ways = ReadonlyMap<string, readonly MapEdge[]>;

/** Ways between the same two nodes are one arrow; a way from a node to itself is none. */
function merged(edges: readonly MapEdge[]): Ways {
  const ways = new Map<string, MapEdge[]>();
  for (const edge of edges) {
    if (edge.from === edge.to || edge.kind === 'opens') continue;
    const key = `${edge.from} ${edge.to}`;
    const same = ways.get(key);
    if (same) same.push(edge);
    else ways.set(key, [edge]);
  }
  return ways;
}

interface Part {
  readonly nodes: readonly MapNode[];
  readonly ways: Ways;
  readonly after: ReadonlySet<string>;
}

/** What stands directly in a node, or in the lane itself. */
function inner(inside: string | null, part: Part): Omit<ElkNode, 'id'> {
  const own = part.nodes.filter((node) => node.inside === inside);
  const ids = new Set(own.map(({ id }) => id));
  const edges = [...part.ways].flatMap(([id, [first]]): ElkExtendedEdge[] =>
    first && ids.has(first.from) && ids.has(first.to)
      ? [{ id, sources: [first.from], targets: [first.to] }]
      : [],
  );
  const children = own.map((node): ElkNode => {
    const partition = part.after.has(node.id) ? '1' : '0';
    const layoutOptions = { 'elk.partitioning.partition': partition };
    if (node.kind !== 'tracks') return { id: node.id, ...sizeOf(node), layoutOptions };
    const within = inner(node.id, part);
    return {
      ...{ id: node.id, ...within },
      layoutOptions: { ...within.layoutOptions, ...TRACKS_PADDING, ...layoutOptions },
    };
  });
  return { children, edges, layoutOptions: OPTIONS };
}

function sizeOf({ kind, step, side }: MapNode) {
  if (step !== undefined && kind !== 'gate') return WORK;
  return side || kind === 'side' ? SIDE : SIGN;
}

function placedNodes(
  { children = [] }: ElkNode,
  at: Point,
  known: ReadonlyMap<string, MapNode>,
): PlacedNode[] {
  return children.flatMap((child) => {
    const node = known.get(child.id);
    const { x = 0, y = 0, width = 0, height = 0 } = child;
    const place = { x: at.x + x, y: at.y + y };
    const own = node ? [{ node, ...place, width, height }] : [];
    return [...own, ...placedNodes(child, place, known)];
  });
}

function placedEdges({ children = [], edges = [] }: ElkNode, at: Point, ways: Ways): PlacedEdge[] {
  const own = edges.map(({ id, sections = [] }) => ({
    edges: ways.get(id) ?? [],
    points: sections.flatMap(pointsOf).map((p) => ({ x: at.x + p.x, y: at.y + p.y })),
  }));
  const below = children.flatMap((child) =>
    placedEdges(child, { x: at.x + (child.x ?? 0), y: at.y + (child.y ?? 0) }, ways),
  );
  return [...own, ...below];
}

function pointsOf({ startPoint, bendPoints = [], endPoint }: ElkEdgeSection): Point[] {
  return [startPoint, ...bendPoints, endPoint];
}
