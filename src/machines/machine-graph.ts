import { toDirectedGraph, type DirectedGraphNode } from '@xstate/graph';
import type { AnyStateNode } from 'xstate';
import { buildMachine } from './definition.js';
import type { Guard, MachineJson, StateJson } from './kinds.js';

/** A state as it is drawn. `path` is unique in its machine. */
export interface GraphState {
  readonly path: string;
  readonly name: string;
  readonly config: StateJson;
  /** Tracks that run side by side in it; each has states of its own. */
  readonly tracks: readonly GraphTrack[];
}

/** States that follow one another, and the ways between them. */
export interface GraphTrack {
  readonly name: string;
  /** Paths of the states it may begin with. */
  readonly states: readonly GraphState[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphEdge {
  /** Null: where the track begins. */
  readonly from: string | null;
  readonly to: string;
  readonly event: string;
  readonly guard?: Guard;
  /** The last of several ways: taken when no other is. */
  readonly otherwise: boolean;
}

/** Every part hears these at any time; drawings leave them out. */
export const GENERIC_EVENTS: ReadonlySet<string> = new Set([
  'part.rewind',
  'part.close',
  'part.skip',
]);

/**
 * The tracks of a part: one, or as many as its root has regions. States inside a state that is no set of tracks are drawn
 * beside it; `locked` and what only `part.skip` reaches are left out.
 */
export function graphOf(json: MachineJson): readonly GraphTrack[] {
  const graph = toDirectedGraph(buildMachine(json));
  const edges = allEdges(graph);
  return tracksIn(graph.stateNode, edges);
}

interface RawEdge extends Omit<GraphEdge, 'from' | 'to'> {
  readonly source: AnyStateNode;
  readonly target: AnyStateNode;
}

/** The library's graph knows no ways without an event (branches): they are read off the state itself. */
function allEdges(node: DirectedGraphNode): RawEdge[] {
  const { stateNode, edges, children } = node;
  const branches = (stateNode.always ?? []).map((transition) => ({ transition }));
  const own = [...edges, ...branches].flatMap(({ transition }) => {
    const event = String(transition.eventType);
    const [target] = transition.target ?? [];
    if (GENERIC_EVENTS.has(event) || !target) return [];
    const ways = stateNode.transitions.get(event) ?? stateNode.always ?? [];
    const last = ways.length > 1 && ways.at(-1) === transition;
    const guard = transition.guard as Guard | undefined;
    const otherwise = last && (guard === undefined || guard.type === 'settled');
    return [{ source: stateNode, target, event, otherwise, ...(guard ? { guard } : {}) }];
  });
  return [...own, ...children.flatMap(allEdges)];
}

function tracksIn(node: AnyStateNode, edges: readonly RawEdge[]): GraphTrack[] {
  const regions = node.type === 'parallel' ? Object.values(node.states) : [node];
  return regions.map((region) => track(region, edges));
}

function track(region: AnyStateNode, edges: readonly RawEdge[]): GraphTrack {
  const members = drawn(region);
  const memberOf = (node: AnyStateNode) => members.find((m) => m === node || isInside(node, m));
  const inner = edges.flatMap(({ source, target, ...edge }) => {
    const to = memberOf(start(target));
    const sources = source.type === 'compound' ? drawn(source) : [source];
    return sources.flatMap((from) => {
      const member = memberOf(from);
      if (!to || !member || (member === to && from !== member)) return [];
      return [{ ...edge, from: pathOf(member), to: pathOf(to) }];
    });
  });
  const first = memberOf(start(region));
  const lead = first ? { from: null, to: pathOf(first), event: '', otherwise: false } : undefined;
  return withoutLocked(
    {
      name: region.key,
      states: members.map((m) => ({
        path: pathOf(m),
        name: m.path.slice(region.path.length).join('.'),
        config: m.config as unknown as StateJson,
        tracks: m.type === 'parallel' ? tracksIn(m, edges) : [],
      })),
      edges: [...(lead ? [lead] : []), ...inner],
    },
    isLocked,
  );
}

/** States that are drawn as one: those with nothing in them, and those with tracks. */
function drawn(node: AnyStateNode): AnyStateNode[] {
  return Object.values(node.states).flatMap((child) =>
    child.type === 'compound' ? drawn(child) : [child],
  );
}

/** Where a transition to this state ends. */
function start(node: AnyStateNode): AnyStateNode {
  return node.type === 'compound' ? start(node.initial.target[0] ?? node) : node;
}

function isInside(node: AnyStateNode, outer: AnyStateNode): boolean {
  return node !== outer && outer.path.every((name, i) => node.path[i] === name);
}

function pathOf(node: AnyStateNode): string {
  return node.path.join('.');
}

function isLocked(state: GraphState): boolean {
  const meta = state.config.meta as { kind?: string } | undefined;
  return meta?.kind === 'locked';
}

/** What opens the part is where the drawing begins; states no drawn way leads to are left out. */
function withoutLocked(track: GraphTrack, locked: (state: GraphState) => boolean): GraphTrack {
  const gone = new Set(track.states.filter(locked).map((s) => s.path));
  const opened = track.edges.some((e) => e.from !== null && gone.has(e.from));
  const edges = track.edges.flatMap((edge) => {
    if (gone.has(edge.to) || (edge.from === null && opened && gone.size === 0)) return [];
    return [edge.from !== null && gone.has(edge.from) ? { ...edge, from: null, event: '' } : edge];
  });
  const reached = new Set(edges.map((e) => e.to));
  return { ...track, edges, states: track.states.filter((s) => reached.has(s.path)) };
}
