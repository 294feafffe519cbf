import type { Conditions } from './conditions.js';
import type { GraphEdge, GraphState, GraphTrack } from '../machines/machine-graph.js';

/** From this many states on, one way that all of them have is drawn once, from a node that names them. */
const MANY = 3;
const INDENT = '  ';
const CLASSES = [
  'classDef noReturn stroke-width:4px,stroke:#b3261e',
  'classDef gate stroke-dasharray:6 3,stroke-width:2px',
  'classDef side stroke-dasharray:2 2',
  'classDef many fill:none,stroke-dasharray:2 2',
];

/**
 * One track of a part as Mermaid `stateDiagram-v2`, line by line. The same graph gives the same text, byte for byte.
 * @param conditions gives long guards a number, which stands at the arrow
 */
export function draw(track: GraphTrack, conditions: Conditions): string[] {
  return [
    'stateDiagram-v2',
    ...CLASSES.map((line) => INDENT + line),
    ...inTrack(track, (edge) => conditions.mark(edge)).map((line) => INDENT + line),
  ];
}

type Label = (edge: GraphEdge) => string;

function inTrack(track: GraphTrack, label: Label): string[] {
  const { common, single } = sorted(track);
  return [
    ...track.states.flatMap((state) => declared(state, label)),
    ...new Set(
      single.map((edge) => arrow(edge.from === null ? '[*]' : idOf(edge.from), edge, label)),
    ),
    ...common.flatMap(({ sources, edges }, i) => [
      `state "${rangeOf(track, sources)}" as many${idOf(track.name)}${i + 1}`,
      `class many${idOf(track.name)}${i + 1} many`,
      ...edges.map((edge) => arrow(`many${idOf(track.name)}${i + 1}`, edge, label)),
    ]),
    ...track.states.filter(isEnd).map((state) => `${idOf(state.path)} --> [*]`),
  ];
}

function declared(state: GraphState, label: Label): string[] {
  const id = idOf(state.path);
  if (kindOf(state) === 'branch') return [`state ${id} <<choice>>`];
  const style = classOf(state);
  if (state.tracks.length === 0) {
    return [`state "${titleOf(state)}" as ${id}`, ...(style ? [`class ${id} ${style}`] : [])];
  }
  const tracks = state.tracks.map((t) => inTrack(t, label).map((line) => INDENT + line));
  const inside = tracks.flatMap((lines, i) => (i > 0 ? [`${INDENT}--`, ...lines] : lines));
  return [`state "${state.name}" as ${id} {`, ...inside, '}'];
}

/** Name and step, with a sign for what has no way back. */
function titleOf(state: GraphState): string {
  const step = stepOf(state);
  const sign = classOf(state) === 'noReturn' ? ' ⇥' : '';
  return step === undefined ? state.name : `${state.name}<br/>${step}${sign}`;
}

function arrow(from: string, edge: GraphEdge, label: Label): string {
  const words = [eventWord(edge.event), label(edge)].filter((word) => word !== '');
  return `${from} --> ${idOf(edge.to)}${words.length > 0 ? ` : ${words.join(' ')}` : ''}`;
}

/** `R-302.settled` is the plain way on: the step alone says it. */
function eventWord(event: string): string {
  return event.startsWith('xstate.') ? '' : event.replace(/\.settled$/, '').replace(/[:;#]/g, ' ');
}

interface Common {
  readonly sources: readonly string[];
  readonly edges: readonly GraphEdge[];
}

/** Ways that many states have in common, by their sources; and the others. A state's own step is always its own way. */
function sorted(track: GraphTrack): { common: readonly Common[]; single: readonly GraphEdge[] } {
  const steps = new Map(track.states.map((state) => [state.path, stepOf(state)]));
  const groups = new Map<string, GraphEdge[]>();
  for (const edge of track.edges) {
    if (edge.event === `${steps.get(edge.from ?? '') ?? ''}.settled`) continue;
    const key = JSON.stringify([edge.event, edge.to, edge.guard ?? null]);
    if (edge.from !== null) groups.set(key, [...(groups.get(key) ?? []), edge]);
  }
  const many = [...groups.values()].filter((edges) => edges.length >= MANY);
  const common = new Map<string, Common>();
  for (const edges of many) {
    const sources = edges.map((edge) => edge.from ?? '');
    const known = common.get(sources.join());
    common.set(sources.join(), { sources, edges: [...(known?.edges ?? []), ...edges.slice(0, 1)] });
  }
  const drawn = new Set(many.flat());
  const single = track.edges.filter((edge) => !drawn.has(edge) && edge.from !== edge.to);
  return { common: [...common.values()], single };
}

/** `upgradeAllowed … summaryChecked, aborted`: states that follow one another by their first and last. */
function rangeOf(track: GraphTrack, sources: readonly string[]): string {
  const order = track.states.map((s) => s.path);
  const runs: string[][] = [];
  let last = -2;
  for (const at of sources.map((path) => order.indexOf(path)).sort((a, b) => a - b)) {
    const name = track.states[at]?.name ?? '';
    if (at === last + 1) runs.at(-1)?.push(name);
    else runs.push([name]);
    last = at;
  }
  return runs
    .map((run) => (run.length > 2 ? `${run[0] ?? ''} … ${run.at(-1) ?? ''}` : run.join(', ')))
    .join(', ');
}

function isEnd(state: GraphState): boolean {
  return kindOf(state) === 'end';
}

function kindOf({ config }: GraphState): string | undefined {
  return config.meta?.['kind'] as string | undefined;
}

function stepOf({ config }: GraphState): string | undefined {
  return config.meta?.['step'] as string | undefined;
}

function classOf(state: GraphState): string | undefined {
  const offer = state.config.entry?.find((action) => action.type === 'offer')?.params;
  if (kindOf(state) === 'gate') return 'gate';
  if (offer?.['sticky'] === true) return 'noReturn';
  return state.config.tags?.includes('side') ? 'side' : undefined;
}

function idOf(path: string): string {
  return path.replace(/[^A-Za-z0-9]/g, '_');
}
