import { CODE, contentOf } from '../style/repository.js';

/** Tests the page names, each with its file; line breaks of the page are blanks. */
function namedTests(): { file: string; title: string }[] {
  const page = contentOf('docs/security.md').replace(/\s+/g, ' ');
  const found = [...page.matchAll(/`(test\/[^`]+)`: _([^_]+)_/g)];
  return found.map(([, file = '', title = '']) => ({ file, title }));
}

/** Whether a test of this file has a title that begins so. */
function holds(file: string, title: string): boolean {
  const source = contentOf(file).replace(/\s+/g, ' ');
  return [`('${title}`, `( '${title}`, `)( '${title}`, `)('${title}`].some((it) =>
    source.includes(it),
  );
}

describe('docs/security.md', () => {
  it('names tests that are there, with titles they have', () => {
    const named = namedTests();
    expect(named.length).toBeGreaterThan(50);
    const gone = named.filter(({ file, title }) => !CODE.includes(file) || !holds(file, title));
    expect(gone).toEqual([]);
  });

  it('would be found naming one that is gone', () => {
    expect(holds('test/docs/security.spec.ts', 'names tests that are there')).toBe(true);
    expect(holds('test/docs/security.spec.ts', 'shows no such title')).toBe(false);
  });

  it('leaves no row of the requirements without a test', () => {
    const rows = contentOf('docs/security.md')
      .split('\n')
      .filter((line) => /^\| \d/.test(line));
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter((row) => !/`test\/[^`]+`: _/.test(row))).toEqual([]);
  });
});
