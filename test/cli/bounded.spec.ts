import {
  documentOf,
  errorOf,
  Folder,
  withEngine,
  withoutEngine,
  type Ended,
} from './command-line.js';

const NESTED = 100_000;
const wide = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`k${i}`, 1]));
const nines = (name: string) => `[${Array.from({ length: 9 }, () => `*${name}`).join(', ')}]`;
const levels = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const bomb = levels
  .slice(1)
  .map((name, i) => `${name}: &${name} ${nines(levels[i] ?? 'a')}`)
  .join(', ');

let folder: Folder;
beforeAll(() => {
  folder = new Folder();
});
afterAll(() => folder.remove());

describe('a form in a file', () => {
  let umstieg: (...args: readonly string[]) => Promise<Ended>;
  let run: string;
  beforeAll(async () => {
    const start = await withEngine();
    umstieg = (...args) => start('--data', folder.path, '--as', 'Anna', '--json', ...args);
    run = (documentOf(await umstieg('project', 'new', '--customer', 'M')) as { id: string }).id;
  });

  it.each([
    ['lists nested without end', `{"a":${'['.repeat(NESTED)}${']'.repeat(NESTED)}}`, 'levels'],
    ['objects nested without end', `${'{"a":'.repeat(NESTED)}1${'}'.repeat(NESTED)}`, 'levels'],
    ['thousands of fields', JSON.stringify(wide), 'fields'],
    ['millions of values', JSON.stringify({ a: new Array(1_100_000).fill(1) }), 'values'],
  ])(
    'is refused by name with %s',
    async (_what, text, named) => {
      const file = folder.file('form.json', text);
      const ended = await umstieg('task', 'do', run, 'R-101', '--input', file);
      expect([ended.code, errorOf(ended).code]).toEqual([2, 'input.invalid']);
      expect(errorOf(ended).messageEn).toContain(named);
    },
    20_000,
  );
});

describe('an answers file', () => {
  it.each([
    ['aliases that multiply', `- {step: R-101, set: {a: &a [x, x], ${bomb}}}\n`],
    ['an alias of itself', '- &a {step: R-101, set: {a: *a}}\n'],
    [
      'lists nested without end',
      `- {step: R-101, set: {a: ${'['.repeat(9_000)}${']'.repeat(9_000)}}}\n`,
    ],
  ])(
    'is refused by name with %s',
    async (_what, text) => {
      const file = folder.file('answers.yaml', text);
      const ended = await withoutEngine('play', 'r-1', file, '--as', 'Anna', '--json');
      expect([ended.code, errorOf(ended).code]).toEqual([2, 'input.invalid']);
      expect(errorOf(ended).place).toMatchObject({ file, row: 1 });
    },
    20_000,
  );
});
