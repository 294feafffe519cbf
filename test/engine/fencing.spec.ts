import { isCurrent } from '../../src/engine/decide-attempts.js';
import { detailsOf } from '../../src/engine/run-state.js';
import { PeopleRun } from './people-run.js';

describe('an attempt that was taken over', () => {
  it('is not heard while the one after it still works', () => {
    const run = new PeopleRun();
    run.submit(0, 'R-101');
    const id = () => detailsOf(run.state, 'R-101').attempt?.id ?? '';
    const slow = id();
    expect(isCurrent(run.run, 'R-101', slow)).toBe(true);
    run.speak('R-101', 'crash');
    expect(run.isRunning('R-101')).toBe(true);
    expect([slow, id()].map((attempt) => isCurrent(run.run, 'R-101', attempt))).toEqual([
      false,
      true,
    ]);
  });
});
