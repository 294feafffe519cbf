import ELK from 'elkjs/lib/elk-api.js';
import worker from 'elkjs/lib/elk-worker.min.js?url';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ElkNode } from 'elkjs/lib/elk-api.js';
import { keptLanes, type Lanes } from './kept-lanes.js';
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

/** Begun when the page is opened and nothing is kept: the workers read their code while the map is asked for. */
let waiting: Elk[] | undefined =
  innerWidth < NARROW || keptLanes.read().size > 0 ? undefined : startWorkers();

/** Told how many lanes are laid out. */
type OnLanes = (done: number) => void;

/** Layout takes a moment and much code: both are fetched only for lanes that were not laid out here before. */
async function laidOut(map: RunMap, onLanes: OnLanes): Promise<PlacedMap> {
  const kept = keptLanes.read();
  try {
    return await layOutWith(kept, map, onLanes);
  } catch (error) {
    if (kept.size === 0) throw error;
    return layOutWith(new Map(), map, onLanes); // what was kept is not what was written
  }
}

/** A map that changed in one lane lays out that one. The workers, one lane after another each, share what there is to do. */
async function layOutWith(kept: Lanes, map: RunMap, onLanes: OnLanes): Promise<PlacedMap> {
  const lanes = new Map<string, ElkNode>();
  let elks: Elk[] = [];
  let turn = 0;
  const layLane = async (graph: ElkNode) => {
    const key = JSON.stringify(graph);
    let laid = kept.get(key);
    if (!laid) {
      if (elks.length === 0) elks = waiting ?? startWorkers();
      waiting = undefined;
      laid = await elks[turn++ % elks.length]?.layout(graph);
    }
    lanes.set(key, laid ?? graph);
    onLanes(lanes.size);
    return laid ?? graph;
  };
  try {
    const placed = await layOut(map, layLane);
    keptLanes.keep(lanes);
    return placed;
  } finally {
    for (const elk of elks) elk.terminateWorker();
  }
}

/** What is done changes often, what there is to do does not: only then the map is laid out anew. */
const layoutQuery = (map: RunMap, onLanes: OnLanes) =>
  queryOptions({
    queryKey: ['map-layout', map.nodes.map(({ id }) => id), map.edges.length],
    queryFn: () => laidOut(map, onLanes),
    staleTime: Infinity,
  });

interface Layout {
  /** Undefined while it is being worked out. */
  readonly placed: PlacedMap | undefined;
  /** How many lanes are laid out. */
  readonly lanes: number;
  readonly error: Error | null;
}

/** The map laid out, its nodes as they stand now. */
export function useLayout(map: RunMap, wanted: boolean): Layout {
  const [lanes, setLanes] = useState(0);
  const { data, error } = useQuery({ ...layoutQuery(map, setLanes), enabled: wanted });
  return { placed: data && asOfNow(data, map), lanes, error };
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
