import type { TaskStatus } from '../core/task-status.js';
import type { Text } from '../core/text.js';
import { partsNamed, stepsNamed } from '../machines/guards.js';
import { guardWords, type GuardNames } from '../machines/guard-words.js';
import {
  graphOf,
  type GraphEdge,
  type GraphState,
  type GraphTrack,
} from '../machines/machine-graph.js';
import type { Checklist } from './checklist.js';
import type { Checklists } from './checklists.js';
import type { CompiledDefinition } from './compile-definition.js';
import type { EngineCore } from './engine-core.js';
import type { RunState, StateValue } from './run-state.js';
import { openingGuards } from './why.js';

/** One lane of the map. */
export interface MapPart {
  readonly name: string;
  readonly title: Text;
  readonly status: string;
  readonly done: number;
  readonly total: number;
  /** Where its arrows begin. */
  readonly starts: readonly string[];
}

/** A state of a part. Its name says where the project stands; its step is what comes next there. */
export interface MapNode {
  /** `PART/path.of.the.state`, unique in the map. */
  readonly id: string;
  readonly part: string;
  readonly name: string;
  readonly kind: 'task' | 'step' | 'gate' | 'branch' | 'side' | 'end' | 'not-applicable' | 'tracks';
  /** Tracks that run side by side stand in it; the track inside which a node is drawn. */
  readonly inside: string | null;
  readonly track: string;
  readonly step?: string;
  /** Of the step; of what is no step, what it is in words, where the machine says it. */
  readonly title?: Text;
  readonly status?: TaskStatus;
  readonly side: boolean;
  readonly pointOfNoReturn: boolean;
  readonly overwrites: boolean;
  /** The run stands here. */
  readonly live: boolean;
}

export interface MapEdge {
  /** A node; of `opens` the step or the part that is waited for. */
  readonly from: string;
  /** A node; of `opens` a part. */
  readonly to: string;
  /** `on`: the step was settled; `event`: a signal, a timer, an approval; `opens`: what a part waits for. */
  readonly kind: 'on' | 'event' | 'opens';
  readonly event?: Text;
  readonly when?: Text;
  readonly otherwise: boolean;
}

/** The statechart of a run as data; whoever draws it lays it out. */
export interface RunMap {
  readonly run: string;
  readonly revision: number;
  readonly parts: readonly MapPart[];
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
}

type Titles = Readonly<Record<string, Text>>;

interface Drawing {
  readonly list: Checklist;
  readonly definition: CompiledDefinition;
  readonly words: (event: string) => Text;
  /** Of states, by name. */
  readonly titles: Titles;
  readonly names: GuardNames;
}

/** What becomes of a claim, by the event a machine hears. */
const SAID = {
  approved: { de: 'freigegeben', en: 'approved' },
  refused: { de: 'abgelehnt', en: 'rejected' },
  submitted: { de: 'eingereicht', en: 'handed in' },
  contradicted: { de: 'nicht angenommen', en: 'not accepted' },
  failed: { de: 'gescheitert', en: 'failed' },
} as const;

/** Reads where a run stands on the machines of its definition. */
export class RunMaps {
  constructor(
    private readonly core: EngineCore,
    private readonly checklists: Checklists,
  ) {}

  /** @throws RequestError run.not-found */
  async of(runId: string): Promise<RunMap> {
    const list = await this.checklists.of(runId);
    const run = await this.core.read(runId);
    const { sequence } = this.core.registry;
    const titles = sequence.stateTitles ?? {};
    return runMap(list, run, { words: (event) => this.words(event), titles, names: sequence });
  }

  /** A timer, a signal, or what became of a claim. */
  private words(event: string): Text {
    const [, step, said] =
      /^(.+)\.(approved|refused|submitted|contradicted|failed)$/.exec(event) ?? [];
    if (step === undefined)
      return this.core.registry.eventTitle(event.replace(/^(signal|timer)\./, ''));
    const { de, en } = SAID[said as keyof typeof SAID];
    return { de: `${step} ${de}`, en: `${step} ${en}` };
  }
}

function runMap(
  list: Checklist,
  { definition, state }: { readonly definition: CompiledDefinition; readonly state: RunState },
  named: Pick<Drawing, 'words' | 'titles' | 'names'>,
): RunMap {
  const drawing = { list, definition, ...named };
  const drawn = definition.parts.map((part) => lane(part, state.parts[part], drawing));
  return {
    run: list.id,
    revision: list.revision,
    parts: drawn.map(({ part }) => part),
    nodes: drawn.flatMap(({ nodes }) => nodes),
    edges: [...drawn.flatMap(({ edges }) => edges), ...openings(drawing)],
  };
}

function lane(name: string, value: StateValue | undefined, drawing: Drawing) {
  const json = drawing.definition.json.parts[name];
  const tracks = json ? graphOf(json) : [];
  const live = new Set(value === undefined ? [] : leavesOf(value));
  const context = { ...drawing, part: name, live };
  const { status, done, total, title } = partOf(drawing.list, name);
  const edges = tracks.flatMap((track) => edgesIn(track, name));
  const starts = edges.flatMap(({ edge, to }) => (edge.from === null ? [to] : []));
  const drawn = edges.flatMap(({ edge, to }) =>
    edge.from === null ? [] : [edgeOf(edge, `${name}/${edge.from}`, to, drawing)],
  );
  const nodes = tracks.flatMap((track) => nodesIn(track, null, context));
  return {
    part: { name, title, status, done, total, starts: [...new Set(starts)] },
    nodes: nodes.map((node) => {
      const title = node.side && !node.step ? sideTitle(node, drawn, drawing.titles) : undefined;
      return title ? { ...node, title } : node;
    }),
    edges: drawn,
  };
}

/** A state beside the way that is no step: its own words, else those of what leads into it, else what it waits for. */
function sideTitle(node: MapNode, edges: readonly MapEdge[], words: Titles): Text | undefined {
  const [into] = edges.flatMap(({ to, event }) => (to === node.id && event ? [event] : []));
  const [until] = edges.flatMap(({ from, event }) => (from === node.id && event ? [event] : []));
  const waits = until && { de: `bis: ${until.de}`, en: `until: ${until.en}` };
  return words[node.name] ?? into ?? waits;
}

function partOf({ parts }: Checklist, name: string) {
  const found = parts.find((part) => part.name === name);
  if (!found) throw new Error(`the checklist lacks part "${name}"`);
  return found;
}

/** `{a:{b:'c'},d:'e'}` → `a.b.c` and `d.e`, with all that lead to them. */
function leavesOf(value: StateValue, above: readonly string[] = []): string[] {
  if (typeof value === 'string') return [[...above, value].join('.')];
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = [...above, name];
    return [path.join('.'), ...leavesOf(inner, path)];
  });
}

interface Lane extends Drawing {
  readonly part: string;
  readonly live: ReadonlySet<string>;
}

function nodesIn(track: GraphTrack, inside: string | null, lane: Lane): MapNode[] {
  return track.states.flatMap((state) => {
    const node = nodeOf(state, { inside, track: track.name }, lane);
    return [node, ...state.tracks.flatMap((inner) => nodesIn(inner, node.id, lane))];
  });
}

function nodeOf(
  { path, name, config, tracks }: GraphState,
  where: { readonly inside: string | null; readonly track: string },
  { part, live, list, definition }: Lane,
): MapNode {
  const meta = config.meta as
    { readonly kind?: MapNode['kind']; readonly step?: string } | undefined;
  const step = list.steps.find(({ id }) => id === meta?.step);
  const side = config.tags?.includes('side') === true;
  return {
    ...{ id: `${part}/${path}`, part, name, ...where, side, live: live.has(path) },
    kind: tracks.length > 0 ? 'tracks' : (meta?.kind ?? 'side'),
    ...(step ? { step: step.id, title: step.title, status: step.status } : {}),
    pointOfNoReturn: step !== undefined && definition.noReturn.has(step.id),
    overwrites: step !== undefined && definition.sticky.has(step.id),
  };
}

function edgesIn(track: GraphTrack, part: string): { edge: GraphEdge; to: string }[] {
  return [
    ...track.edges.map((edge) => ({ edge, to: `${part}/${edge.to}` })),
    ...track.states.flatMap(({ tracks }) => tracks.flatMap((inner) => edgesIn(inner, part))),
  ];
}

/** `R-302.settled` is the plain way on, and so is a branch; everything else is said in words. */
function edgeOf(edge: GraphEdge, from: string, to: string, { words, names }: Drawing): MapEdge {
  const { event, guard, otherwise } = edge;
  const plain = event === '' || event.startsWith('xstate.') || event.endsWith('.settled');
  return {
    ...{ from, to, otherwise, kind: plain ? 'on' : 'event' },
    ...(plain ? {} : { event: words(event) }),
    ...(guard && guard.type !== 'settled' ? { when: guardWords(guard, names) } : {}),
  };
}

/** What a part waits for before it may begin: steps of other parts, or whole parts. */
function openings({ definition }: Drawing): MapEdge[] {
  const plain = { kind: 'opens', otherwise: false } as const;
  return definition.parts.flatMap((part) => {
    const guards = openingGuards(definition, part);
    const steps = [...new Set(guards.flatMap(stepsNamed))];
    const parts = [...new Set(guards.flatMap(partsNamed))];
    return [...steps, ...parts].map((from) => ({ ...plain, from, to: part }));
  });
}
