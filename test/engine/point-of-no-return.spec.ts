import { definition, SCENARIOS, WholeRun, type Scenario } from './whole-run.js';

/** A project in which a MAC swap was begun, so that R-207 takes part. */
const SWAPPED = SCENARIOS.find((s) => s['R-105']?.['macSwap'] === 'started') as Scenario;

function playedUntil(reached: (run: WholeRun) => boolean): WholeRun {
  const run = new WholeRun(SWAPPED);
  for (let steps = 0; !reached(run); steps++) {
    if (steps > 400 || !run.advance()) throw new Error('never reached');
  }
  return run;
}
const reopen = (run: WholeRun, step: string) =>
  run.take(run.drain().task(step, { type: 'reopen' }).run());

describe('licenses are generated once, from what is settled then', () => {
  it.each([['R-105'], ['R-207'], ['R-304'], ['R-306'], ['R-307'], ['R-308']])(
    '%s opened again takes the claim that waits for approval back',
    (row) => {
      const run = playedUntil((r) => r.state.status['R-309'] === 'waiting-approval');
      reopen(run, row);
      expect(run.state.status['R-309']).toBe('locked');
      expect(run.state.tasks['R-309']?.pending).toBeUndefined();
      run.decide('R-309', true);
      expect(run.state.parts['license-upgrade']).not.toBe('generated');
    },
  );

  it('asks for the claim and its approval anew once the swap is finished again', () => {
    const run = playedUntil((r) => r.state.status['R-309'] === 'waiting-approval');
    const before = run.state.tasks['R-207']?.result;
    reopen(run, 'R-207');
    run.outcome('R-207', 'consistent', before);
    expect(run.state.status['R-309']).toBe('ready');
    run.outcome('R-309', 'consistent');
    run.decide('R-309', true);
    expect(run.state.parts['license-upgrade']).toBe('generated');
  });
});

describe('what overwrote or generated is outdated when something it stands on changes (O8)', () => {
  const INPUTS: Readonly<Record<string, readonly string[]>> = {
    'R-309': ['R-105', 'R-207', 'R-304', 'R-305', 'R-306', 'R-307', 'R-308'],
    'R-606': ['R-502', 'R-604', 'R-605'],
    'R-808': ['R-502', 'R-707', 'R-802', 'R-803', 'R-804', 'R-805', 'R-806', 'R-807'],
    'R-906': ['R-904', 'R-905'],
    'R-1000': ['R-106', 'R-110'],
  };
  const pairs = Object.entries(INPUTS).flatMap(([act, rows]) => rows.map((row) => [act, row]));

  it('names every row of the sequence that acts', () => {
    expect([...definition.sticky].sort()).toEqual(Object.keys(INPUTS).sort());
  });

  it.each(pairs)('%s hears of a change of %s directly', (act = '', row = '') => {
    const lines = act === 'R-906';
    const run = lines
      ? new WholeRun(SCENARIOS[0] as Scenario)
      : playedUntil((r) => r.state.status[act] === 'done');
    for (let n = 0; lines && run.state.status[act] !== 'done' && n < 400; n++) run.advance();
    expect(run.state.status[act]).toBe('done');
    reopen(run, row);
    run.outcome(row, 'consistent', 'something else');
    expect(run.state.tasks[act]?.cause).toContain(row);
    expect(run.state.status[act]).not.toBe('done');
  });
});
