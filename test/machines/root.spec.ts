import fc from 'fast-check';
import { PARTS } from '../../src/machines/documented/part-machines.js';
import { EMPTY_VIEW } from '../../src/machines/definition.js';
import { DEFINITION } from '../../src/machines/documented/definition.js';
import { eventsOf } from '../../src/machines/events.js';
import { explore, situation } from './explore.js';
import { only } from './model-suite.js';
import { hear } from './play.js';
import { ROOT_VIEWS } from './situations.js';

const root = DEFINITION.root;
const regions = root.states ?? {};

it('has one region for each part, in the shown order of the definition', () => {
  expect(Object.keys(DEFINITION.parts)).toEqual([...PARTS]);
  expect(Object.keys(regions).sort()).toEqual([...PARTS].sort());
});

it.each(PARTS.slice(1).map((part, i) => [PARTS[i] ?? '', part]))(
  '%s and %s move independently of each other',
  (left, right) => {
    const { edges } = explore(only(root, left, right), ROOT_VIEWS);
    const own = { [left]: only(root, left), [right]: only(root, right) };
    for (const { from, heard, to } of edges) {
      const [before, after] = [JSON.parse(from), JSON.parse(to)] as Record<string, string>[];
      for (const part of [left, right]) {
        const view = ROOT_VIEWS[heard.view] ?? EMPTY_VIEW;
        const alone = hear(own[part] ?? root, { [part]: before?.[part] }, heard.type, view).value;
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
  const gone = hear(root, value, 'tasks.changed', ROOT_VIEWS[3] ?? EMPTY_VIEW);
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
