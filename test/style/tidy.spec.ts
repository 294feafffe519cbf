import { basename } from 'node:path';
import { CODE, FILES, contentOf, places } from './repository.js';

const MOST_LINES = 250;

/** Names that say nothing about what a file is for. */
const EMPTY_NAMES = new Set([
  ...['util', 'utils', 'helper', 'helpers', 'common', 'shared', 'manager', 'data', 'misc', 'types'],
]);

/** Patterns are put together from pieces, so that this file does not find itself. */
const oneOf = (...words: readonly string[]) => words.join('|');
/** What is compressed may spell anything by chance. */
const TEXT_FILES = FILES.filter((file) => !/(package-lock\.json|\.png|\.gz)$/.test(file));

describe('the repository', () => {
  it(`has no code file longer than ${MOST_LINES} lines`, () => {
    const long = CODE.map((file) => ({ file, lines: contentOf(file).split('\n').length - 1 }));
    expect(long.filter(({ lines }) => lines > MOST_LINES)).toEqual([]);
  });

  it('has no file or folder with an empty name', () => {
    const empty = FILES.filter((file) =>
      file.split('/').some((part) => EMPTY_NAMES.has(part.split('.')[0] ?? '')),
    );
    expect(empty).toEqual([]);
  });

  it('names its code in kebab case', () => {
    const odd = CODE.filter((file) => !/^\.?[a-z0-9]+([.-][a-z0-9]+)*$/.test(basename(file)));
    expect(odd).toEqual([]);
  });

  it('leaves nothing for later', () => {
    const later = new RegExp(
      `\\b(${oneOf('TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK')})\\b`,
    );
    expect(places(TEXT_FILES, later)).toEqual([]);
  });

  it('runs every test it has', () => {
    const calls = ['describe', 'it', 'test'].map((name) => `\\b${name}\\.`).join('|');
    const left = new RegExp(
      `(${calls})(${oneOf('sk' + 'ip', 'on' + 'ly', 'to' + 'do')})\\b|\\bx(it|describe)\\(`,
    );
    const tests = FILES.filter((file) => file.startsWith('test/'));
    expect(places(tests, left)).toEqual([]);
  });

  it('gives a reason where a lint rule is switched off', () => {
    const off = new RegExp(
      `(${oneOf('eslint' + '-disable', '@ts' + '-expect-error')})(?!.* -- \\S)`,
    );
    const silent = new RegExp(oneOf('@ts' + '-ignore', '@ts' + '-nocheck', 'prettier' + '-ignore'));
    expect([...places(CODE, off), ...places(CODE, silent)]).toEqual([]);
  });

  it('knows no path of the machine it was written on', () => {
    const homes = new RegExp(`(^|[\\s'"\`(=])/(${oneOf('work', 'home', 'root', 'Users')})/[a-z]`);
    expect(places(TEXT_FILES, homes)).toEqual([]);
  });

  it('ties an installation to no registry', () => {
    const hosts = new RegExp(`"${'resol' + 'ved'}"\\s*:`);
    expect(places(['package-lock.json'], hosts)).toEqual([]);
    const settings = FILES.filter((file) => basename(file) === '.npmrc');
    expect(places(settings, /registry\s*=|\/\//)).toEqual([]);
  });

  it('has an entry in the change log for its version', () => {
    const { version } = JSON.parse(contentOf('package.json')) as { version: string };
    expect(contentOf('CHANGELOG.md')).toContain(`## ${version}`);
  });
});
