import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { openSession } from '../../src/open-session.js';
import { newFolder } from '../faults/sent.js';
import { growthOf, type Sample } from './flatness.js';
import { Ledger } from './ledger.js';
import { reckon } from './reckoning.js';

const MB = 1024 ** 2;
/** Twelve looks over so many commands, with pages that come and go. */
const samples = (commands: number, rss: (at: number) => number): Sample[] =>
  Array.from({ length: 12 }, (_, i) => {
    const at = (commands / 12) * (i + 1);
    return { commands: at, rss: rss(at) + (i % 3) * MB, heapUsed: 0, cpuMs: 0 };
  });

describe('memory of the soak', () => {
  it('is flat when it was taken at the beginning and then kept', () => {
    const warm = (at: number) => 150 * MB + Math.min(at, 100_000) * 500;
    expect(growthOf(samples(400_000, warm), 'rss')).toMatchObject({ isFlat: true });
  });

  it('grows when 200 bytes are kept of each of 400,000 commands, or 15 kB of each of 3,000', () => {
    const each = (bytes: number) => (at: number) => 150 * MB + at * bytes;
    expect(growthOf(samples(400_000, each(200)), 'rss').isFlat).toBe(false);
    expect(growthOf(samples(3_000, each(15_000)), 'rss').isFlat).toBe(false);
  });

  it('is not judged by two looks', () => {
    expect(() => growthOf(samples(100, () => MB).slice(0, 2), 'rss')).toThrow('too few');
  });
});

describe('the reckoning of the soak', () => {
  const folder = mkdtempSync(join(tmpdir(), 'umstieg-reckoning-'));
  let [data, run] = ['', ''];
  const told: { key: string; revision: number }[] = [];

  beforeAll(async () => {
    ({ data, run } = await newFolder(folder));
    const session = await openSession(DOCUMENTED, { dataFolder: data });
    const who = session.who('Anna');
    for (const key of ['one', 'two']) {
      const note = { do: 'note', step: 'R-101', text: key } as const;
      const { revision } = await session.umstieg.command(run, note, { who, key });
      told.push({ key, revision });
    }
    await session.close();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const ledger = (...more: readonly { key: string; revision?: number; digest?: string }[]) => {
    const kept = new Ledger();
    kept.begin('Muster GmbH', run);
    for (const answered of [...told, ...more]) kept.accept(run, answered);
    return kept;
  };

  it('finds nothing where everything told is stored', async () => {
    expect(await reckon(data, ledger())).toEqual([]);
  });

  it('names what was told and is not stored: a command, a file, a project', async () => {
    const digest = 'a'.repeat(64);
    const kept = ledger({ key: 'three', revision: 9 }, { key: 'file', digest });
    kept.begin('Kunde', 'r-none');
    const found = await reckon(data, kept);
    expect(found).toEqual([
      'Kunde: r-none was acknowledged, stored is undefined',
      `${run}: acknowledged and lost: three`,
      `${run}: evidence ${digest} was acknowledged and is not there`,
      'r-none: the run is gone',
    ]);
  });

  it('names what is stored otherwise than it was told', async () => {
    const [one] = told;
    const kept = ledger({ key: 'two', revision: 77 });
    kept.refuse(run, one?.key ?? '', 'step.busy');
    expect(await reckon(data, kept)).toEqual([
      expect.stringContaining('acknowledged with another revision: two (77, stored'),
      `${run}: refused and done: one`,
    ]);
    expect(await reckon(data, new Ledger())).toEqual(['Muster GmbH was never acknowledged']);
  });
});
