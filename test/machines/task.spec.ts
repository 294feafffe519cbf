import { TASK_STATUSES } from '../../src/core/task-status.js';
import { taskMachine } from '../../src/machines/task.machine.js';
import { EMPTY_VIEW } from '../../src/machines/definition.js';
import { allStates, allTransitions, explore, stuck } from './explore.js';
import { hear } from './play.js';

const explored = explore(taskMachine, [EMPTY_VIEW]);

it('has exactly the statuses that every face shows', () => {
  expect(allStates(taskMachine).slice(1).sort()).toEqual([...TASK_STATUSES].sort());
});

it('reaches every status and takes every transition', () => {
  expect(explored.values).toHaveLength(TASK_STATUSES.length);
  expect(allTransitions(taskMachine).filter((key) => !explored.taken.has(key))).toEqual([]);
  expect(explored.taken.size).toBe(allTransitions(taskMachine).length);
});

it('can be settled from every status', () => {
  const settled = ['done', 'waived', 'not-applicable'];
  const isSettled = (snapshot: { value: unknown }) => settled.includes(snapshot.value as string);
  expect(stuck(explored, isSettled, (event) => event !== 'skip')).toEqual([]);
});

it('never becomes done without a verdict or an approval', () => {
  const done = explored.edges.filter((e) => e.to === '"done"' && e.from !== '"done"');
  expect(new Set(done.map((e) => e.heard.type))).toEqual(
    new Set(['consistent', 'grant.result', 'grant.keep', 'deny.done']),
  );
});

it('does not take an event that is none of its own', () => {
  for (const value of TASK_STATUSES) {
    for (const type of ['done', 'xstate.init', 'xstate.after.1', 'toString', '__proto__']) {
      expect(hear(taskMachine, value, type, EMPTY_VIEW).value).toBe(value);
    }
  }
});
