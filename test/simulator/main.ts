// node --import ./test/program/typescript.mjs test/simulator/main.ts
// SIM_SEEDS=300 seeds from SEED=1 on, SIM_MINUTES=n ends early, SIM_MUTANT=name breaks the engine first and ends when it is found,
// SIM_TRACE=1 prints every event.
import 'reflect-metadata';
import { replaceFiles } from './fake-files.js';
import { installHost } from './fake-host.js';
import { replaceSqlite } from './fake-sqlite.js';
import { fields } from './ground.js';
import { MUTANTS, type Mutant } from './mutants.js';
import { Starts, walk, type Walked } from './walk.js';

const say = (line: string) => void process.stdout.write(`${line}\n`);
const clock = performance.now.bind(performance);
const first = Number(process.env['SEED'] ?? 1);
const count = Number(process.env['SIM_SEEDS'] ?? 300);
const minutes = Number(process.env['SIM_MINUTES'] ?? Number.POSITIVE_INFINITY);
const traced = process.env['SIM_TRACE'] !== undefined;
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
  const walked = await walk({ seed, fields: ground, starts, ...(traced ? { watch: say } : {}) });
  count1(walked);
  if (walked.violation !== undefined)
    say(
      `seed ${seed} (${walked.field}): ${walked.violation}\n  again: SEED=${seed} SIM_SEEDS=1 SIM_TRACE=1 node --import ./test/program/typescript.mjs test/simulator/main.ts`,
    );
  if (mutant && totals.violations > 0) break;
}
starts.remove();
const seconds = Number(((clock() - began) / 1000).toFixed(1));
say(JSON.stringify({ first, ...totals, faults, seconds, traces: traces.slice(0, 10) }));
process.exitCode = totals.violations > 0 ? 1 : 0;

function count1(walked: Walked): void {
  totals.seeds++;
  totals.events += walked.events;
  totals.commands += walked.commands;
  if (walked.violation !== undefined) totals.violations++;
  for (const [fate, n] of walked.faults) faults[fate] = (faults[fate] ?? 0) + n;
  traces.push(walked.trace);
}
