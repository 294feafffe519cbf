import fc from 'fast-check';
import { PARTS } from '../../src/machines/part-machines.js';
import { DEFINITION, EMPTY_VIEW } from '../../src/machines/definition.js';
import { eventsOf } from '../../src/machines/events.js';
import type { View } from '../../src/machines/guards.js';
import type { MachineJson } from '../../src/machines/kinds.js';
import { allStates, allTransitions, explore, situation, stuck } from './explore.js';
import { hear } from './play.js';

const root = DEFINITION.root;
const regions = root.states ?? {};
const otherDone = Object.fromEntries(PARTS.map((part) => [part, 'done']));

/** Nothing known; everything needed and settled; out of scope; another product. */
const inUse = { voicemail: true, dynamicLines: true, systemSettings: true };
const unused = { voicemail: false, dynamicLines: false, systemSettings: false };
const VIEWS: readonly View[] = [
  EMPTY_VIEW,
  situation({ 'R-106': inUse }, { parts: otherDone }),
  situation({ 'R-106': unused }, { parts: otherDone }),
  situation({ 'R-101': { applicable: false } }, { parts: otherDone }),
];

const known = new Map<string, MachineJson>();
function only(...parts: readonly string[]): MachineJson {
  const json = known.get(parts.join()) ?? {
    id: 'root',
    type: 'parallel',
    states: Object.fromEntries(parts.map((part) => [part, regions[part] ?? {}])),
  };
  known.set(parts.join(), json);
  return json;
}

it('has one region for each part, in the shown order of the definition', () => {
  expect(Object.keys(DEFINITION.parts)).toEqual([...PARTS]);
  expect(Object.keys(regions).sort()).toEqual([...PARTS].sort());
});

describe.each(PARTS.map((part) => [part]))('the region of %s', (part) => {
  const json = only(part);
  const explored = explore(json, VIEWS);
  const intake = part === 'intake';

  it('reaches all its states and takes all its transitions', () => {
    expect(allStates(json).filter((path) => !explored.visited.has(path))).toEqual([]);
    expect(allTransitions(json).filter((key) => !explored.taken.has(key))).toEqual([]);
    const counts = [allStates(json).length, allTransitions(json).length, explored.values.length];
    expect(counts).toEqual(intake ? [7, 9, 5] : [8, 16, 6]);
  });

  it('can become done from wherever it is', () => {
    const isDone = (snapshot: { value: unknown }) =>
      JSON.stringify(snapshot.value).includes('"done"');
    expect(stuck(explored, isDone, () => true)).toEqual([]);
  });

  it('opens, closes and skips its own part only', () => {
    for (const { from, heard } of explored.edges) {
      const { actions } = hear(json, JSON.parse(from), heard.type, VIEWS[heard.view] ?? EMPTY_VIEW);
      expect(actions.every((action) => action.params['part'] === part)).toBe(true);
    }
  });
});

it.each(PARTS.slice(1).map((part, i) => [PARTS[i] ?? '', part]))(
  '%s and %s move independently of each other',
  (left, right) => {
    const { edges } = explore(only(left, right), VIEWS);
    for (const { from, heard, to } of edges) {
      const [before, after] = [JSON.parse(from), JSON.parse(to)] as Record<string, string>[];
      for (const part of [left, right]) {
        const view = VIEWS[heard.view] ?? EMPTY_VIEW;
        const alone = hear(only(part), { [part]: before?.[part] }, heard.type, view).value;
        expect(alone).toEqual({ [part]: after?.[part] });
      }
    }
    expect(edges.length).toBeGreaterThan(100);
  },
);

it('opens intake at the first look and nothing else', () => {
  const value = Object.fromEntries(PARTS.map((p) => [p, 'locked']));
  const first = hear(root, value, 'tasks.changed', EMPTY_VIEW);
  expect(first.value).toEqual({ ...value, intake: 'ready' });
  expect(first.actions).toEqual([{ type: 'open', params: { part: 'intake' } }]);
  expect(hear(root, first.value, 'tasks.changed', EMPTY_VIEW).actions).toEqual([]);
});

it('ends every part when the product is another one, and begins anew when that was a mistake', () => {
  const value = Object.fromEntries(PARTS.map((p) => [p, p === 'intake' ? 'active' : 'locked']));
  const gone = hear(root, value, 'tasks.changed', VIEWS[3] ?? EMPTY_VIEW);
  expect(new Set(Object.values(gone.value))).toEqual(new Set(['notApplicable']));
  const back = hear(root, gone.value, 'tasks.changed', EMPTY_VIEW);
  expect(back.value).toEqual(
    Object.fromEntries(PARTS.map((p) => [p, p === 'intake' ? 'ready' : 'locked'])),
  );
});

it('never leaves its states and never opens a part whose gate is shut, on random walks', () => {
  const events = eventsOf(root);
  const rows = ['R-101', 'R-102', 'R-105', 'R-107', 'R-201', 'R-206', 'R-311', 'R-406', 'R-502'];
  const view = fc.record({
    open: fc.subarray([...rows, 'R-606', 'R-608', 'R-702', 'R-707', 'R-410', 'R-412']),
    scope: fc.record({
      voicemail: fc.boolean(),
      dynamicLines: fc.boolean(),
      systemSettings: fc.boolean(),
    }),
  });
  const walk = fc.array(fc.tuple(fc.constantFrom(...events), view), { maxLength: 40 });
  fc.assert(
    fc.property(walk, (steps) => {
      let value: unknown = Object.fromEntries(
        PARTS.map((p) => [p, p === 'intake' ? 'ready' : 'locked']),
      );
      for (const [type, { open, scope }] of steps) {
        const now = situation({ 'R-106': scope }, { open, parts: value as Record<string, string> });
        const heard = hear(root, JSON.parse(JSON.stringify(value)), type, now);
        const opened = heard.actions.filter((a) => a.type === 'open').map((a) => a.params['part']);
        if (open.includes('R-406')) expect(opened).not.toContain('transfer');
        if (open.includes('R-502')) expect(opened).not.toContain('config-import');
        if (open.includes('R-707') || !scope.voicemail) {
          expect(opened).not.toContain('voicemail-import');
        }
        value = heard.value;
      }
    }),
    { numRuns: 100 },
  );
});

it('refuses a stored value that is not one of its own', () => {
  expect(() => hear(root, { intake: 'ready' }, 'tasks.changed', EMPTY_VIEW)).toThrow('"root"');
});
