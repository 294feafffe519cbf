import { openedAt } from '../../src/web/pages/map/opened-at.js';
import type { Lane, MapNode, PlacedNode } from '../../src/web/pages/map/shapes.js';

const FRAME = { clientWidth: 1000, clientHeight: 500 };
const CARD = { width: 196, height: 62 };

const card = (x: number, y = 40): PlacedNode => ({
  ...{ x, y, ...CARD },
  node: { id: `n${String(x)}`, kind: 'task' } as MapNode,
});
const lane = (y: number, nodes: readonly PlacedNode[]): Lane => ({
  ...{ x: 0, y, width: 3000, height: 200, nodes, edges: [] },
  part: {
    name: 'p',
    title: { de: 'Teil', en: 'part' },
    status: 'active',
    done: 0,
    total: 1,
  } as Lane['part'],
});

describe('a map that is opened', () => {
  it('begins at the top of the lane and with a whole card, not in the middle of one', () => {
    const here = card(1400, 640);
    const lanes = [lane(0, [card(12)]), lane(600, [card(700, 640), card(930, 640), here])];
    expect(openedAt({ lanes }, here, FRAME)).toEqual({ x: 918, y: 600 });
  });

  it('begins at its left edge where the project has only begun', () => {
    const here = card(240);
    expect(openedAt({ lanes: [lane(0, [card(12), here])] }, here, FRAME)).toEqual({ x: 0, y: 0 });
  });

  it('shows a card that lies far down in a high lane', () => {
    const here = card(240, 900);
    const { y } = openedAt({ lanes: [lane(300, [card(12), here])] }, here, FRAME);
    expect(y).toBeGreaterThan(900 - FRAME.clientHeight);
    expect(y).toBeLessThan(900);
  });
});
