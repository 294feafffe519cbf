import {
  buildMachine,
  EMPTY_VIEW,
  signalsOf,
  structuralHash,
  withView,
  type DefinitionJson,
} from '../../src/machines/definition.js';
import { DEFINITION } from '../../src/machines/documented/definition.js';
import { eventsOf } from '../../src/machines/events.js';
import { explore, guardsIn, situation } from './explore.js';
import { hear, partOf, rowsOf } from './play.js';
import { SITUATIONS } from './situations.js';

/** The ids of the row tables, in their order (R-503 was moved to R-1008). */
const ROWS = (
  '101 102 103 104 105 106 107 108 109 110 111 201 202 203 204 205 206 207 ' +
  '300 301 302 303 304 305 306 307 308 309 310 311 312 ' +
  '401 402 403 404 405 406 407 408 409 410 411 412 501 502 601 602 603 604 605 606 607 608 609 ' +
  '701 702 703 704 705 706 707 708 709 800 801 802 803 804 805 806 807 808 809 810 ' +
  '901 902 903 904 905 906 907 908 909 1000 1001 1002 1003 1004 1005 1006 1007 1008'
)
  .split(' ')
  .map((number) => `R-${number}`);

describe('the rows', () => {
  it('are each named by a state of exactly one part', () => {
    const homes = Object.values(DEFINITION.parts).flatMap(rowsOf);
    expect(homes).toHaveLength(92);
    expect([...homes].sort()).toEqual([...ROWS].sort());
  });

  it('are read by guards only where the part hosts them or waits for them', () => {
    for (const [part, json] of Object.entries(DEFINITION.parts)) {
      const heard = eventsOf(json).map((event) => event.split('.')[0]);
      const facts = guardsIn(json).filter((guard) => guard.type === 'fact');
      for (const row of facts.map((guard) => guard.params['step'] as string)) {
        const region = JSON.stringify(DEFINITION.root.states?.[part]);
        const known = [...rowsOf(json), ...heard].includes(row) || region.includes(`"${row}"`);
        expect([part, row, known]).toEqual([part, row, true]);
      }
    }
  });
});

it('lets unknown events and forged timer and error events change nothing, in any state of any part', () => {
  const strangers = ['R-999.settled', 'signal.nothing', 'xstate.after.1000.x', 'toString', ''];
  for (const part of Object.keys(DEFINITION.parts)) {
    // one situation is enough for the many values of intake
    const { values } = explore(
      partOf(part),
      (SITUATIONS[part] ?? []).slice(0, part === 'intake' ? 1 : 9),
    );
    expect(values.length).toBeGreaterThan(5);
    for (const value of values) {
      for (const type of strangers) {
        const heard = hear(partOf(part), JSON.parse(value), type, situation());
        expect(JSON.stringify(heard.value)).toBe(value);
        expect(heard.actions).toEqual([]);
      }
    }
  }
});

it('listens to these signals and no others', () => {
  expect(signalsOf(DEFINITION)).toEqual([
    ...['signal.aborted', 'signal.export-kept', 'signal.export-outdated', 'signal.portal-error'],
    ...['signal.portal-works', 'signal.repair', 'signal.repaired'],
  ]);
});

describe('the structural hash', () => {
  const ORDERED = new Set(['parts', 'states']);
  const copy = () => structuredClone(DEFINITION) as DefinitionJson & { parts: never };
  const changed = (from: string, to: string): DefinitionJson =>
    JSON.parse(JSON.stringify(copy()).replaceAll(from, to)) as DefinitionJson;

  it('is the same for the same structure, whatever the order of keys', () => {
    const turned = JSON.parse(JSON.stringify(DEFINITION), (key, node: unknown) =>
      node && typeof node === 'object' && !Array.isArray(node) && !ORDERED.has(key)
        ? Object.fromEntries(Object.entries(node).reverse())
        : node,
    ) as DefinitionJson;
    expect(JSON.stringify(turned)).not.toBe(JSON.stringify(DEFINITION));
    expect(structuralHash(turned)).toBe(structuralHash(DEFINITION));
    expect(structuralHash(DEFINITION)).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('changes with the order of parts and of states: parts are shown, regions entered in it', () => {
    const turned = (o: object) => Object.fromEntries(Object.entries(o).reverse()) as never;
    const intake = partOf('intake');
    const others = [
      { ...DEFINITION, parts: turned(DEFINITION.parts) },
      {
        ...DEFINITION,
        parts: {
          ...DEFINITION.parts,
          intake: { ...intake, states: turned(intake.states ?? {}) },
        },
      },
    ];
    for (const other of others) expect(structuralHash(other)).not.toBe(structuralHash(DEFINITION));
  });

  it.each([
    ['"target":"conflicts"', '"target":"repair"'],
    ['"after":"P7D"', '"after":"P8D"'],
    ['"as":"end"', '"as":"work"'],
    ['"approval":"before"', '"approval":"after"'],
    ['"R-407"', '"R-408"'],
    ['"version":"1.0.0"', '"version":"1.0.1"'],
  ])('changes when %s becomes %s', (from, to) => {
    expect(structuralHash(changed(from, to))).not.toBe(structuralHash(DEFINITION));
  });
});

describe('a stored value', () => {
  const machine = buildMachine(partOf('config-export'));

  it.each([
    ['a state that was renamed', 'gone'],
    ['a parallel state without its regions', 'ingested'],
    ['a value with a region missing', { ingested: { lines: 'csvChecked', users: 'list' } }],
    [
      'a region in a state that is none',
      { ingested: { lines: 'x', users: 'list', greetings: 'y' } },
    ],
    ['nothing', {}],
    ['null', null],
    ['a number', 3],
    ['a list', ['locked']],
    ['an empty name', ''],
    ['a name every object has', 'constructor'],
    ['a prototype', JSON.parse('{"__proto__":"locked"}')],
  ])('is refused when it is %s, and the error names the machine', (_what, value) => {
    expect(() => withView(machine, value, EMPTY_VIEW)).toThrow(
      'machine "config-export" has no state',
    );
  });

  it('is taken as it is when it fits', () => {
    const value = {
      ingested: { lines: 'csvChecked', users: 'list', greetings: 'greetingsChecked' },
    };
    expect(withView(machine, value, EMPTY_VIEW).value).toEqual(value);
  });
});

describe('a config from elsewhere', () => {
  it('is refused when it names a guard or an action this program does not know', () => {
    const guard = { type: 'moonPhase', params: {} } as never;
    const states = { a: { on: { go: { target: 'b', guard } } }, b: {} };
    expect(() => buildMachine({ id: 'm', initial: 'a', states })).toThrow(
      'machine "m", state "a": unknown "moonPhase"',
    );
    const entry = [{ type: 'format', params: {} } as never];
    expect(() => buildMachine({ id: 'm', initial: 'a', states: { a: { entry } } })).toThrow(
      'unknown "format"',
    );
  });

  it('is refused when a transition leads nowhere', () => {
    const states = { a: { on: { go: 'nowhere' } } };
    expect(() => buildMachine({ id: 'm', initial: 'a', states })).toThrow('nowhere');
  });
});
