import { CODE, contentOf } from '../style/repository.js';

/** Every module that writes CSV, who opens the file, and what keeps a cell from becoming a formula there. */
const WRITERS: Readonly<Record<string, string>> = {
  'src/connect/csv-for-people.ts':
    'people, in a spreadsheet: an apostrophe stands before what would be a formula',
  'src/connect/connector-file.ts':
    'the vendor’s connector, letter for letter: such a value is refused (connector.formula)',
  'src/connect/directory-list.ts':
    'this program (`match`, the steps), letter for letter: a changed address would match nothing',
  'src/rehearsal/connect-list.ts':
    'this program, in rehearsals: stands for what a Connect server would export',
};
const TAKES_WRITER = /from '[^']*\/csv-write\.js'/;
/** Cells put together by a separator and an end of line, as a table written by hand would have it; drills write made-up users so. */
const BY_HAND = /join\('[;\t]'\)|\}[;,]\$\{[^`]*\\n`/;

describe('CSV that leaves the program', () => {
  const sources = CODE.filter((file) => file.startsWith('src/') && file.endsWith('.ts'));

  it('is written by modules that say who opens it, and by no other', () => {
    const found = sources.filter((file) => TAKES_WRITER.test(contentOf(file)));
    expect(found.sort()).toEqual(Object.keys(WRITERS).sort());
  });

  it('is written by hand nowhere', () => {
    const own = sources.filter((file) => BY_HAND.test(contentOf(file)) && !(file in WRITERS));
    expect(own.filter((file) => !file.startsWith('src/drill/'))).toEqual([]);
    for (const table of ['`${a};${b}\\r\\n`', "[a, b].join(';')"]) expect(table).toMatch(BY_HAND);
  });
});
