import fc from 'fast-check';
import { isSettled } from '../../src/core/task-status.js';
import type { RunState } from '../../src/engine/run-state.js';
import type { Sequence } from '../../src/engine/sequence.js';
import { act, pointsOnTheWay } from './random-acts.js';
import { brokenAnywhere, reopenedByItself, unreadable } from './run-invariants.js';
import { groundOf, WholeRun, type Scenario } from './whole-run.js';

interface Walks {
  readonly sequence: Sequence;
  /** Flags the steps raise on the plain way, one set for each kind of project. */
  readonly scenarios: readonly Scenario[];
  /** The order this sequence promises: what is broken in a state, a sentence each. */
  readonly broken: (state: RunState) => readonly string[];
  /** Walks when `WALKS` says nothing. */
  readonly count: number;
}

/** A sequence walked over without store or people: to its end, and at random from every point of that way. */
export function describeWalks({ sequence, scenarios, broken, count }: Walks): void {
  const ground = groundOf(sequence);
  const { definition } = ground;
  const points = scenarios.flatMap((scenario) => pointsOnTheWay(scenario, ground));

  it.each(scenarios.map((s, i) => [i, s] as const))(
    'scenario %i reaches the end with every step settled',
    (_, scenario) => {
      const run = new WholeRun(scenario, undefined, ground);
      let steps = 0;
      while (run.advance() && steps < 400) steps++;
      expect(definition.steps.filter((id) => !isSettled(run.state.status[id]))).toEqual([]);
      expect(
        Object.values(run.state.root).every((r) => r === 'done' || r === 'notApplicable'),
      ).toBe(true);
    },
  );

  it('keeps its order in random walks from every point of the way', () => {
    const walk = fc.array(fc.tuple(fc.nat(13), fc.nat(1_000)), { minLength: 4, maxLength: 16 });
    fc.assert(
      fc.property(fc.nat(points.length - 1), walk, (start, acts) => {
        const point = points[start];
        if (!point) throw new Error('no such point');
        const run = new WholeRun(point.scenario, point.state, ground);
        run.now = point.now;
        for (const [kind, n] of acts) {
          const before = run.state;
          const redone = act(run, kind, n);
          const found = [
            ...broken(run.state),
            ...brokenAnywhere(run.state, ground),
            ...reopenedByItself(before, run.state, redone, definition),
          ];
          if (found.length > 0) throw new Error(found.join('\n'));
        }
        expect(unreadable(run.state, definition)).toEqual([]);
      }),
      { numRuns: Number(process.env['WALKS'] ?? count) },
    );
  }, 1_200_000);
}
