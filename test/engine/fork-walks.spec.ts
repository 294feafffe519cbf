import fc from 'fast-check';
import { forkedState } from '../../src/engine/fork-state.js';
import { statusOf, type RunState } from '../../src/engine/run-state.js';
import { switchOff } from '../../src/engine/switching.js';
import { act, pointsOnTheWay } from './random-acts.js';
import { brokenInvariants, unreadable } from './run-invariants.js';
import { definition, SCENARIOS, traitsOf, WholeRun } from './whole-run.js';

const points = SCENARIOS.flatMap((scenario) => pointsOnTheWay(scenario));
const walk = fc.array(fc.tuple(fc.nat(12), fc.nat(1_000)), { maxLength: 16 });
const place = fc.tuple(fc.nat(points.length - 1), walk);
const runs = { numRuns: Number(process.env['WALKS'] ?? 300) };

function walked(start: number, acts: readonly (readonly [number, number])[]): WholeRun {
  const point = points[start];
  if (!point) throw new Error('no such point');
  const run = new WholeRun(point.scenario, point.state);
  run.now = point.now;
  for (const [kind, n] of acts) act(run, kind, n);
  return run;
}

const from = { run: 'r-origin', seq: 1, head: '' };
function forked(
  { state: parked, now }: WholeRun,
  left: Partial<{ at: string[]; without: string[] }> = {},
): RunState {
  const state = { ...parked, origin: { ...parked.origin, kind: 'what-if', from } };
  const o = { at: [], without: [], ...left, definition, traits: traitsOf, now };
  return forkedState({ ...o, state }).state;
}

const doneSteps = (state: RunState) =>
  definition.steps.filter((step) => state.tasks[step]?.result !== undefined);

/** Rows of a state that an approval or somebody at work holds where they are. */
const held = (state: RunState) =>
  definition.steps.filter((step) => {
    const { pending, approvedBy } = state.tasks[step] ?? {};
    const waits = statusOf(state, step) === 'waiting-approval' && pending?.kind !== 'act';
    const working = ['in-progress', 'verifying'].includes(statusOf(state, step));
    const open = ['ready', 'rejected', 'failed'].includes(statusOf(state, step));
    const redone = open && definition.sticky.has(step) && (state.tasks[step]?.round ?? 0) > 0;
    return waits || working || (open && approvedBy !== undefined) || redone;
  });

describe('a what-if of a run that stands anywhere', () => {
  it('keeps O1 to O12, every accepted result and every flag, and names nobody', () => {
    fc.assert(
      fc.property(place, ([start, acts]) => {
        const run = walked(start, acts);
        const fork = forked(run);
        expect([...brokenInvariants(fork), ...unreadable(fork)]).toEqual([]);
        for (const step of definition.steps)
          expect(fork.tasks[step]?.result).toBe(run.state.tasks[step]?.result);
        expect(fork.flags).toEqual(run.state.flags);
        expect(JSON.stringify(fork.tasks)).not.toMatch(/approvedBy|"doers":\["|approver|draft/);
      }),
      runs,
    );
  }, 600_000);

  it('stands in every row where that run stands, unless an approval or somebody at work held it there', () => {
    fc.assert(
      fc.property(place, ([start, acts]) => {
        const run = walked(start, acts);
        const fork = forked(run);
        const differing = definition.steps.filter(
          (step) => statusOf(fork, step) !== statusOf(run.state, step),
        );
        if (held(run.state).length === 0) expect(differing).toEqual([]);
      }),
      runs,
    );
  }, 600_000);

  it('forked at a row that was done and then switched off, leaves it off and knows no result of it', () => {
    const point = points.findLast(({ state }) => state.tasks['R-603']?.result !== undefined);
    if (!point) throw new Error('no point at which R-603 is done');
    const run = new WholeRun(point.scenario, point.state);
    const off = { definition, state: run.state, traits: traitsOf, now: point.now };
    run.take(switchOff(off, 'R-603'));
    const state = forked(run, { at: ['R-603'] });
    expect(state.off).toContain('R-603');
    expect(statusOf(state, 'R-603')).toBe('not-applicable');
    expect(state.tasks['R-603']).toBeUndefined();
    expect([...brokenInvariants(state), ...unreadable(state)]).toEqual([]);
  });

  it('goes on from any step that was done before, and comes to its end', () => {
    fc.assert(
      fc.property(place, fc.nat(1_000), fc.boolean(), ([start, acts], n, whole) => {
        const run = walked(start, acts);
        const done = doneSteps(run.state);
        const step = done[n % Math.max(1, done.length)];
        if (step === undefined) return;
        const state = forked(run, whole ? { at: [step] } : { without: [step] });
        expect([...brokenInvariants(state), ...unreadable(state)]).toEqual([]);
        if (whole) expect(state.tasks[step]?.result).toBeUndefined();
        const status = statusOf(state, step);
        expect(['locked', 'ready', 'in-progress', 'waiting-approval', 'not-applicable']).toContain(
          status,
        );
        const on = new WholeRun(run.scenario, state);
        on.now = run.now;
        let steps = 0;
        while (on.advance() && steps < 400) {
          steps++;
          expect(brokenInvariants(on.state)).toEqual([]);
        }
        expect(steps).toBeLessThan(400);
      }),
      { numRuns: Math.ceil(runs.numRuns / 20) },
    );
  }, 600_000);
});
