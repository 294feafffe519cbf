import { situation } from './explore.js';
import { hear, partOf, play } from './play.js';

/** The value after a row's result counts, with these rows open. */
function settle(value: string, row: string, open: readonly string[], flags = {}) {
  const view = situation(flags, { open });
  return hear(partOf('license-upgrade'), value, `${row}.settled`, view).value;
}

describe('O9: while a row the licenses are generated from is open again', () => {
  const finished = { 'R-105': { macSwap: 'started' }, 'R-207': { finished: true } };
  const rows = ['R-105', 'R-207', 'R-304', 'R-305', 'R-306', 'R-307', 'R-308'];
  it.each(rows.map((row) => [row]))('%s: nothing generates, neither claim nor approval', (row) => {
    for (const at of ['summaryChecked', 'approval']) {
      expect(settle(at, 'R-309', [row], finished)).toBe(at);
      expect(settle(at, 'R-309', [], finished)).toBe('generated');
    }
  });
  it('a swap reported as finished and opened again is in progress', () => {
    const view = situation(finished, { open: ['R-207'] });
    expect(play('license-upgrade', view).value).toBe('macSwapInProgress');
  });
});
