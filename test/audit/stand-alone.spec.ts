import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { verifyBundle, type VerifyBundleOptions } from '../../src/audit/bundle-verify.js';
import { standAloneVerifier } from '../../src/audit/stand-alone/index.js';
import { makeBundle, pack, resign, scratch, SIGNER, unpack, KEY } from './bundle-fixture.js';
import { ANCHOR, ASKED } from './bundle-forgeries.js';
import { DAMAGE, damaged, mutated, RECIPE } from './bundle-mutations.js';
import { secondVerifier } from './second-verifier.js';

/** Changed bundles in each of the two tests. */
const RUNS = process.env['FC_RUNS'] === undefined ? 100 : 1_000;

let second: Awaited<ReturnType<typeof secondVerifier>>;
let sound: string;
beforeAll(async () => {
  second = await secondVerifier();
  sound = (await makeBundle()).file;
});

const THREE = ANCHOR.split('\n').slice(0, 3).join('\r\n');
const QUESTIONS: readonly VerifyBundleOptions[] = [
  ...ASKED,
  ...[{ anchor: ANCHOR }, { anchor: THREE }, { key: 'ab'.repeat(32) }, { anchor: 'no anchor' }],
];

/** Both verdicts on a file; the same, or the test fails with what each says. */
async function agreed(file: string, asked: VerifyBundleOptions): Promise<string> {
  const { status, findings } = await verifyBundle(file, asked);
  const { key, anchor } = asked;
  const other = second.verify(file, { ...(key ? { key } : {}), ...(anchor ? { anchor } : {}) });
  const why = { says: other.says, findings: findings.map(({ code }) => code) };
  expect({ status: other.status, why }).toEqual({ status, why });
  return status;
}

describe('the second verifier', () => {
  it('is one file that needs Node.js only, and is the member of every bundle', async () => {
    const text = standAloneVerifier();
    const imports = [...text.matchAll(/^import .* from '([^']+)'/gm)].map(([, from]) => from ?? '');
    expect(imports.length).toBeGreaterThan(3);
    expect(imports.filter((from) => !from.startsWith('node:'))).toEqual([]);
    const members = new Map(await unpack(sound));
    expect(members.get('verify.mjs')?.toString('utf8')).toBe(text);
  });

  it('says of a sound bundle what the main one says, whatever is asked', async () => {
    const said = [];
    for (const asked of QUESTIONS) said.push(await agreed(sound, asked));
    expect(said).toEqual([
      ...['consistent-signer-unverified', 'verified', 'verified'],
      ...['verified', 'verified', 'broken', 'broken'],
    ]);
    const packed = await pack(await unpack(sound), true);
    expect(await agreed(packed, { key: SIGNER })).toBe('verified');
    expect(await agreed(await pack(resign(await unpack(sound), KEY)), {})).toBe(said[0]);
  });

  it('agrees with it on bundles that were changed member by member, signed anew or not', async () => {
    const members = await unpack(sound);
    const statuses = new Set<string>();
    const question = fc.constantFrom(...QUESTIONS.slice(0, 5));
    await fc.assert(
      fc.asyncProperty(RECIPE, question, fc.boolean(), async (recipe, asked, isPacked) => {
        statuses.add(await agreed(await pack(mutated(members, recipe), isPacked), asked));
      }),
      { numRuns: RUNS },
    );
    expect(statuses.size).toBe(3);
  });

  it('agrees with it on archives whose own bytes were changed', async () => {
    const bytes = await readFile(await pack(await unpack(sound), true));
    const plain = await readFile(sound);
    const file = join(await scratch(), 'damaged.zip');
    await fc.assert(
      fc.asyncProperty(DAMAGE, fc.boolean(), async (damage, isPacked) => {
        await writeFile(file, damaged(isPacked ? bytes : plain, damage));
        await agreed(file, { key: SIGNER });
      }),
      { numRuns: RUNS },
    );
  });
});

describe('as a command', () => {
  const run = (...args: string[]) => {
    const ended = spawnSync(process.execPath, [second.file, ...args], {
      encoding: 'utf8',
      timeout: 20_000,
      env: {},
    });
    return { code: ended.status, says: ended.stdout + ended.stderr };
  };

  it('ends with the codes of `bundle verify`', async () => {
    const anchor = join(await scratch(), 'anchor.txt');
    await writeFile(anchor, ANCHOR);
    expect(run(sound, '--key', SIGNER.toUpperCase(), '--anchor', anchor)).toMatchObject({
      code: 0,
    });
    expect(run(sound).says).toBe(`consistent, signer not verified: ${SIGNER}\n`);
    expect(run(sound, '--key', 'ab'.repeat(32)).code).toBe(5);
    expect(run(anchor).says).toContain('broken: not a ZIP archive');
    expect(run(`${sound}.none`).code).toBe(2);
    expect(run(sound, '--key', 'short').code).toBe(2);
    expect(run().code).toBe(2);
  });
});
