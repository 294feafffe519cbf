import { de } from '../../src/web/texts/de.js';
import { en } from '../../src/web/texts/en.js';

type Texts = { readonly [key: string]: string | Texts };

/** `app.skip` → its text. */
function flat(texts: Texts, above = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    const name = above === '' ? key : `${above}.${key}`;
    if (typeof value === 'string') all.set(name, value);
    else for (const pair of flat(value, name)) all.set(...pair);
  }
  return all;
}

const German = flat(de);
const English = flat(en);
const holes = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(([hole]) => hole).sort();

describe('the texts of the pages', () => {
  it('stand in German and English under the same keys, none of them empty', () => {
    expect([...English.keys()].sort()).toEqual([...German.keys()].sort());
    const empty = [...German, ...English].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });

  it('leave the same holes to fill in both languages', () => {
    const odd = [...German].filter(
      ([key, text]) => holes(text).join() !== holes(English.get(key) ?? '').join(),
    );
    expect(odd).toEqual([]);
  });
});
