// Which specs ask about a source file: read from the imports, not from a list somebody keeps.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript';

/** What a spec imports when it starts processes, threads or a browser: far too slow to be run for every mutant. */
const SLOW_MODULE =
  /^(node:)?(child_process|worker_threads|cluster)$|^playwright|^@lydell\/node-pty/;
/** Counts that the slow suites take from the environment (`npm run test:slow`), and what is built first. */
const SLOW_TEXT = /env(\.|\[')(WALKS|PARKED|FUZZ|SIM_|DRILL_KEYS)|'dist'|dist\//;

/** How much farther than the nearest one a spec may be. */
const RING = 1;

/** Source file → what it imports: paths inside the project as paths, packages by name. */
function importsOf(folders) {
  const files = folders
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => join(folder, file)))
    .filter((file) => /\.m?ts$/.test(file) || file.endsWith('.mjs'));
  return new Map(
    files.map((file) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
      const names = importedFiles.map(({ fileName }) =>
        fileName.startsWith('.') ? join(dirname(file), fileName).replace(/\.js$/, '.ts') : fileName,
      );
      return [file, names];
    }),
  );
}

/** Every file reached from `start` through `imports`, with the number of imports on the shortest way. */
function reached(start, imports, passes = () => true) {
  const steps = new Map([[start, 0]]);
  for (const [file, step] of steps) {
    if (!passes(file)) continue;
    for (const name of imports.get(file) ?? []) {
      if (!steps.has(name)) steps.set(name, step + 1);
    }
  }
  return steps;
}

const inTest = (file) => file.startsWith('test/');

function isFast(spec, imports) {
  return [...reached(spec, imports, inTest).keys()].every((file) =>
    inTest(file) ? !SLOW_TEXT.test(readFileSync(file, 'utf8')) : !SLOW_MODULE.test(file),
  );
}

const wordsOf = (file) => new Set(basename(file).replace(/\..*$/, '').split('-'));

/**
 * A function from a source file to at most `count` fast specs, the nearest first: few imports away; each word both names share, and
 * the same folder, make it nearer. Of equally near ones the smaller. Only those that are about as near as the nearest are taken:
 * every spec is loaded for every mutant, and what a far one would notice by chance is no test of this file.
 */
export function nearSpecs(count) {
  const imports = importsOf(['src', 'test']);
  const specs = [...imports.keys()]
    .filter((file) => file.endsWith('.spec.ts') && !file.endsWith('.browser.spec.ts'))
    .filter((file) => isFast(file, imports))
    .map((file) => ({ file, steps: reached(file, imports), size: statSync(file).size }));
  return (source) => {
    const reaching = specs
      .filter(({ steps }) => steps.has(source))
      .map(({ file, steps, size }) => ({ file, size, far: distance(file, source, steps) }))
      .sort((a, b) => a.far - b.far || a.size - b.size);
    const [nearest] = reaching;
    return reaching
      .filter(({ far }) => far <= nearest.far + RING)
      .slice(0, count)
      .map(({ file }) => file);
  };
}

function distance(spec, source, steps) {
  const words = wordsOf(source);
  const shared = [...wordsOf(spec)].filter((word) => words.has(word)).length;
  const folder = source.split('/')[1] ?? '';
  return steps.get(source) - 2 * shared - (spec.startsWith(`test/${folder}/`) ? 1 : 0);
}
