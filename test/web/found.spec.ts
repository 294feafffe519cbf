import { named, stepsOf } from '../../src/web/app/search/found.js';

const STEPS = [
  {
    id: 'R-101',
    part: 'intake',
    title: { de: 'Produkt feststellen', en: 'Identify the product' },
    lines: [12, 13],
    labels: ['Lizenz anfordern'],
  },
  {
    id: 'R-302',
    part: 'license',
    title: { de: 'Lizenz anfordern', en: 'Request the license' },
    lines: [101],
    labels: ['Tools > License Manager'],
  },
];
const o = { say: (text: { de: string }) => text.de, lineWords: (line: number) => `Zeile ${line}` };
const found = (q: string) =>
  stepsOf('r-1', STEPS, q, o).map(({ name, because }) => [name, because]);

describe('a search in a run', () => {
  it('finds a step by its id or title, and by a label after those that are called so', () => {
    expect(found('r-302')).toEqual([['R-302 Lizenz anfordern', undefined]]);
    expect(found('  LIZENZ  anfordern ')).toEqual([
      ['R-302 Lizenz anfordern', undefined],
      ['R-101 Produkt feststellen', 'Lizenz anfordern'],
    ]);
    expect(found('license man')).toEqual([['R-302 Lizenz anfordern', 'Tools > License Manager']]);
  });

  it.each(['12', 'L12', 'z12'])('finds by %s the steps of a line of the manual', (q) => {
    expect(found(q)).toEqual([['R-101 Produkt feststellen', 'Zeile 12']]);
  });

  it('finds no step before anything was typed, but every page', () => {
    expect(found('')).toEqual([]);
    const pages = [{ kind: 'page', href: '/', name: 'Alle Projekte' }] as const;
    expect(named(pages, '')).toHaveLength(1);
    expect(named(pages, 'projekte alle')).toHaveLength(1);
    expect(named(pages, 'karte')).toEqual([]);
  });
});
