import { readFile } from 'node:fs/promises';
import { MEMBER } from '../../src/audit/bundle-manifest.js';
import { verifyBundle, type VerifyBundleOptions } from '../../src/audit/bundle-verify.js';
import { sealCheckpoint } from '../../src/audit/checkpoint.js';
import { commit } from '../../src/audit/commitment.js';
import { canonicalText } from '../../src/audit/canonical-json.js';
import { leafHash } from '../../src/audit/merkle.js';
import {
  bundleChain,
  change,
  drop,
  entriesFile,
  EVIDENCE,
  KEY,
  LENGTH,
  makeBundle,
  pack,
  rebuilt,
  resign,
  SIGNER,
  unpack,
  type Members,
} from './bundle-fixture.js';
import { buildChain, forged, keyOf, newEntry, saltOf, sha256 } from './chain-fixture.js';

const chain = bundleChain();
const ANCHOR = sealCheckpoint(KEY, 'install-1', chain.head);
const THIEF = keyOf(9);
let members: Members;

beforeAll(async () => {
  members = await unpack((await makeBundle()).file);
});

/** Codes of the findings; the verdict must be `broken`. */
async function codes(changed: Members, options: VerifyBundleOptions = {}): Promise<string[]> {
  const report = await verifyBundle(await pack(changed), options);
  expect(report.status).toBe('broken');
  return report.findings.map(({ code }) => code);
}

const evidenceName = `evidence/${sha256(EVIDENCE)}`;
const last = `checkpoints/${LENGTH}.txt`;
const withEntries = (items: Parameters<typeof entriesFile>[0]): Members =>
  members.map(([name, bytes]) => [name, name === MEMBER.entries ? entriesFile(items) : bytes]);
/** The three ways somebody may ask; the first finding must not depend on it. */
const ASKED: VerifyBundleOptions[] = [{}, { key: SIGNER }, { key: SIGNER, anchor: ANCHOR }];

describe('without the key, a forger cannot', () => {
  it.each([
    ['edit an entry', 'audit.entry-edited', 3, () => withEntries(edited(3))],
    ['edit one and fit its hash', 'audit.entry-relinked', 3, () => withEntries(refitted(3))],
    ['delete an entry', 'audit.entry-deleted', 5, () => withEntries(without(5))],
    ['insert an entry', 'audit.entry-inserted', 5, () => withEntries(withForged(5))],
    ['swap two entries', 'audit.entry-reordered', 5, () => withEntries(swapped(5))],
    ['repeat an entry', 'audit.entry-duplicate', 6, () => withEntries(repeated(5))],
    ['cut the tail', 'audit.tail-cut', 7, () => withEntries(chain.items.slice(0, 6))],
    ['cut everything', 'audit.tail-cut', 1, () => withEntries([])],
    [
      'rewrite the chain from an entry on',
      'audit.history-rewritten',
      5,
      () => withEntries(later()),
    ],
    [
      'append entries',
      'bundle.unsealed-tail',
      undefined,
      () => withEntries(bundleChain('run-1', 9).items),
    ],
    [
      'pass off the log of another run',
      'audit.foreign-run',
      1,
      () => withEntries(bundleChain('run-2').items),
    ],
  ])('%s', async (_what, code, row, attack) => {
    for (const asked of ASKED) {
      const report = await verifyBundle(await pack(attack()), asked);
      expect(report.status).toBe('broken');
      expect(report.findings[0]).toMatchObject({ code });
      if (row !== undefined) {
        expect(report.findings[0]!.place).toEqual({ file: MEMBER.entries, row });
      }
      expect(report.findings.map((f) => f.code)).toContain('bundle.member-changed');
    }
  });

  it('change, add or take away any single member unnoticed', async () => {
    for (const [name] of members) {
      if (name === MEMBER.openings) continue;
      const flipped = members.map(([other, bytes]): Members[number] => {
        const copy = Buffer.from(bytes);
        if (other === name) copy[5] = copy[5]! ^ 1;
        return [other, copy];
      });
      expect((await codes(flipped)).length).toBeGreaterThan(0);
      expect((await codes(drop(members, name))).length).toBeGreaterThan(0);
    }
  });

  it('strip the signatures', async () => {
    expect(await codes(drop(members, MEMBER.signature))).toEqual(['bundle.missing-member']);
    const unsigned = change(members, last, (text) => text.slice(0, text.indexOf('—')));
    expect(await codes(unsigned)).toContain('audit.checkpoint-malformed');
    const empty = change(members, MEMBER.signature, (text) =>
      text.replace(/"signatures":\[.*\]/, '"signatures":[]'),
    );
    expect(await codes(empty)).toEqual(['bundle.signature-invalid']);
  });

  it('put in evidence of their own', async () => {
    const foreign = Buffer.from('not what it says');
    const added: Members = [...members, [`evidence/${sha256(foreign)}`, foreign]];
    expect(await codes(added)).toEqual(['bundle.evidence-foreign', 'bundle.member-unlisted']);
    const edited = change(members, evidenceName, (text) => text.replace('55', '56'));
    expect(await codes(edited)).toEqual(['bundle.evidence-changed', 'bundle.member-changed']);
    expect((await codes(drop(members, evidenceName)))[0]).toBe('bundle.evidence-missing');
  });

  it('confuse key ids or algorithms', async () => {
    const swap = (from: string, to: string) =>
      change(members, MEMBER.signature, (text) => text.replace(from, to));
    const other = SIGNER.replace(/^./, (c) => (c === '0' ? '1' : '0'));
    expect(await codes(swap(SIGNER, other))).toEqual(['bundle.signature-invalid']);
    expect(await codes(swap('v1+json', 'v2+json'))).toEqual(['bundle.signature-invalid']);
    expect(await codes(swap('"keyid"', '"alg":"none","keyid"'))).toEqual([
      'bundle.signature-invalid',
    ]);
  });
});

describe('with a key of their own, a forger is found', () => {
  it('by whoever knows the fingerprint', async () => {
    const report = await verifyBundle(await pack(rebuilt(members, later8(), THIEF)), {
      key: SIGNER,
    });
    expect(report.status).toBe('broken');
    expect(report.findings.map(({ code }) => code)).toEqual(['bundle.signer-mismatch']);
  });

  it('by whoever kept a checkpoint, with or without its signature', async () => {
    const forgedBundle = rebuilt(members, later8(), THIEF);
    expect(await codes(forgedBundle, { anchor: ANCHOR })).toEqual([
      'audit.history-rewritten',
      'bundle.anchor-signer',
    ]);
    const three = ANCHOR.split('\n').slice(0, 3).join('\n');
    expect(await codes(forgedBundle, { anchor: three })).toEqual(['audit.history-rewritten']);
  });

  it('and without either is at least named', async () => {
    const report = await verifyBundle(await pack(rebuilt(members, later8(), THIEF)));
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
    const swapped = change(members, last, () => note);
    expect(await codes(swapped)).toContain('audit.checkpoint-signature');
  });
});

describe('with the stolen key', () => {
  it('a rewritten chain is found by the anchor and, as documented, by nothing else', async () => {
    const rewritten = rebuilt(members, later8(), KEY);
    expect(await codes(rewritten, { key: SIGNER, anchor: ANCHOR })).toEqual([
      'audit.history-rewritten',
    ]);
    const report = await verifyBundle(await pack(rewritten), { key: SIGNER });
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

  it.each<[string, string, () => Members]>([
    [
      'no checkpoint of its own',
      'bundle.no-checkpoint',
      () => drop(members, last, 'checkpoints/4.txt'),
    ],
    ['an unsealed tail', 'bundle.unsealed-tail', () => drop(members, last)],
    ['missing evidence', 'bundle.evidence-missing', () => drop(members, evidenceName)],
    [
      'foreign evidence',
      'bundle.evidence-foreign',
      () => [...members, ['evidence/' + sha256('x'), Buffer.from('x')]],
    ],
    [
      'edited evidence',
      'bundle.evidence-changed',
      () => change(members, evidenceName, (t) => t.replace('5', '6')),
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
      () => members.map(([n, b]) => [n === last ? 'checkpoints/5.txt' : n, b]),
    ],
    [
      'a checkpoint of another run',
      'audit.checkpoint-foreign',
      () =>
        change(members, last, () => sealCheckpoint(KEY, 'install-1', bundleChain('run-2').head)),
    ],
    [
      'a checkpoint of another installation',
      'audit.checkpoint-foreign',
      () => change(members, last, () => sealCheckpoint(KEY, 'install-2', chain.head)),
    ],
    [
      'a checkpoint beyond the last entry',
      'audit.tail-cut',
      () =>
        change(members, last, () => sealCheckpoint(KEY, 'install-1', bundleChain('run-1', 9).head)),
    ],
  ])('a bundle is broken by %s, also with key and anchor', async (_what, code, attack) => {
    const signed = resign(attack(), KEY);
    for (const asked of ASKED) expect(await codes(signed, asked)).toContain(code);
  });

  it('a manifest cannot claim another length, head or signer than the entries show', async () => {
    for (const claim of [{ entries: 7 }, { head: sha256('x') }, { signer: sha256('y') }]) {
      expect(await codes(resign(members, KEY, claim))).toEqual(['bundle.manifest-differs']);
    }
  });
});

describe('erasing openings', () => {
  const lines = (text: string) => text.split('\n').slice(0, -1);

  it('all or one by one leaves the bundle valid, with a note', async () => {
    const erased = [
      change(members, MEMBER.openings, () => ''),
      ...[0, 1, 2].map((i) =>
        change(members, MEMBER.openings, (text) =>
          lines(text)
            .filter((_, j) => j !== i)
            .map((line) => `${line}\n`)
            .join(''),
        ),
      ),
    ];
    for (const left of erased) {
      const report = await verifyBundle(await pack(left), { key: SIGNER, anchor: ANCHOR });
      expect(report).toMatchObject({ status: 'verified', findings: [] });
      expect(report.notes.map(({ code }) => code)).toEqual(['bundle.openings-erased']);
    }
  });

  it('does not open a door for changing them', async () => {
    const swapped = change(members, MEMBER.openings, (text) =>
      lines(text)
        .reverse()
        .map((line) => `${line}\n`)
        .join(''),
    );
    expect(await codes(swapped)).toEqual(['bundle.member-changed']);
    const shortened = change(members, MEMBER.openings, (text) =>
      text.replace('Erika Muster', 'Eri'),
    );
    expect(await codes(shortened)).toContain('audit.opening-wrong');
  });
});

it('the attacks above are not found by accident: the untouched members verify after repacking', async () => {
  for (const asked of ASKED) {
    const report = await verifyBundle(await pack(resign(members, KEY)), asked);
    expect(report.findings).toEqual([]);
  }
  expect((await readFile(await pack(members, true))).length).toBeGreaterThan(0);
  expect((await verifyBundle(await pack(members, true), { key: SIGNER })).status).toBe('verified');
});

function edited(seq: number) {
  return chain.items.map((item) =>
    item.seq === seq ? { ...item, body: forged(item, { event: 'forged' }) } : item,
  );
}

function refitted(seq: number) {
  return edited(seq).map((item) => ({ ...item, hash: leafHash(item.body) }));
}

function without(seq: number) {
  return chain.items.filter((item) => item.seq !== seq);
}

function withForged(seq: number) {
  return [...chain.items.slice(0, seq - 1), refitted(seq)[seq - 1]!, ...chain.items.slice(seq - 1)];
}

function swapped(seq: number) {
  const items = [...chain.items];
  [items[seq - 1], items[seq]] = [items[seq]!, items[seq - 1]!];
  return items;
}

function repeated(seq: number) {
  return [...chain.items.slice(0, seq), ...chain.items.slice(seq - 1)];
}

/** Rewritten from entry 6 on; the checkpoint over the first four still holds. */
function later() {
  return later8().items;
}

function later8() {
  const evidence = [{ digest: sha256(EVIDENCE), size: EVIDENCE.length }];
  return buildChain(LENGTH, 'run-1', (seq) =>
    newEntry(seq, {
      ...(seq === 3 ? { evidence } : {}),
      ...(seq === 6 ? { event: 'forged' } : {}),
    }),
  );
}

function strangeOpening(): string {
  return `${canonicalText(commit('nobody', saltOf(99)).opening)}\n`;
}
