import { EMPTY_VIEW, withView, type DefinitionJson } from '../../src/machines/definition.js';
import { eventsOf, statesOf } from '../../src/machines/events.js';
import type { View } from '../../src/machines/guards.js';
import type { MachineJson } from '../../src/machines/kinds.js';
import { allStates, allTransitions, explore, isFinished, listOf, stuck } from './explore.js';
import { hear } from './play.js';

/** Written states and transitions, values that can be reached, shortest paths to them. */
export type PartCounts = readonly [number, number, number, number];
/** Written states and transitions, values that can be reached. */
export type RegionCounts = readonly [number, number, number];

export interface Modeled {
  readonly definition: DefinitionJson;
  /** The situations that together open every way of a part. */
  readonly situations: Readonly<Record<string, readonly View[]>>;
  /** The sizes that were last looked at. */
  readonly counts: Readonly<Record<string, PartCounts>>;
  readonly regions: Readonly<Record<string, RegionCounts>>;
  /** What the root may see, for all its ways. */
  readonly rootViews: readonly View[];
}

/** The model tests of a sequence: its configs, each of its parts, each region of its root. */
export function describeMachines(o: Modeled): void {
  const { parts, root, task } = o.definition;
  describe.each([...Object.entries(parts), ['root', root], ['task', task]] as const)(
    'the config of %s',
    (_name, json) => {
      describeConfig(json);
    },
  );
  describe.each(Object.entries(parts))('the machine of %s', (part, json) => {
    describePart(json, o.situations[part] ?? [], o.counts[part]);
  });
  describe.each(Object.keys(parts))('the region of %s', (part) => {
    describeRegion(part, only(root, part), o.rootViews, o.regions[part]);
  });
}

function describeConfig(json: MachineJson): void {
  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    expect(JSON.stringify(JSON.parse(JSON.stringify(json)))).toBe(JSON.stringify(json));
  });

  it('decides every branch without a guard in the end, so that nothing rests there', () => {
    for (const { state } of statesOf(json)) {
      const last = listOf(state.always).at(-1);
      if (state.always !== undefined) expect(typeof last === 'string' || !last?.guard).toBe(true);
    }
  });

  it('hears no event of XState itself', () => {
    expect(eventsOf(json).filter((event) => /^xstate|\*/u.test(event))).toEqual([]);
  });
}

function describePart(json: MachineJson, views: readonly View[], counts?: PartCounts): void {
  const explored = explore(json, views);

  it('reaches each of its states', () => {
    const { visited } = explored;
    expect(allStates(json).filter((path) => !visited.has(path))).toEqual([]);
  });

  it('takes each of its transitions in some situation', () => {
    const { taken } = explored;
    const all = allTransitions(json);
    expect(all.filter((key) => !taken.has(key))).toEqual([]);
    expect([...taken].filter((key) => !all.includes(key))).toEqual([]);
  });

  it('can still end from wherever it is, without being opened anew, rewound or skipped', () => {
    const forbidden = new Set(['part.rewind', 'part.skip', 'part.close']);
    expect(stuck(explored, isFinished, (event) => !forbidden.has(event))).toEqual([]);
  });

  it('has the size that was last looked at', () => {
    const { values, paths } = explored;
    expect([allStates(json).length, allTransitions(json).length, values.length, paths]).toEqual(
      counts,
    );
  });

  it('survives JSON in every value it can have', () => {
    const { machine, values } = explored;
    for (const value of values) {
      const again = withView(machine, JSON.parse(value), EMPTY_VIEW);
      expect(JSON.stringify(again.value)).toBe(value);
    }
  });

  it('locks from everywhere and rewinds to its first step', () => {
    const { edges, values } = explored;
    const heard = (type: string) => edges.filter((e) => e.heard.type === type);
    expect(heard('part.close').every(({ to }) => /"locked"/u.test(to))).toBe(true);
    expect(new Set(heard('part.rewind').map((e) => e.from)).size).toBe(values.length);
  });
}

function describeRegion(
  part: string,
  json: MachineJson,
  views: readonly View[],
  counts?: RegionCounts,
): void {
  const explored = explore(json, views);

  it('reaches all its states and takes all its transitions', () => {
    expect(allStates(json).filter((path) => !explored.visited.has(path))).toEqual([]);
    expect(allTransitions(json).filter((key) => !explored.taken.has(key))).toEqual([]);
    expect([allStates(json).length, allTransitions(json).length, explored.values.length]).toEqual(
      counts,
    );
  });

  it('can become done from wherever it is', () => {
    const isDone = (snapshot: { value: unknown }) =>
      JSON.stringify(snapshot.value).includes('"done"');
    expect(stuck(explored, isDone, () => true)).toEqual([]);
  });

  it('opens, closes and skips its own part only', () => {
    for (const { from, heard } of explored.edges) {
      const view = views[heard.view] ?? EMPTY_VIEW;
      const { actions } = hear(json, JSON.parse(from), heard.type, view);
      expect(actions.every((action) => action.params['part'] === part)).toBe(true);
    }
  });
}

/** The root with these regions and no others. */
export function only(root: MachineJson, ...parts: readonly string[]): MachineJson {
  const regions = root.states ?? {};
  const states = Object.fromEntries(parts.map((part) => [part, regions[part] ?? {}]));
  return { id: root.id, type: 'parallel', states };
}
