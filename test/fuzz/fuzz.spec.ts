import { foundWork, keep } from './found.js';
import { fuzz } from './fuzz-run.js';
import { shares } from './shares.js';
import { TARGETS as BROKEN } from './broken-targets.js';
import { TARGETS } from './targets.js';

const INPUTS = Number(process.env['FUZZ'] ?? 2_000);
const SEED = Number(process.env['FUZZ'] === undefined ? 1 : (process.env['SEED'] ?? 1));
const HOURS = 3_600_000;
const at = (file: string) => new URL(file, import.meta.url).href;

/** What the suite says of one broken reader when it reads a few inputs. */
async function saidOf(name: string): Promise<string> {
  const work = shares(
    BROKEN.filter((target) => target.name === name),
    60,
  );
  const targets = at('./broken-targets.ts');
  const { broken } = await fuzz({ targets, seed: 1, work, first: true, silentS: 5 });
  return broken[0]?.what ?? 'nothing';
}

describe('every parser, given bent inputs', () => {
  it(
    `reads or refuses ${INPUTS} of them: no crash, no hang, bounded memory`,
    async () => {
      const work = shares(TARGETS, INPUTS);
      const result = await fuzz({ targets: at('./targets.ts'), seed: SEED, work });
      for (const one of result.broken.slice(0, 20)) await keep(one, SEED, TARGETS);
      expect(result.broken).toEqual([]);
      expect(result.read + result.refused).toBe(work.reduce((sum, w) => sum + w.to - w.from, 0));
    },
    6 * HOURS,
  );

  it('reads or refuses every input that once broke something', async () => {
    const work = foundWork();
    const { broken, read, refused } = await fuzz({ targets: at('./targets.ts'), seed: 0, work });
    expect(broken).toEqual([]);
    expect(read + refused).toBe(work.reduce((sum, { to }) => sum + to, 0));
    expect(read + refused).toBeGreaterThan(0);
  });
});

describe('the fuzz suite can fail', () => {
  it.each([
    ['throws', /^TypeError/],
    ['rejects-later', /^nobody waited for: TypeError/],
    ['runs-for-ever', /^hangs: .* of computing/],
    ['backtracks', /^hangs: .* of computing/],
    ['computes-too-long', /^took \d{4} ms of computing$/],
    ['is-slow-once', /^nothing$/],
    ['never-answers', /^hangs: nothing for/],
    ['fills-the-heap', /heap above 256 MiB|^memory of/],
    ['believes-a-size', /^memory of \d+ MiB/],
    ['sound', /^nothing$/],
  ])('on a reader that %s', async (name, expected) => {
    expect(await saidOf(name)).toMatch(expected);
  });
});
