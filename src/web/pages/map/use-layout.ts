import ELK from 'elkjs/lib/elk-api.js';
import worker from 'elkjs/lib/elk-worker.min.js?url';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { layOut } from './layout.js';
import type { PlacedMap, RunMap } from './shapes.js';

/** Layout takes a moment and much code: it is fetched when a map is shown, and works beside the page. */
async function inWorker(map: RunMap): Promise<PlacedMap> {
  const elk = new ELK({ workerFactory: () => new Worker(worker) });
  try {
    return await layOut(map, elk);
  } finally {
    elk.terminateWorker();
  }
}

/** What is done changes often, what there is to do does not: only then the map is laid out anew. */
const layoutQuery = (map: RunMap) =>
  queryOptions({
    queryKey: ['map-layout', map.nodes.map(({ id }) => id), map.edges.length],
    queryFn: () => inWorker(map),
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
