import { EVERYTHING, WholeRun } from './whole-run.js';

/** A run whose license upgrade has just begun and hears these signals. */
function heard(signals: readonly string[], settled: readonly string[] = []): WholeRun {
  const run = new WholeRun(EVERYTHING);
  for (let steps = 0; run.state.status['R-300'] !== 'ready' && steps < 100; steps++) run.advance();
  for (const step of settled) run.outcome(step, 'consistent');
  for (const signal of signals) run.take(run.drain().parts(signal).run());
  return run;
}

describe('a license upgrade that was stopped before the portal was opened', () => {
  it.each([['signal.aborted'], ['signal.portal-error']])(
    'goes on after %s with the first row that is not settled, not with the portal',
    (stop) => {
      const { status } = heard([stop, 'signal.portal-works']).state;
      expect(status).toMatchObject({ 'R-300': 'ready' });
      expect(['R-301', 'R-302'].map((step) => status[step] ?? 'locked')).toEqual([
        'locked',
        'locked',
      ]);
    },
  );

  it('goes on at the portal when what comes before it is settled', () => {
    const run = heard(['signal.aborted', 'signal.portal-works'], ['R-300', 'R-301']);
    expect(run.state.status['R-302']).toBe('ready');
  });
});
