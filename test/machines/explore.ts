import { getAdjacencyMap, getShortestPaths } from '@xstate/graph';
import {
  fromTransition,
  getMicrosteps,
  transition,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type StateValue,
} from 'xstate';
import { buildMachine, EMPTY_VIEW, withView } from '../../src/machines/definition.js';
import { eventsOf, statesOf } from '../../src/machines/events.js';
import { holds, type View } from '../../src/machines/guards.js';
import type { Guard, MachineJson, StateJson, Target } from '../../src/machines/kinds.js';
import type { TaskStatus } from '../../src/core/task-status.js';

/** What guards see in one situation: every row settled unless it is named as open. */
export function situation(
  flags: View['flags'] = {},
  o: { readonly open?: readonly string[]; readonly parts?: View['parts'] } = {},
): View {
  const tasks: Record<string, TaskStatus> = new Proxy(
    {},
    {
      get: (_, row) => (o.open?.includes(String(row)) ? 'ready' : 'done'),
    },
  );
  return { tasks, flags, parts: o.parts ?? {} };
}

export const NOTHING_SETTLED = EMPTY_VIEW;

/** One event heard in one situation (an index into the list of views). */
export interface Heard {
  readonly type: string;
  readonly view: number;
}
export interface Edge {
  readonly from: string;
  readonly heard: Heard;
  readonly to: string;
}
export interface Explored {
  readonly machine: AnyStateMachine;
  /** JSON of every state value that can be reached. */
  readonly values: readonly string[];
  readonly edges: readonly Edge[];
  /** `state event #candidate` of every transition taken at least once. */
  readonly taken: ReadonlySet<string>;
  readonly visited: ReadonlySet<string>;
  readonly paths: number;
}

/**
 * Explores a machine by @xstate/graph over every event in every given situation. The value goes through JSON and
 * {@link withView} before each transition, exactly as between two commands of a run.
 */
export function explore(json: MachineJson, views: readonly View[]): Explored {
  const machine = buildMachine(json);
  const taken = new Set<string>();
  const visited = new Set<string>();
  const known = new Map<string, { value: string }>();
  const logic = fromTransition(
    (state: { value: string }, event: Heard) => {
      const key = `${String(event.view)} ${event.type} ${state.value}`;
      const answer = known.get(key);
      if (answer) return answer;
      const view = views[event.view] ?? EMPTY_VIEW;
      const before = withView(machine, JSON.parse(state.value), view);
      const keys = transitionsTaken(machine, before, event.type, visited);
      const [after] =
        keys.length > 0 ? transition(machine, before, { type: event.type }) : [before];
      keys.forEach((taking) => taken.add(taking));
      note(after, visited);
      const next = { value: JSON.stringify(after.value) };
      known.set(key, next);
      return next;
    },
    { value: JSON.stringify(startOf(machine, views[0] ?? EMPTY_VIEW)) },
  );
  const events = views.flatMap((_, view) => eventsOf(json).map((type) => ({ type, view })));
  const options = { events, serializeState: keyOf };
  const map = getAdjacencyMap(logic, options as never) as unknown as Adjacency;
  const edges = Object.entries(map).flatMap(([from, node]) =>
    Object.values(node.transitions).map((t) => ({ from, heard: t.event, to: keyOf(t.state) })),
  );
  note(withView(machine, startOf(machine, EMPTY_VIEW), EMPTY_VIEW), visited);
  const paths = getShortestPaths(logic, options as never).length;
  return { machine, values: Object.keys(map), edges, taken, visited, paths };
}

type Adjacency = Readonly<
  Record<string, { transitions: Readonly<Record<string, { event: Heard; state: unknown }>> }>
>;

function keyOf(state: unknown): string {
  return (state as { context: { value: string } }).context.value;
}

function startOf(machine: AnyStateMachine, view: View): StateValue {
  return machine.resolveState({ value: {}, context: view }).value as StateValue;
}

function note(snapshot: AnyMachineSnapshot, visited: Set<string>): void {
  for (const node of snapshot._nodes) visited.add(node.path.join('.'));
}

/** Keys of the transitions one event takes, those without an event (branch, end of all tracks) included. */
function transitionsTaken(
  machine: AnyStateMachine,
  before: AnyMachineSnapshot,
  type: string,
  visited: Set<string>,
): string[] {
  const selected = machine.getTransitionData(before as never, { type });
  const keys = selected.map((t) => {
    const source = t.source;
    const candidates = source.transitions.get(type) ?? [];
    return `${source.path.join('.')} ${type} #${String(candidates.indexOf(t))}`;
  });
  if (keys.length === 0) return keys;
  const steps = getMicrosteps(machine, before as never, { type });
  steps.slice(0, -1).forEach(([snapshot]) => {
    note(snapshot, visited);
    keys.push(...eventless(snapshot));
  });
  return keys;
}

function eventless(snapshot: AnyMachineSnapshot): string[] {
  const view = snapshot.context as View;
  const first = (ways: readonly Target[]) =>
    ways.findIndex((way) => typeof way === 'string' || !way.guard || holds(way.guard, view));
  const active = snapshot._nodes.map((node) => ({ node, path: node.path.join('.') }));
  const branches = active
    .filter(({ node }) => node.config.always !== undefined)
    .map(({ node, path }) => `${path} always #${String(first(listOf(node.config.always)))}`);
  if (branches.length > 0) return branches;
  return active
    .filter(({ node }) => node.config.onDone !== undefined && tracksEnded(snapshot, node.path))
    .map(({ node, path }) => `${path} onDone #${String(first(listOf(node.config.onDone)))}`);
}

function tracksEnded(snapshot: AnyMachineSnapshot, path: readonly string[]): boolean {
  const inside = snapshot._nodes.filter(
    (node) => node.path.length > path.length && path.every((p, i) => node.path[i] === p),
  );
  const leaves = inside.filter((node) => Object.keys(node.states).length === 0);
  return leaves.every((node) => node.type === 'final');
}

export function listOf(ways: unknown): readonly Target[] {
  if (ways === undefined) return [];
  return (Array.isArray(ways) ? ways : [ways]) as readonly Target[];
}

/** Keys of all transitions a config names, in the form of {@link Explored.taken}. */
export function allTransitions(json: MachineJson): readonly string[] {
  return statesOf(json).flatMap(({ path, state }) => [
    ...Object.entries(state.on ?? {}).flatMap(([event, ways]) =>
      listOf(ways).map((_, i) => `${path} ${event} #${String(i)}`),
    ),
    ...listOf(state.always).map((_, i) => `${path} always #${String(i)}`),
    ...listOf(state.onDone).map((_, i) => `${path} onDone #${String(i)}`),
  ]);
}

export function allStates(json: MachineJson): readonly string[] {
  return statesOf(json).map(({ path }) => path);
}

/** Values from which no value that `isEnd` accepts can be reached by the events that `allowed` accepts. */
export function stuck(
  explored: Explored,
  isEnd: (snapshot: AnyMachineSnapshot) => boolean,
  allowed: (event: string) => boolean,
): readonly string[] {
  const at = (value: string) => withView(explored.machine, JSON.parse(value), EMPTY_VIEW);
  const good = new Set(explored.values.filter((value) => isEnd(at(value))));
  const edges = explored.edges.filter((edge) => allowed(edge.heard.type));
  for (let grew = true; grew;) {
    const more = edges.filter((edge) => good.has(edge.to) && !good.has(edge.from));
    more.forEach((edge) => good.add(edge.from));
    grew = more.length > 0;
  }
  return explored.values.filter((value) => !good.has(value));
}

/** How the engine classifies a part: at its end, or the scope does not need it. */
export function isFinished(snapshot: AnyMachineSnapshot): boolean {
  const nodes = snapshot._nodes as unknown as readonly { config: StateJson }[];
  const said = nodes
    .flatMap((node) => node.config.entry ?? [])
    .flatMap((action) => (action.type === 'rest' ? [action.params['as']] : []));
  if (said.includes('not-applicable')) return true;
  return said.includes('end') && !said.includes('work') && !said.includes('locked');
}

/** Guards of a transition or a state's ways, with what they hold inside. */
export function guardsIn(json: MachineJson): readonly Guard[] {
  const inner = (guard: Guard): Guard[] => {
    const p = guard.params as { guard?: Guard; guards?: readonly Guard[] };
    return [guard, ...(p.guard ? inner(p.guard) : []), ...(p.guards ?? []).flatMap(inner)];
  };
  return statesOf(json)
    .flatMap(({ state }) => [...Object.values(state.on ?? {}), state.always, state.onDone])
    .flatMap(listOf)
    .flatMap((way) => (typeof way === 'string' || !way.guard ? [] : inner(way.guard)));
}
