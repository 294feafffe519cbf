import { readFile } from 'node:fs/promises';
import { MEMBER } from '../../src/audit/bundle-manifest.js';
import { verifyBundle } from '../../src/audit/bundle-verify.js';
import {
  bundleChain,
  change,
  drop,
  KEY,
  makeBundle,
  pack,
  resign,
  SIGNER,
  unpack,
  type Members,
} from './bundle-fixture.js';
import {
  ASKED,
  chain,
  codes,
  edited,
  EVIDENCE_NAME,
  LAST,
  laterItems,
  refitted,
  repeated,
  swapped,
  withEntries,
  withForged,
  without,
} from './bundle-forgeries.js';
import { sha256 } from './chain-fixture.js';

let members: Members;

beforeAll(async () => {
  members = await unpack((await makeBundle()).file);
});

const UNSIGNED: [string, string, number | undefined, () => Members][] = [
  ['edit an entry', 'audit.entry-edited', 3, () => withEntries(members, edited(3))],
  ['edit one and fit its hash', 'audit.entry-relinked', 5, () => withEntries(members, refitted(5))],
  [
    'edit a sealed one and fit its hash',
    'audit.history-rewritten',
    3,
    () => withEntries(members, refitted(3)),
  ],
  ['delete an entry', 'audit.entry-deleted', 5, () => withEntries(members, without(5))],
  ['insert an entry', 'audit.entry-inserted', 5, () => withEntries(members, withForged(5))],
  ['swap two entries', 'audit.entry-reordered', 5, () => withEntries(members, swapped(5))],
  ['repeat an entry', 'audit.entry-duplicate', 6, () => withEntries(members, repeated(5))],
  ['cut the tail', 'audit.tail-cut', 7, () => withEntries(members, chain.items.slice(0, 6))],
  ['cut everything', 'audit.tail-cut', 1, () => withEntries(members, [])],
  [
    'rewrite the chain from an entry on',
    'audit.history-rewritten',
    5,
    () => withEntries(members, laterItems()),
  ],
  [
    'append entries',
    'bundle.unsealed-tail',
    undefined,
    () => withEntries(members, bundleChain('run-1', 9).items),
  ],
  [
    'pass off the log of another run',
    'audit.foreign-run',
    1,
    () => withEntries(members, bundleChain('run-2').items),
  ],
];

describe('without the key, a forger cannot', () => {
  it.each(UNSIGNED)('%s', async (_what, code, row, attack) => {
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
    const unsigned = change(members, LAST, (text) => text.slice(0, text.indexOf('—')));
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
    const edited = change(members, EVIDENCE_NAME, (text) => text.replace('55', '56'));
    expect(await codes(edited)).toEqual(['bundle.evidence-changed', 'bundle.member-changed']);
    expect((await codes(drop(members, EVIDENCE_NAME)))[0]).toBe('bundle.evidence-missing');
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

it('the attacks above are not found by accident: the untouched members verify after repacking', async () => {
  for (const asked of ASKED) {
    const report = await verifyBundle(await pack(resign(members, KEY)), asked);
    expect(report.findings).toEqual([]);
  }
  expect((await readFile(await pack(members, true))).length).toBeGreaterThan(0);
  expect((await verifyBundle(await pack(members, true), { key: SIGNER })).status).toBe('verified');
});
