import { brokenInvariants, unreadable } from './run-invariants.js';
import { definition, EVERYTHING, WholeRun } from './whole-run.js';

/** were done; then the product is looked at once more. */
function looked(): WholeRun {
  const run = new WholeRun(EVERYTHING);
  for (const step of ['R-101', 'R-111']) run.outcome(step, 'consistent');
  return run;
}
const redo = (run: WholeRun, step: string) =>
  run.take(run.drain().task(step, { type: 'reopen' }).run());

describe('a row beside the others that is redone', () => {
  it('is the only one of its kind in the documented sequence', () => {
    expect([...definition.beside]).toEqual(['R-111']);
  });

  it('is open at once, also while R-101 is being checked, and can be handed in and redone again', () => {
    const run = looked();
    redo(run, 'R-101');
    run.take(run.drain().task('R-101', { type: 'submit', doer: 'doer' }).run());
    for (const _time of [1, 2]) {
      redo(run, 'R-111');
      expect(run.state.status).toMatchObject({ 'R-101': 'verifying', 'R-111': 'ready' });
      run.outcome('R-111', 'consistent');
      expect(run.state.status['R-111']).toBe('done');
    }
    run.outcome('R-101', 'consistent');
    expect(run.state.status).toMatchObject({ 'R-101': 'done', 'R-111': 'done' });
    expect([...brokenInvariants(run.state), ...unreadable(run.state)]).toEqual([]);
  });

  it('stays open while its part goes on, and the run comes to its end', () => {
    const run = looked();
    redo(run, 'R-111');
    run.outcome('R-106', 'consistent');
    expect(run.state.status['R-111']).toBe('ready');
    for (let n = 0; run.advance() && n < 400; n++) expect(brokenInvariants(run.state)).toEqual([]);
    expect(run.state.status['R-111']).toBe('done');
    expect(run.open()).toEqual([]);
  });
});
