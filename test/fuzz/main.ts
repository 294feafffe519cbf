// node --import ./test/program/typescript.mjs test/fuzz/main.ts
// FUZZ=1000000 inputs in all, SEED=n, FUZZ_SECONDS=n ends early, FUZZ_TARGETS=csv,pdf only these.
import { keep } from './found.js';
import { fuzz, type Broken } from './fuzz-run.js';
import { shares } from './shares.js';
import { TARGETS } from './targets.js';

const seed = Number(process.env['SEED'] ?? 1);
const inputs = Number(process.env['FUZZ'] ?? 3_000);
const seconds = Number(process.env['FUZZ_SECONDS'] ?? Number.POSITIVE_INFINITY);
const only = process.env['FUZZ_TARGETS']?.split(',');
const chosen = TARGETS.filter(({ name }) => only?.includes(name) ?? true);
const say = (line: string) => process.stdout.write(`${line}\n`);
const started = performance.now();
const targets = new URL('./targets.ts', import.meta.url).href;
const result = await fuzz({
  targets,
  seed,
  work: shares(chosen, inputs),
  budgetMs: seconds * 1000,
});
const kinds = byKind(result.broken);
for (const [what, cases] of kinds) {
  say(
    `${cases.length} × ${what}\n  inputs ${cases
      .slice(0, 5)
      .map((one) => one.index)
      .join()} of seed ${seed}`,
  );
}
for (const cases of kinds.values())
  for (const one of cases.slice(0, 2)) await keep(one, seed, TARGETS);
for (const [target, ms] of result.spent) say(`${target}: ${ms.toFixed(2)} ms each`);
say(
  JSON.stringify({
    ...{ seed, read: result.read, refused: result.refused, broken: result.broken.length },
    ...{
      minutes: Number(((performance.now() - started) / 60_000).toFixed(1)),
      peakMb: result.peakMb,
    },
  }),
);
process.exitCode = result.broken.length > 0 ? 1 : 0;

/** Cases of one target that broke in the same place. */
function byKind(broken: readonly Broken[]): Map<string, Broken[]> {
  const kinds = new Map<string, Broken[]>();
  for (const one of broken) {
    const what = `${one.target}: ${one.what.replace(/^(\w+): .*/, '$1')}`;
    kinds.set(what, [...(kinds.get(what) ?? []), one]);
  }
  return kinds;
}
