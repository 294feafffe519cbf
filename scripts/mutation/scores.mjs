// What the last run over each file came to: docs/mutation.csv, one line a file.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const LEDGER = 'docs/mutation.csv';
const COUNTS = ['killed', 'timeout', 'survived', 'uncovered', 'errors', 'seconds'];

/** Source file → its counts and the digest of the file and the specs it was judged by. */
export function readScores() {
  if (!existsSync(LEDGER)) return new Map();
  const [, ...lines] = readFileSync(LEDGER, 'utf8').trimEnd().split('\n');
  return new Map(
    lines.map((line) => {
      const [file, digest, ...counts] = line.split(',');
      return [
        file,
        { digest, ...Object.fromEntries(COUNTS.map((name, at) => [name, Number(counts[at])])) },
      ];
    }),
  );
}

export function writeScores(scores) {
  const lines = [...scores]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, score]) => [file, score.digest, ...COUNTS.map((name) => score[name])].join(','));
  writeFileSync(LEDGER, `${['file', 'digest', ...COUNTS].join(',')}\n${lines.join('\n')}\n`);
}

/** Mutants a test noticed; a mutant that made the file unloadable (`errors`) counts neither way, as in Stryker's own score. */
const detected = (score) => score.killed + score.timeout;
const judged = (score) => detected(score) + score.survived + score.uncovered;

function percent(score) {
  return judged(score) === 0 ? '—' : `${((100 * detected(score)) / judged(score)).toFixed(1)} %`;
}

function sum(scores) {
  const total = Object.fromEntries(COUNTS.map((name) => [name, 0]));
  for (const score of scores) for (const name of COUNTS) total[name] += score[name];
  return total;
}

export function lineOf(file, score) {
  return `${file}: ${percent(score)} (${detected(score)} of ${judged(score)} noticed, ${score.survived} survived, ${score.uncovered} not covered, ${score.seconds} s)`;
}

/**
 * One line a folder of `src`: files judged of all, mutants judged of all, score. `mutants`: file → how many there are;
 * `isFresh`: whether file and specs are still those that were judged.
 */
export function table(mutants, scores, isFresh) {
  return [...byFolder(mutants.keys())].map(([folder, files]) => {
    const known = files.filter((file) => scores.has(file));
    const total = sum(known.map((file) => scores.get(file)));
    const all = files.reduce((count, file) => count + mutants.get(file), 0);
    const stale = known.filter((file) => !isFresh(file)).length;
    return `${folder.padEnd(8)} ${known.length} of ${files.length} files, ${judged(total) + total.errors} of ${all} mutants judged, score ${percent(total)}, ${stale} files changed since, ${total.seconds} s`;
  });
}

function byFolder(files) {
  const by = new Map();
  for (const file of files) {
    const folder = file.split('/')[1];
    by.set(folder, [...(by.get(folder) ?? []), file]);
  }
  return by;
}
