import { compileDefinition, type CompiledDefinition } from '../../src/engine/compile-definition.js';
import { structuralHash, type DefinitionJson } from '../../src/machines/definition.js';
import { DEFINITION } from '../../src/machines/documented/definition.js';
import { eventsOf } from '../../src/machines/events.js';
import type { MachineJson, StateJson } from '../../src/machines/kinds.js';
import { explore } from '../machines/explore.js';
import { SITUATIONS } from '../machines/situations.js';

/** What the structural hash leaves out, set to whatever misleads most. */
const LIES: readonly (readonly [string, (state: StateJson) => StateJson])[] = [
  ['all tags at once', (s) => ({ ...s, tags: ['locked', 'work', 'side', 'gate', 'end'] })],
  ['the tag of a part out of scope', (s) => ({ ...s, tags: ['not-applicable', 'idle'] })],
  ['no tags, no meta', ({ tags: _tags, meta: _meta, ...rest }) => rest],
  ['another kind and step', (s) => ({ ...s, meta: { kind: 'end', step: 'R-101', as: 'locked' } })],
  ['a text', (s) => ({ ...s, description: 'The end.' }) as StateJson],
];

function everywhere(state: StateJson, lie: (state: StateJson) => StateJson): StateJson {
  const states = Object.entries(state.states ?? {}).map(([k, s]) => [k, everywhere(s, lie)]);
  return lie(state.states ? { ...state, states: Object.fromEntries(states) as never } : state);
}

function told(lie: (state: StateJson) => StateJson): DefinitionJson {
  const machine = (json: MachineJson) => everywhere(json, lie) as MachineJson;
  const parts = Object.entries(DEFINITION.parts).map(([name, json]) => [name, machine(json)]);
  return {
    ...DEFINITION,
    root: machine(DEFINITION.root),
    task: machine(DEFINITION.task),
    parts: Object.fromEntries(parts) as never,
  };
}

const VALUES = new Map(
  Object.entries(DEFINITION.parts).map(([part, json]) => [
    part,
    thin(explore(json, SITUATIONS[part] ?? []).values),
  ]),
);

/** At most 400 of them: intake's parallel regions multiply, and every state occurs in each hundredth part. */
function thin(values: readonly string[]): readonly string[] {
  const every = Math.ceil(values.length / 400);
  return values.filter((_, i) => i % every === 0);
}

/** Every answer the engine gets from a part's machine, at every value and event in every situation. */
function answers(definition: CompiledDefinition, part: string): string[] {
  const json = DEFINITION.parts[part] as MachineJson;
  return (VALUES.get(part) ?? []).map((text) => {
    const value = JSON.parse(text) as never;
    const moves = (SITUATIONS[part] ?? []).flatMap((view) =>
      eventsOf(json).map((event) => [event, definition.move(part, value, event, view)]),
    );
    return JSON.stringify([text, definition.resting(part, value), moves]);
  });
}

describe.each(LIES)('a stored definition that was given %s', (_what, lie) => {
  const honest = compileDefinition(DEFINITION);
  const forged = compileDefinition(told(lie));

  it('has the same hash, for the engine does the same', () => {
    expect(structuralHash(forged.json)).toBe(honest.hash);
    const { json: _a, hash: _b, ...rest } = honest;
    const indexes = Object.entries(rest).filter(([, value]) => typeof value !== 'function');
    expect(forged).toMatchObject(Object.fromEntries(indexes));
  });

  it.each(honest.parts)('moves, offers and rests in %s as before', (part) => {
    expect(answers(forged, part)).toEqual(answers(honest, part));
  });
});

it('knows for every part where it waits, works, ends and does not apply', () => {
  const honest = compileDefinition(DEFINITION);
  for (const part of honest.parts) {
    const rests = (VALUES.get(part) ?? []).map(
      (text) => honest.resting(part, JSON.parse(text) as never).as,
    );
    expect([part, ...new Set(rests)].sort()).toEqual(
      [part, 'locked', 'work', 'end', 'not-applicable'].sort(),
    );
  }
});
