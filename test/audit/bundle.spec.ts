import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleVerdict } from '../../src/audit/bundle-report.js';
import { verifyBundle } from '../../src/audit/bundle-verify.js';
import { writeBundle } from '../../src/audit/bundle-write.js';
import { sealCheckpoint } from '../../src/audit/checkpoint.js';
import {
  bundleChain,
  bundleParts,
  EVIDENCE,
  KEY,
  LENGTH,
  makeBundle,
  scratch,
  SIGNER,
  unpack,
} from './bundle-fixture.js';
import { sha256, stateOf } from './chain-fixture.js';

const chain = bundleChain();
const SEALED_EARLIER = sealCheckpoint(KEY, 'install-1', chain.heads[3]!);

describe('a bundle', () => {
  it('holds exactly the documented members', async () => {
    const names = (await unpack((await makeBundle()).file)).map(([name]) => name);
    expect(names).toEqual([
      'entries.jsonl',
      'openings.jsonl',
      ...[1, 2, 3, 4, 6, 7, LENGTH].map((size) => `checkpoints/${size}.txt`),
      `evidence/${sha256(EVIDENCE)}`,
      'definition.json',
      'state.json',
      'verify.mjs',
      'keys/public.pem',
      'README.txt',
      'manifest.json',
      'manifest.sig',
    ]);
  });

  it('is the same bytes for the same parts', async () => {
    const folder = await scratch();
    const parts = await bundleParts(folder);
    const [a, b] = [join(folder, 'a.zip'), join(folder, 'b.zip')];
    const written = await writeBundle(a, parts);
    expect(await writeBundle(b, parts)).toEqual({ ...written, path: b });
    const bytes = await readFile(a);
    expect(bytes.equals(await readFile(b))).toBe(true);
    expect(written).toEqual({
      path: a,
      digest: sha256(bytes),
      entries: LENGTH,
      head: chain.head.hash,
      signer: SIGNER,
    });
    expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });
});

describe('two bundles written to one target at once', () => {
  it('both succeed; what is left is one of them, whole, and nothing else', async () => {
    const folder = await scratch();
    const target = join(folder, 'bundle.zip');
    const parts = await bundleParts(folder);
    const later = { ...parts, exportedAt: '2026-03-02T11:00:00.000Z' };
    const written = await Promise.all(
      [parts, later, parts, later].map((one) => writeBundle(target, one)),
    );
    const digests = written.map(({ digest }) => digest);
    expect(digests).toContain(sha256(await readFile(target)));
    expect(await verifyBundle(target, { key: SIGNER })).toMatchObject({ status: 'verified' });
    expect((await readdir(folder)).sort()).toEqual(['bundle.zip', 'evidence.txt']);
  });
});

describe('the verdict on a bundle', () => {
  it('without key or anchor is consistent, and says whose signature was not verified', async () => {
    const { file } = await makeBundle();
    const report = await verifyBundle(file);
    expect(report).toEqual({
      status: 'consistent-signer-unverified',
      signer: SIGNER,
      signers: [{ instance: 'install-1', fingerprint: SIGNER, from: 1, to: null }],
      instance: 'install-1',
      run: 'run-1',
      entries: LENGTH,
      head: chain.head.hash,
      findings: [],
      notes: [],
    });
    expect(bundleVerdict(report).en).toBe(`consistent, signer not verified: ${SIGNER}`);
  });

  it('verifies with the fingerprint as people copy it', async () => {
    const { file } = await makeBundle();
    const grouped = SIGNER.toUpperCase().replace(/(.{4})/g, '$1 ');
    for (const key of [SIGNER, grouped, `${SIGNER}\n`]) {
      expect((await verifyBundle(file, { key })).status).toBe('verified');
    }
    expect(bundleVerdict(await verifyBundle(file, { key: SIGNER })).en).toMatch(/^verified: 8 /);
  });

  it.each(['', 'deadbeef', SIGNER.slice(0, 63), sha256('other')])(
    'does not verify with the fingerprint %j',
    async (key) => {
      const report = await verifyBundle((await makeBundle()).file, { key });
      expect(report.status).toBe('broken');
      expect(report.findings.map(({ code }) => code)).toEqual(['bundle.signer-mismatch']);
      expect(bundleVerdict(report).en).toMatch(/^broken: The signer is /);
    },
  );

  it('verifies with any checkpoint of its own kept elsewhere, also an earlier one', async () => {
    const { file } = await makeBundle();
    for (const head of chain.heads) {
      const anchor = sealCheckpoint(KEY, 'install-1', head);
      expect((await verifyBundle(file, { anchor })).status).toBe('verified');
      const flipped = anchor.replace(head.hash, sha256('x'));
      expect((await verifyBundle(file, { anchor: flipped })).status).toBe('broken');
    }
  });

  it('verifies with three lines on paper when they cover all of it', async () => {
    const { file } = await makeBundle();
    const paper = (seq: number) =>
      sealCheckpoint(KEY, 'install-1', chain.heads[seq - 1]!)
        .split('\n')
        .slice(0, 3)
        .join('\r\n');
    expect((await verifyBundle(file, { anchor: paper(LENGTH) })).status).toBe('verified');
    const partly = await verifyBundle(file, { anchor: paper(4) });
    expect(partly.status).toBe('consistent-signer-unverified');
    expect(partly.notes.map(({ code }) => code)).toEqual(['bundle.anchor-partial']);
  });

  it('is broken against an anchor that is no checkpoint', async () => {
    const report = await verifyBundle((await makeBundle()).file, { anchor: 'hello', key: SIGNER });
    expect(report.findings.map(({ code }) => code)).toEqual(['bundle.anchor-malformed']);
  });
});

const refusals: [string, string, (folder: string) => Promise<object>][] = [
  ['a hurt chain', 'audit.entry-deleted', async () => ({ entries: chain.items.slice(1) })],
  [
    'an unsealed tail',
    'bundle.unsealed-tail',
    async () => ({
      checkpoints: [SEALED_EARLIER],
    }),
  ],
  ['missing evidence', 'bundle.evidence-missing', async () => ({ evidence: [] })],
  [
    'a state the last entry does not name',
    'bundle.state-differs',
    async () => ({ state: stateOf(1) }),
  ],
  ['another run', 'audit.foreign-run', async () => ({ runId: 'run-2' })],
  [
    'changed evidence',
    'bundle.evidence-changed',
    async (folder) => {
      const path = join(folder, 'changed.txt');
      await writeFile(path, 'x'.repeat(EVIDENCE.length));
      return { evidence: [{ digest: sha256(EVIDENCE), path }] };
    },
  ],
];

describe('writing a bundle', () => {
  it.each(refusals)('is refused for %s and leaves nothing behind', async (_what, code, change) => {
    const folder = await scratch();
    const parts = { ...(await bundleParts(folder)), ...(await change(folder)) };
    const target = join(folder, 'bundle.zip');
    await expect(writeBundle(target, parts)).rejects.toMatchObject({
      code: 'audit.chain-broken',
      details: { expected: expect.arrayContaining([expect.stringContaining(code)]) as string[] },
    });
    expect((await readdir(folder)).filter((name) => name.startsWith('bundle.zip'))).toEqual([]);
  });

  it('passes on what goes wrong with a source or the target, and leaves nothing behind', async () => {
    const folder = await scratch();
    const parts = await bundleParts(folder);
    const target = join(folder, 'bundle.zip');
    async function* failing() {
      yield chain.items[0]!;
      await Promise.reject(new Error('disk on fire'));
    }
    await expect(writeBundle(target, { ...parts, entries: failing() })).rejects.toThrow('on fire');
    const gone = [{ digest: sha256(EVIDENCE), path: join(folder, 'gone') }];
    await expect(writeBundle(target, { ...parts, evidence: gone })).rejects.toThrow('ENOENT');
    await expect(writeBundle(join(folder, 'no', 'x.zip'), parts)).rejects.toThrow('ENOENT');
    expect((await readdir(folder)).filter((name) => name.startsWith('bundle.zip'))).toEqual([]);
  });

  it('does not touch an older bundle when the new one is refused', async () => {
    const { file, folder } = await makeBundle();
    const before = await readFile(file);
    const parts = { ...(await bundleParts(folder)), evidence: [] };
    await expect(writeBundle(file, parts)).rejects.toThrow();
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  it('takes its parts as streams, read once', async () => {
    const folder = await scratch();
    const parts = await bundleParts(folder);
    async function* once<T>(source: AsyncIterable<T> | Iterable<T>) {
      for await (const part of source) yield part;
    }
    const target = join(folder, 'bundle.zip');
    const written = await writeBundle(target, {
      ...parts,
      entries: once(parts.entries),
      openings: once(parts.openings),
      checkpoints: once(parts.checkpoints),
      evidence: once(parts.evidence),
    });
    expect(written).toMatchObject({ entries: LENGTH, head: chain.head.hash });
  });
});
