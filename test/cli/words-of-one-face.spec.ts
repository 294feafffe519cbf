import ts from 'typescript';
import { ARCHIVE_COMMANDS } from '../../src/cli/archive-commands.js';
import { CORE_COMMANDS } from '../../src/cli/core-commands.js';
import { MIGRATION_COMMANDS } from '../../src/cli/migration-commands.js';
import { PEOPLE_COMMANDS } from '../../src/cli/people-commands.js';
import { RUN_COMMANDS } from '../../src/cli/run-commands.js';
import { CODE, contentOf } from '../style/repository.js';

const ROWS = [
  ...CORE_COMMANDS,
  ...RUN_COMMANDS,
  ...ARCHIVE_COMMANDS,
  ...MIGRATION_COMMANDS,
  ...PEOPLE_COMMANDS,
];
/** Words of two or more, since `match` or `doctor` alone are words of prose as well. */
const NAMES = ROWS.map(({ usage }) => usage.split(/ [<[]/)[0] ?? '').filter((n) => n.includes(' '));
const OF_THE_COMMAND_LINE = new RegExp(`(^|[^\\w-])--[a-z]|\\b(${NAMES.join('|')})\\b`);

/** What every face shows; `connect` computes for commands of its own as well and may name those. The read-me of a bundle and the script in it speak to whoever holds the file, and name the program for it. */
const SPOKEN = CODE.filter(
  (file) =>
    /^src\/(engine|core|access|persistence|steps|audit|directory)\//.test(file) &&
    !/^src\/audit\/(bundle-readme\.ts|stand-alone\/)/.test(file),
);

/** The texts in a file: string literals and the fixed pieces of templates that hold more than one word. */
function textsIn(file: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) texts.push(node.text);
    if (ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, contentOf(file), ts.ScriptTarget.Latest, true));
  return texts.filter((text) => text.trim().includes(' '));
}

describe('what the engine says', () => {
  it('names no option and no command of the command line, since a page shows it too', () => {
    const found = SPOKEN.flatMap((file) =>
      textsIn(file)
        .filter((text) => OF_THE_COMMAND_LINE.test(text))
        .map((text) => `${file}: ${text}`),
    );
    expect(found).toEqual([]);
  });

  it('would be caught naming one', () => {
    for (const text of ['Erneut öffnen: task redo.', 'Bitte --reason TEXT angeben.'])
      expect(text).toMatch(OF_THE_COMMAND_LINE);
    expect(NAMES.length).toBeGreaterThan(30);
    expect(SPOKEN.flatMap(textsIn).length).toBeGreaterThan(2000);
  });
});
