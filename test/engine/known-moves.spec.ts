import { KnownMoves } from '../../src/engine/known-moves.js';
import type { View } from '../../src/machines/guards.js';

const view = (...settled: string[]): View => ({
  tasks: Object.fromEntries(settled.map((step) => [step, 'done' as const])),
  flags: {},
  parts: {},
});
const settled = (step: string) => ({ type: 'settled' as const, params: { steps: [step] } });

describe('remembered transitions', () => {
  /** Goes to `ab` when a and b are settled, to `a` when only a is, else nowhere; counts how often it is asked. */
  function machine() {
    const moves = new KnownMoves();
    let asked = 0;
    const move = (now: View) =>
      moves.at('m e s', now, () => {
        asked += 1;
        if (!moves.judge(settled('a'), now)) return 'nowhere';
        return moves.judge(settled('b'), now) ? 'ab' : 'a';
      });
    return { move, asked: () => asked };
  }

  it('asks the machine once for each way through its guards, and gives what it gave', () => {
    const { move, asked } = machine();
    const views = [view(), view('a'), view('a', 'b'), view('b'), view('a'), view('a', 'b'), view()];
    expect(views.map(move)).toEqual(['nowhere', 'a', 'ab', 'nowhere', 'a', 'ab', 'nowhere']);
    expect(asked()).toBe(3);
  });

  it('does not take the answers of a bystander on another view for those of the machine', () => {
    const moves = new KnownMoves();
    const move = (now: View) =>
      moves.at('m e s', now, () => {
        moves.judge(settled('a'), view('a'));
        return moves.judge(settled('a'), now) ? 'on' : 'stays';
      });
    expect([view(), view('a'), view(), view('a')].map(move)).toEqual([
      'stays',
      'on',
      'stays',
      'on',
    ]);
  });

  it('keeps places apart', () => {
    const moves = new KnownMoves();
    expect(moves.at('m e s', view(), () => 1)).toBe(1);
    expect(moves.at('m f s', view(), () => 2)).toBe(2);
    expect(moves.at('m e s', view(), () => 3)).toBe(1);
  });
});
