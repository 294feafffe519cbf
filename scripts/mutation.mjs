// Mutation score of core, connect, engine and audit, one source file after the other: `npm run test:mutation`.
// MUTATE=glob chooses files, SPECS=n how many specs judge each, MUTATION_MINUTES=n begins no further file after that time,
// MUTATION_REPORTS=folder says where Stryker keeps what it knows of each mutant. A file whose text and specs did not change since
// its line in docs/mutation.csv was written is left out. `-- --table` only adds up, and names the files that are still open.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { nearSpecs } from './mutation/near-specs.mjs';
import { lineOf, readScores, table, writeScores } from './mutation/scores.mjs';

const FOLDERS = ['src/core', 'src/connect', 'src/engine', 'src/audit'];
const { MUTATE = 'src/**', SPECS = '5', MUTATION_MINUTES = 'Infinity' } = process.env;
const REPORTS = process.env['MUTATION_REPORTS'] ?? 'coverage/mutation';
// a mutant is judged by the same examples each time, and by few: there are thousands of mutants
process.env['SEED'] ??= '1';
process.env['FC_RUNS'] ??= '40';
// where the clock of the machine stands at UTC, code that mixes up both passes every test
process.env['TZ'] ??= 'America/St_Johns';

const say = (text) => process.stdout.write(`${text}\n`);
const silent = new Proxy({}, { get: (_target, name) => () => !String(name).startsWith('is') });

const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true }).map((file) => join(folder, file)),
)
  .filter((file) => /\.(ts|mjs)$/.test(file) && matchesGlob(file, MUTATE))
  .sort();
const near = nearSpecs(Number(SPECS));
const specs = new Map(files.map((file) => [file, near(file)]));

/** Says whether a line of docs/mutation.csv still speaks of this file and these specs. */
function digestOf(file) {
  const hash = createHash('sha256');
  for (const name of [file, ...specs.get(file)])
    hash.update(`${name}\n`).update(readFileSync(name));
  return hash.digest('hex').slice(0, 16);
}

async function mutantsIn(file) {
  const source = { name: file, mutate: true, content: readFileSync(file, 'utf8') };
  const options = { plugins: null, excludedMutations: [], ignorers: [] };
  return (await new Instrumenter(silent).instrument([source], options)).mutants.length;
}

async function judge(file) {
  const began = Date.now();
  const results = await new Stryker({
    mutate: [file],
    incrementalFile: join(REPORTS, `${file.replaceAll('/', '-')}.json`),
    jest: {
      config: { testRegex: [], testMatch: specs.get(file).map((spec) => `<rootDir>/${spec}`) },
    },
  }).runMutationTest();
  const count = (...statuses) => results.filter(({ status }) => statuses.includes(status)).length;
  return {
    killed: count('Killed'),
    timeout: count('Timeout'),
    survived: count('Survived'),
    uncovered: count('NoCoverage'),
    errors: count('RuntimeError', 'CompileError'),
    seconds: Math.round((Date.now() - began) / 1000),
  };
}

/** A file no fast spec reaches, or without anything to change, needs no run. */
async function scoreOf(file) {
  const mutants = await mutantsIn(file);
  if (mutants > 0 && specs.get(file).length > 0) return judge(file);
  return { killed: 0, timeout: 0, survived: 0, uncovered: mutants, errors: 0, seconds: 0 };
}

async function main() {
  const began = Date.now();
  const scores = readScores();
  const fresh = (file) => scores.get(file)?.digest === digestOf(file);
  const open = files.filter((file) => !fresh(file));
  if (process.argv.includes('--table')) {
    const mutants = new Map();
    for (const file of files) mutants.set(file, await mutantsIn(file));
    say(open.map((file) => `open: ${file} (${mutants.get(file)} mutants)`).join('\n'));
    say(table(mutants, scores, fresh).join('\n'));
    return;
  }
  for (const file of open) {
    if (Date.now() - began > Number(MUTATION_MINUTES) * 60_000) break;
    say(`=== ${file}, judged by ${specs.get(file).join(' ')}`);
    const digest = digestOf(file);
    const score = await scoreOf(file);
    scores.set(file, { digest, ...score });
    writeScores(scores);
    say(lineOf(file, score));
  }
}

await main();
