import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

interface Counts {
  /** Statements that write, of which each is one flush (scripts/count-flushes.mjs counts them in the kernel). */
  readonly commits: number;
  /** Characters of JSON that go to the database. */
  readonly bytes: number;
  readonly reads: number;
  /** How often machines are asked where an event leads. */
  readonly moves: number;
}

const budget = JSON.parse(readFileSync(new URL('budget.json', import.meta.url), 'utf8')) as Record<
  string,
  Counts
>;

async function countsOf(work: string): Promise<Counts & { readonly steps: number }> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['scripts/bench/engine-work.mjs', ...work.split(' ')],
    { timeout: 120_000, env: { ...process.env, NODE_OPTIONS: '' } },
  );
  return JSON.parse(stdout) as Counts & { readonly steps: number };
}

/** What one step or one signal costs whatever the machine: budget.json is changed on purpose, and says so in a review. */
describe('the cost of one step (work) or signal, with so many in flight', () => {
  it.each(Object.entries(budget))(
    'stays within its budget: %s',
    async (work, most) => {
      const counts = await countsOf(work);
      const names = ['commits', 'bytes', 'reads', 'moves'] as const;
      const over = names.filter((name) => counts[name] / counts.steps > most[name]);
      const spent = names.map((name) => `${name} ${String(counts[name] / counts.steps)}`);
      expect({ over, spent }).toEqual({ over: [], spent });
      // a budget that could never be exceeded guards nothing: what is spent is most of it
      for (const name of ['bytes', 'moves'] as const)
        expect(counts[name] / counts.steps).toBeGreaterThan(0.8 * most[name]);
    },
    180_000,
  );
});
