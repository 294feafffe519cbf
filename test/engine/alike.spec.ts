import { Alike } from '../../src/engine/alike.js';

const step = (id: string, note = '') => ({ id, title: { de: 'Schritt', en: 'Step' }, note });

describe('values that say the same', () => {
  it('become one object, and count once', () => {
    const alike = new Alike();
    const first = step('R-101');
    expect(alike.of(first)).toBe(first);
    expect(alike.of(step('R-101'))).toBe(first);
    expect(alike.newBytes).toBe(JSON.stringify(first).length);
  });

  it('stay apart when anything of them differs', () => {
    const alike = new Alike();
    const [first, other] = [alike.of(step('R-101')), alike.of(step('R-101', 'x'))];
    expect(other).not.toBe(first);
    expect(other).toEqual(step('R-101', 'x'));
  });

  it('are let go when many others came after them', () => {
    const alike = new Alike();
    const first = alike.of(step('R-101'));
    for (let i = 0; i < 60; i++) alike.of(step(`R-${i}`, 'x'.repeat(100_000)));
    expect(alike.of(step('R-101'))).not.toBe(first);
  });
});
