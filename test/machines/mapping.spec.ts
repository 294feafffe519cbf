import { DEFINITION } from '../../src/machines/documented/definition.js';
import { misfits, sameNames, type Mapping } from '../../src/machines/mapping.js';

const to = { ...DEFINITION, version: '2.0.0' };
const mapping = (more: Partial<Mapping>): Mapping => ({ ...sameNames(DEFINITION, to), ...more });

describe('a mapping between two definitions', () => {
  it('fits when all names stay', () => {
    expect(misfits(sameNames(DEFINITION, to), DEFINITION, to)).toEqual([]);
  });

  it.each([
    [
      'a step renamed onto one that stays',
      { steps: { 'R-302': ['R-303'] } },
      'R-302, R-303 → R-303',
    ],
    [
      'a step split into one that stays',
      { steps: { 'R-302': ['R-302', 'R-303'] } },
      'R-302, R-303 → R-303',
    ],
    [
      'a step split into itself twice',
      { steps: { 'R-302': ['R-302', 'R-302'] } },
      'R-302, R-302 → R-302',
    ],
    [
      'two steps that swap into one',
      { steps: { 'R-302': ['R-304'], 'R-304': [], 'R-303': ['R-304'] } },
      'R-302, R-303 → R-304',
    ],
    ['two parts onto one', { parts: { transfer: 'lines' } }, 'transfer, lines → part lines'],
    ['an unknown old step', { steps: { 'R-999': [] } }, 'step R-999'],
    ['an unknown new step', { steps: { 'R-302': ['R-999'] } }, 'step R-999'],
    ['an unknown part', { parts: { nowhere: 'lines' } }, 'part nowhere → lines'],
    [
      'a signal nobody listens to',
      { signals: { 'signal.portal-works': 'signal.moon' } },
      'signal signal.portal-works → signal.moon',
    ],
    ['an unknown state', { states: { transfer: { nowhere: 'locked' } } }, 'state transfer.nowhere'],
  ])('does not fit with %s', (_what, more, problem) => {
    expect(misfits(mapping(more), DEFINITION, to)).toContain(problem);
  });

  it('may swap the names of two steps', () => {
    const swapped = mapping({ steps: { 'R-302': ['R-303'], 'R-303': ['R-302'] } });
    expect(misfits(swapped, DEFINITION, to)).toEqual([]);
  });
});
