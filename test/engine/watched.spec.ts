import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { verifyBundle } from '../../src/audit/bundle-verify.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { cleanUp, openTiny, temporaryFolder } from './tiny-sequence.js';

const who = { name: 'Anna', authenticated: false, via: 'cli', host: 'h', osUser: 'o' } as const;
const MANY = 230;
let umstieg: Umstieg;
let run = '';

beforeAll(async () => {
  umstieg = await openTiny(await temporaryFolder());
  run = (await umstieg.newProject({ customer: 'Muster GmbH', kind: 'drill', who })).runId;
  for (let n = 0; n < MANY; n++)
    await umstieg.command(run, { do: 'note', step: 'T-101', text: `${n}` }, { who });
});
afterAll(async () => {
  await umstieg.close();
  await cleanUp();
});

type Told = readonly [done: number, total: number, unit: string];

/** Notes what it is told, and ends the work when that is wanted. */
function watching(isEnough: (told: Told) => boolean = () => false) {
  const told: Told[] = [];
  const abort = new AbortController();
  const progress = (...one: Told) => {
    told.push(one);
    if (isEnough(one)) abort.abort(new Error('enough'));
  };
  return { told, watch: { signal: abort.signal, progress } };
}

describe('long reading of a chain', () => {
  it('tells how far it is from nothing to all, whether it verifies or exports', async () => {
    const file = join(await temporaryFolder(), 'bundle.zip');
    const [verifying, exporting] = [watching(), watching()];
    const { entries } = await umstieg.verify(run, undefined, verifying.watch);
    const bundle = await umstieg.archive.export(run, file, who, undefined, exporting.watch);
    for (const [{ told }, total] of [
      [verifying, entries],
      [exporting, bundle.entries],
    ] as const) {
      const chain = told.filter(([, , unit]) => unit === 'entries');
      expect(chain).toEqual([0, 100, 200, total].map((done) => [done, total, 'entries']));
    }
    expect((await verifyBundle(file)).entries).toBe(bundle.entries);
  });

  it('ends in the middle when it is told to, and leaves no file', async () => {
    const file = join(await temporaryFolder(), 'bundle.zip');
    const isHalf = ([done]: Told) => done === 100;
    const [verifying, exporting] = [watching(isHalf), watching(isHalf)];
    await expect(umstieg.verify(run, undefined, verifying.watch)).rejects.toThrow('enough');
    const exported = umstieg.archive.export(run, file, who, undefined, exporting.watch);
    await expect(exported).rejects.toThrow('enough');
    expect(existsSync(file)).toBe(false);
    expect((await umstieg.verify(run)).ok).toBe(true);
  });
});
