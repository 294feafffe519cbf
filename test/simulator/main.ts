// node --import ./test/program/typescript.mjs test/simulator/main.ts
// SIM_SEEDS=300 seeds from SEED=1 on, SIM_MINUTES=n ends early, SIM_MUTANT=name breaks the engine first and ends when it is found,
// SIM_TRACE=1 prints every event, SIM_SHRINK_MINUTES=2 says how long what was found is made smaller, SIM_COURSE=file lives what is
// written there instead of what the seed says.
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { replaceFiles } from './fake-files.js';
import { installHost } from './fake-host.js';
import { replaceSqlite } from './fake-sqlite.js';
import type { Course } from './course.js';
import { fields } from './ground.js';
import { MUTANTS, type Mutant } from './mutants.js';
import { asTest, shrunk } from './shrink.js';
import { Starts, walk, type Walked } from './walk.js';

const say = (line: string) => void process.stdout.write(`${line}\n`);
const clock = performance.now.bind(performance);
const first = Number(process.env['SEED'] ?? 1);
const count = Number(process.env['SIM_SEEDS'] ?? 300);
const minutes = Number(process.env['SIM_MINUTES'] ?? Number.POSITIVE_INFINITY);
const traced = process.env['SIM_TRACE'] !== undefined;
const shrinkMs = Number(process.env['SIM_SHRINK_MINUTES'] ?? 2) * 60_000;
const file = process.env['SIM_COURSE'];
const given =
  file === undefined ? {} : { course: JSON.parse(readFileSync(file, 'utf8')) as Course };
const began = clock();

const ground = await fields();
const wanted = process.env['SIM_MUTANT'];
const mutant = new Map<string, Mutant>(Object.entries(MUTANTS)).get(wanted ?? '');
if (wanted !== undefined && !mutant) throw new Error(`mutants: ${Object.keys(MUTANTS).join()}`);
const starts = new Starts(mutant?.database);
installHost([replaceFiles, replaceSqlite]);
mutant?.install?.();

const totals = { seeds: 0, events: 0, commands: 0, violations: 0 };
const faults: Record<string, number> = {};
const traces: string[] = [];
for (let seed = first; seed < first + count && clock() - began < minutes * 60_000; seed++) {
  const walked = await walk({
    seed,
    fields: ground,
    starts,
    ...given,
    ...(traced ? { watch: say } : {}),
  });
  count1(walked);
  if (walked.violation !== undefined) await report(walked, walked.violation);
  if (mutant && totals.violations > 0) break;
}
starts.remove();
const seconds = Number(((clock() - began) / 1000).toFixed(1));
say(JSON.stringify({ first, ...totals, faults, seconds, traces: traces.slice(0, 10) }));
process.exitCode = totals.violations > 0 ? 1 : 0;

/** Says what was found, how to see it again, and the smallest life that finds it, as a test. */
async function report({ seed, field, course }: Walked, violation: string): Promise<void> {
  const command = `SEED=${seed} SIM_SEEDS=1 SIM_TRACE=1 node --import ./test/program/typescript.mjs test/simulator/main.ts`;
  say(`seed ${seed} (${field}): ${violation}\n  again: ${command}`);
  if (file !== undefined || course.acts.length === 0 || shrinkMs === 0) return;
  const found = async (smaller: Course) =>
    (await walk({ seed, fields: ground, starts, course: smaller })).violation;
  const small = await shrunk(course, violation, { found, limitMs: shrinkMs, now: clock });
  const size = ({ acts, faults: befell }: Course) =>
    `${acts.length} acts and ${befell.length} faults`;
  say(
    `  made smaller, from ${size(course)} to ${size(small)}:\n${asTest(seed, violation, small)}\nCOURSE ${JSON.stringify(small)}`,
  );
}

function count1(walked: Walked): void {
  totals.seeds++;
  totals.events += walked.events;
  totals.commands += walked.commands;
  if (walked.violation !== undefined) totals.violations++;
  for (const [fate, n] of walked.faults) faults[fate] = (faults[fate] ?? 0) + n;
  traces.push(walked.trace);
}
