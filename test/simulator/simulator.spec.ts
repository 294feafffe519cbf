import type { Course } from './course.js';
import { FOUND } from './found.js';
import { MUTANT_NAMES } from './mutant-names.js';
import { simulate } from './run-simulator.js';

const SEEDS = Number(process.env['SIM_SEEDS'] ?? 120);
/** Numbered tests use the same seeds every time; the slow suite goes on from a seed that its log names. */
const FIRST = process.env['SIM_SEEDS'] === undefined ? 1 : Number(process.env['SEED'] ?? 1);
const HOURS = 3_600_000;
/** Within so many seeds each broken engine has to be found. */
const BOUND = 1_000;

describe('the simulated installation', () => {
  it(
    `keeps its promises through ${SEEDS} seeds of people, processes and faults`,
    async () => {
      const told = await simulate({ seed: FIRST, seeds: SEEDS });
      expect(told.found).toBe('');
      expect(told.violations).toBe(0);
      expect(Object.keys(told.faults).length).toBeGreaterThan(SEEDS < 100 ? 0 : 6);
    },
    6 * HOURS,
  );

  it('does the very same thing again under the same seed', async () => {
    const [once, again] = [
      await simulate({ seed: 9, seeds: 3 }),
      await simulate({ seed: 9, seeds: 3 }),
    ];
    expect(once.traces).toHaveLength(3);
    expect(new Set(once.traces).size).toBe(3);
    expect(again.traces).toEqual(once.traces);
    expect(again.events).toBe(once.events);
  });

  it.each(FOUND)(
    'lives what was left of seed $seed and does not find again that $what',
    async (o) => {
      const told = await simulate({ seed: o.seed, seeds: 1, course: o.course });
      expect(told).toMatchObject({ found: '', violations: 0 });
    },
  );
});

describe('the simulator finds an engine', () => {
  it.each(MUTANT_NAMES)(`that is broken by %s within ${BOUND} seeds`, async (mutant) => {
    const told = await simulate({ seed: 1, seeds: BOUND, mutant });
    process.stdout.write(`${mutant}: found by seed ${told.seeds}\n`);
    expect(told.violations).toBe(1);
    expect(told.found).toMatch(/^seed \d+ /);
  });

  it('and makes the life that found it smaller, so that it still finds it, and only there', async () => {
    const mutant = 'no-cas';
    const { found } = await simulate({ seed: 1, seeds: BOUND, mutant, shrinkMinutes: 0.4 });
    const [, seed] = /^seed (\d+) /.exec(found) ?? [];
    const [, text] = /^COURSE (.+)$/m.exec(found) ?? [];
    const course = JSON.parse(text ?? '') as Course;
    const [, before] = /from (\d+) acts/.exec(found) ?? [];
    expect(course.acts.length).toBeLessThan(Number(before) / 2);
    expect(found).toContain(`it('seed ${seed} does not find again`);
    const again = { seed: Number(seed), seeds: 1, course };
    expect(await simulate({ ...again, mutant })).toMatchObject({ violations: 1 });
    expect(await simulate(again)).toMatchObject({ violations: 0 });
  });
});
