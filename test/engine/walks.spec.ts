import fc from 'fast-check';
import { act, pointsOnTheWay } from './random-acts.js';
import { brokenInvariants, reopenedByItself, unreadable } from './run-invariants.js';
import { definition, SCENARIOS, WholeRun } from './whole-run.js';

describe('the whole sequence', () => {
  const points = SCENARIOS.flatMap(pointsOnTheWay);

  it.each(SCENARIOS.map((s, i) => [i, s] as const))(
    'scenario %i reaches the end with every step settled',
    (_, s) => {
      const run = new WholeRun(s);
      let steps = 0;
      while (run.advance() && steps < 400) steps++;
      const open = definition.steps.filter(
        (id) => !['done', 'waived', 'not-applicable'].includes(run.state.status[id] ?? ''),
      );
      expect(open).toEqual([]);
      expect(
        Object.values(run.state.root).every((r) => r === 'done' || r === 'notApplicable'),
      ).toBe(true);
    },
  );

  it('keeps O1 to O12 in random walks from every point of the way', () => {
    const walk = fc.array(fc.tuple(fc.nat(13), fc.nat(1_000)), { minLength: 4, maxLength: 16 });
    fc.assert(
      fc.property(fc.nat(points.length - 1), walk, (start, acts) => {
        const point = points[start];
        if (!point) throw new Error('no such point');
        const run = new WholeRun(point.scenario, point.state);
        run.now = point.now;
        for (const [kind, n] of acts) {
          const before = run.state;
          const redone = act(run, kind, n);
          const broken = [
            ...brokenInvariants(run.state),
            ...reopenedByItself(before, run.state, redone),
          ];
          if (broken.length > 0) throw new Error(broken.join('\n'));
        }
        expect(unreadable(run.state)).toEqual([]);
      }),
      { numRuns: Number(process.env['WALKS'] ?? 10_000) },
    );
  }, 1_200_000);
});
