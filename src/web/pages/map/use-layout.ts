import ELK from 'elkjs/lib/elk-api.js';
import worker from 'elkjs/lib/elk-worker.min.js?url';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { layOut } from './layout.js';
import type { PlacedMap, RunMap } from './shapes.js';

/** Below this width, in CSS pixels, the map is a list at first. */
export const NARROW = 640;

type Elk = InstanceType<typeof ELK>;

const MOST_WORKERS = 3;

/** Lanes are laid out side by side, where there are processors for it. */
function startWorkers(): Elk[] {
  const count = Math.min(MOST_WORKERS, navigator.hardwareConcurrency);
  return Array.from({ length: count }, () => new ELK({ workerFactory: () => new Worker(worker) }));
}

/** Begun when the page is opened: the workers read their code while the map is asked for. */
let waiting: Elk[] | undefined = innerWidth < NARROW ? undefined : startWorkers();

/** Layout takes a moment and much code: it is fetched when a map is shown, and works beside the page. */
async function inWorkers(map: RunMap): Promise<PlacedMap> {
  const elks = waiting ?? startWorkers();
  waiting = undefined;
  try {
    return await layOut(map, elks);
  } finally {
    for (const elk of elks) elk.terminateWorker();
  }
}

/** What is done changes often, what there is to do does not: only then the map is laid out anew. */
const layoutQuery = (map: RunMap) =>
  queryOptions({
    queryKey: ['map-layout', map.nodes.map(({ id }) => id), map.edges.length],
    queryFn: () => inWorkers(map),
    staleTime: Infinity,
  });

interface Layout {
  /** Undefined while it is being worked out. */
  readonly placed: PlacedMap | undefined;
  readonly error: Error | null;
}

/** The map laid out, its nodes as they stand now. */
export function useLayout(map: RunMap, wanted: boolean): Layout {
  const { data, error } = useQuery({ ...layoutQuery(map), enabled: wanted });
  return { placed: data && asOfNow(data, map), error };
}

function asOfNow(placed: PlacedMap, { nodes, parts }: RunMap): PlacedMap {
  const nodeNow = new Map(nodes.map((node) => [node.id, node]));
  const partNow = new Map(parts.map((part) => [part.name, part]));
  return {
    ...placed,
    lanes: placed.lanes.map((lane) => ({
      ...lane,
      part: partNow.get(lane.part.name) ?? lane.part,
      nodes: lane.nodes.map((placedNode) => ({
        ...placedNode,
        node: nodeNow.get(placedNode.node.id) ?? placedNode.node,
      })),
    })),
  };
}
