import { MEMBER } from '../../src/audit/bundle-manifest.js';
import { verifyBundle } from '../../src/audit/bundle-verify.js';
import { sealCheckpoint } from '../../src/audit/checkpoint.js';
import {
  bundleChain,
  change,
  drop,
  KEY,
  makeBundle,
  pack,
  rebuilt,
  resign,
  SIGNER,
  UNSEALED,
  unpack,
  withoutSeals,
  type Members,
} from './bundle-fixture.js';
import {
  ANCHOR,
  ASKED,
  chain,
  codes,
  EVIDENCE_NAME,
  LAST,
  rewritten,
  strangeOpening,
  THIEF,
} from './bundle-forgeries.js';
import { sha256 } from './chain-fixture.js';

let members: Members;

beforeAll(async () => {
  members = await unpack((await makeBundle()).file);
});

const SIGNED: [string, string, () => Members][] = [
  ['no checkpoint of its own', 'bundle.no-checkpoint', () => withoutSeals(members)],
  ['an unsealed tail', 'bundle.unsealed-tail', () => drop(members, LAST)],
  ['no first seal', 'audit.seal-missing', () => drop(members, 'checkpoints/1.txt')],
  ['no seal in the middle', 'audit.seal-missing', () => drop(members, 'checkpoints/4.txt')],
  [
    'the seal of another run in the middle',
    'audit.seal-missing',
    () =>
      change(members, 'checkpoints/4.txt', () =>
        sealCheckpoint(KEY, 'install-1', bundleChain('run-2').heads[3]!),
      ),
  ],
  ['missing evidence', 'bundle.evidence-missing', () => drop(members, EVIDENCE_NAME)],
  [
    'foreign evidence',
    'bundle.evidence-foreign',
    () => [...members, ['evidence/' + sha256('x'), Buffer.from('x')]],
  ],
  [
    'edited evidence',
    'bundle.evidence-changed',
    () => change(members, EVIDENCE_NAME, (t) => t.replace('5', '6')),
  ],
  ['another state', 'bundle.state-differs', () => change(members, MEMBER.state, () => '{}')],
  [
    'an opening that does not open',
    'audit.opening-wrong',
    () => change(members, MEMBER.openings, (t) => t.replace('Erika', 'Erich')),
  ],
  [
    'an opening no entry names',
    'bundle.opening-unnamed',
    () => change(members, MEMBER.openings, (t) => t + strangeOpening()),
  ],
  [
    'an opening twice',
    'bundle.opening-duplicate',
    () => change(members, MEMBER.openings, (t) => t + t),
  ],
  [
    'an opening in another spelling',
    'bundle.line-malformed',
    () => change(members, MEMBER.openings, (t) => t.replace(':', ': ')),
  ],
  [
    'a line without end',
    'bundle.line-malformed',
    () => change(members, MEMBER.entries, (t) => t.slice(0, -1)),
  ],
  [
    'an empty line',
    'bundle.line-malformed',
    () => change(members, MEMBER.entries, (t) => t + '\n'),
  ],
  [
    'a checkpoint under another name',
    'bundle.checkpoint-name',
    () => members.map(([n, b]) => [n === LAST ? 'checkpoints/5.txt' : n, b]),
  ],
  [
    'a checkpoint of another run',
    'audit.checkpoint-foreign',
    () => change(members, LAST, () => sealCheckpoint(KEY, 'install-1', bundleChain('run-2').head)),
  ],
  [
    'a checkpoint of another installation',
    'audit.checkpoint-foreign',
    () => change(members, LAST, () => sealCheckpoint(KEY, 'install-2', chain.head)),
  ],
  [
    'a checkpoint beyond the LAST entry',
    'audit.tail-cut',
    () =>
      change(members, LAST, () => sealCheckpoint(KEY, 'install-1', bundleChain('run-1', 9).head)),
  ],
];

describe('with a key of their own, a forger is found', () => {
  it('by whoever knows the fingerprint', async () => {
    const report = await verifyBundle(await pack(rebuilt(members, rewritten(), THIEF)), {
      key: SIGNER,
    });
    expect(report.status).toBe('broken');
    expect(report.findings.map(({ code }) => code)).toEqual(['bundle.signer-mismatch']);
  });

  it('by whoever kept a checkpoint, with or without its signature', async () => {
    const forgedBundle = rebuilt(members, rewritten(), THIEF);
    expect(await codes(forgedBundle, { anchor: ANCHOR })).toEqual([
      'audit.history-rewritten',
      'bundle.anchor-signer',
    ]);
    const three = ANCHOR.split('\n').slice(0, 3).join('\n');
    expect(await codes(forgedBundle, { anchor: three })).toEqual(['audit.history-rewritten']);
  });

  it('and without either is at least named', async () => {
    const report = await verifyBundle(await pack(rebuilt(members, rewritten(), THIEF)));
    expect(report.status).toBe('consistent-signer-unverified');
    expect(report.signer).not.toBe(SIGNER);
  });

  it('when true entries are continued with false ones behind the anchor', async () => {
    const longer = rebuilt(members, bundleChain('run-1', 9), THIEF);
    expect(await codes(longer, { anchor: ANCHOR })).toEqual(['bundle.anchor-signer']);
    const three = ANCHOR.split('\n').slice(0, 3).join('\n');
    const report = await verifyBundle(await pack(longer), { anchor: three });
    expect(report.status).toBe('consistent-signer-unverified');
    expect(report.notes.map(({ code }) => code)).toContain('bundle.anchor-partial');
  });

  it('when only the seal of another key was put in', async () => {
    const note = sealCheckpoint(THIEF, 'install-1', chain.head);
    const swapped = change(members, LAST, () => note);
    expect(await codes(swapped)).toContain('audit.checkpoint-signature');
  });
});

describe('a seal that was taken away', () => {
  it('is missed at its entry, once, and the anchor does not stand in for it', async () => {
    const signed = resign(drop(members, 'checkpoints/4.txt', 'checkpoints/6.txt'), KEY);
    const kept = sealCheckpoint(KEY, 'install-1', chain.heads[3]!);
    for (const asked of [...ASKED, { key: SIGNER, anchor: kept }]) {
      const { findings } = await verifyBundle(await pack(signed), asked);
      expect(findings).toMatchObject([{ code: 'audit.seal-missing' }]);
      expect(findings[0]!.text.en).toContain('The seal of entry 4 is missing');
    }
  });

  it('is not asked of an entry that never had one', async () => {
    expect(members.map(([name]) => name)).not.toContain(`checkpoints/${UNSEALED}.txt`);
    expect((await verifyBundle(await pack(members), { key: SIGNER })).status).toBe('verified');
  });
});

describe('with the stolen key', () => {
  it('a rewritten chain is found by the anchor and, as documented, by nothing else', async () => {
    const forgedBundle = rebuilt(members, rewritten(), KEY);
    expect(await codes(forgedBundle, { key: SIGNER, anchor: ANCHOR })).toEqual([
      'audit.history-rewritten',
    ]);
    const report = await verifyBundle(await pack(forgedBundle), { key: SIGNER });
    expect(report.status).toBe('verified');
  });

  it('a rollback to an older sealed state is found by the anchor and by nothing else', async () => {
    const older = rebuilt(members, bundleChain('run-1', 6), KEY);
    expect(await codes(older, { key: SIGNER, anchor: ANCHOR })).toEqual(['audit.tail-cut']);
    expect((await verifyBundle(await pack(older), { key: SIGNER })).status).toBe('verified');
  });

  it('the bundle of another project is found by the anchor and by the expected run', async () => {
    const other = rebuilt(members, bundleChain('run-2'), KEY);
    expect(await codes(other, { anchor: ANCHOR })).toEqual(['bundle.foreign-run']);
    expect(await codes(other, { key: SIGNER, run: 'run-1' })).toEqual(['bundle.foreign-run']);
  });

  it.each(SIGNED)(
    'a bundle is broken by %s, also with key and anchor',
    async (_what, code, attack) => {
      const signed = resign(attack(), KEY);
      for (const asked of ASKED) expect(await codes(signed, asked)).toContain(code);
    },
  );

  it('a manifest cannot claim another length, head or signer than the entries show', async () => {
    for (const claim of [{ entries: 7 }, { head: sha256('x') }, { signer: sha256('y') }]) {
      expect(await codes(resign(members, KEY, claim))).toEqual(['bundle.manifest-differs']);
    }
  });
});
