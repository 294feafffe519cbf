import { DEFINITION, EMPTY_VIEW, withView } from '../../src/machines/definition.js';
import { PARTS } from '../../src/machines/part-machines.js';
import { allStates, allTransitions, explore, isFinished, stuck, type Explored } from './explore.js';
import { SITUATIONS } from './situations.js';

/** States and transitions written in each machine, values that can be reached, shortest paths to them. */
const COUNTS: Readonly<Record<string, readonly [number, number, number, number]>> = {
  intake: [33, 24, 306, 306],
  'target-server': [12, 15, 11, 11],
  'license-upgrade': [27, 112, 25, 25],
  'config-export': [27, 25, 29, 29],
  transfer: [8, 13, 7, 7],
  'config-import': [16, 19, 14, 14],
  'user-creation': [24, 30, 20, 20],
  lines: [22, 24, 21, 21],
  'voicemail-import': [18, 24, 16, 16],
  acceptance: [32, 27, 31, 31],
};

const explored = new Map<string, Explored>();
function look(part: string): Explored {
  const known = explored.get(part);
  if (known) return known;
  const json = DEFINITION.parts[part];
  if (!json) throw new Error(`no part ${part}`);
  const fresh = explore(json, SITUATIONS[part] ?? []);
  explored.set(part, fresh);
  return fresh;
}

describe.each(PARTS.map((part) => [part]))('the machine of %s', (part) => {
  const json = DEFINITION.parts[part];
  if (!json) throw new Error(`no part ${part}`);

  it('reaches each of its states', () => {
    const { visited } = look(part);
    expect(allStates(json).filter((path) => !visited.has(path))).toEqual([]);
  });

  it('takes each of its transitions in some situation', () => {
    const { taken } = look(part);
    const all = allTransitions(json);
    expect(all.filter((key) => !taken.has(key))).toEqual([]);
    expect([...taken].filter((key) => !all.includes(key))).toEqual([]);
  });

  it('can still end from wherever it is, without being opened anew, rewound or skipped', () => {
    const forbidden = new Set(['part.rewind', 'part.skip', 'part.close']);
    expect(stuck(look(part), isFinished, (event) => !forbidden.has(event))).toEqual([]);
  });

  it('has the size that was last looked at', () => {
    const { values, paths } = look(part);
    const counts = [allStates(json).length, allTransitions(json).length, values.length, paths];
    expect(counts).toEqual(COUNTS[part]);
  });

  it('survives JSON in every value it can have', () => {
    const { machine, values } = look(part);
    for (const value of values) {
      const again = withView(machine, JSON.parse(value), EMPTY_VIEW);
      expect(JSON.stringify(again.value)).toBe(value);
    }
  });

  it('locks from everywhere and rewinds to its first step', () => {
    const { edges } = look(part);
    const locked = edges.filter((e) => e.heard.type === 'part.close').map((e) => e.to);
    expect(locked.every((value) => /"locked"/u.test(value))).toBe(true);
    expect(
      new Set(edges.filter((e) => e.heard.type === 'part.rewind').map((e) => e.from)).size,
    ).toBe(look(part).values.length);
  });
});
