import { YamlFile, YamlProblem } from '../../src/cli/yaml-file.js';

/** What is said of a text, and of which line. */
function problemOf(text: string): [what: string, row: number | undefined] | undefined {
  try {
    new YamlFile(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof YamlProblem)) throw error;
    return [error.message, error.row];
  }
}

describe('a YAML file of a person', () => {
  it.each([
    ['brackets', `a: 1\nb: ${'['.repeat(50_000)}`],
    ['closed braces', `a: 1\nb: ${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
    ['dashes', `a: 1\n${'- '.repeat(50_000)}`],
    ['question marks', `a: 1\n${'? '.repeat(50_000)}`],
  ])('is refused with its line when %s are nested without end', (_name, text) => {
    expect(problemOf(text)).toEqual([
      'lists and fields are nested deeper than a person writes them',
      2,
    ]);
  });

  it('is refused with the line up to which it was read when it is longer than people write', () => {
    expect(problemOf('\n'.repeat(300_000))).toEqual([
      'more than 200000 words, signs and line ends; nobody writes a file of that length by hand',
      200_001,
    ]);
    expect(
      problemOf('- { email: a@firma.example, decision: keep, reason: x }\n'.repeat(5_000)),
    ).toBe(undefined);
  });

  it('may be nested thirty levels deep', () => {
    expect(problemOf(`a: ${'['.repeat(30)}1${']'.repeat(30)}`)).toBeUndefined();
  });

  it('is refused with the line where a second document begins', () => {
    expect(problemOf('a: 1\n---\nb: 2\n')).toEqual([
      'a second document begins here (`---` or `...`), one is allowed',
      2,
    ]);
  });

  it('is refused at the first sign that fits nowhere, whatever follows', () => {
    expect(problemOf(`a: 1\nb: x {}${'{}'.repeat(150_000)}`)).toBeUndefined();
    expect(problemOf(`a:\n  - { b: x ]\n${'{}'.repeat(150_000)}`)).toEqual([
      'Unexpected flow-map-end token in YAML stream',
      3,
    ]);
  });

  it('is refused with the line of a key that stands twice', () => {
    expect(problemOf('a: 1\nb: 2\na: 3\n')).toEqual(['the key "a" stands twice', 3]);
  });
});
