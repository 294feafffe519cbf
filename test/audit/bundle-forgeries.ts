import { MEMBER } from '../../src/audit/bundle-manifest.js';
import { verifyBundle, type VerifyBundleOptions } from '../../src/audit/bundle-verify.js';
import { canonicalText } from '../../src/audit/canonical-json.js';
import { sealCheckpoint } from '../../src/audit/checkpoint.js';
import { commit } from '../../src/audit/commitment.js';
import { leafHash } from '../../src/audit/merkle.js';
import {
  bundleChain,
  bundleEntry,
  entriesFile,
  EVIDENCE,
  KEY,
  LENGTH,
  pack,
  SIGNER,
  type Members,
} from './bundle-fixture.js';
import { buildChain, forged, keyOf, saltOf, sha256 } from './chain-fixture.js';

export const chain = bundleChain();
export const ANCHOR = sealCheckpoint(KEY, 'install-1', chain.head);
export const THIEF = keyOf(9);
export const EVIDENCE_NAME = `evidence/${sha256(EVIDENCE)}`;
export const LAST = `checkpoints/${LENGTH}.txt`;
/** The three ways somebody may ask; the first finding must not depend on it. */
export const ASKED: VerifyBundleOptions[] = [{}, { key: SIGNER }, { key: SIGNER, anchor: ANCHOR }];

/** Codes of the findings of a bundle that must be broken; throws when it is not. */
export async function codes(
  changed: Members,
  options: VerifyBundleOptions = {},
): Promise<string[]> {
  const report = await verifyBundle(await pack(changed), options);
  if (report.status !== 'broken') throw new Error(`${report.status} although it was tampered with`);
  return report.findings.map(({ code }) => code);
}

export function withEntries(members: Members, items: Parameters<typeof entriesFile>[0]): Members {
  return members.map(([name, bytes]) => [
    name,
    name === MEMBER.entries ? entriesFile(items) : bytes,
  ]);
}

export function edited(seq: number) {
  return chain.items.map((item) =>
    item.seq === seq ? { ...item, body: forged(item, { event: 'forged' }) } : item,
  );
}

export function refitted(seq: number) {
  return edited(seq).map((item) => ({ ...item, hash: leafHash(item.body) }));
}

export function without(seq: number) {
  return chain.items.filter((item) => item.seq !== seq);
}

export function withForged(seq: number) {
  return [...chain.items.slice(0, seq - 1), refitted(seq)[seq - 1]!, ...chain.items.slice(seq - 1)];
}

export function swapped(seq: number) {
  const items = [...chain.items];
  [items[seq - 1], items[seq]] = [items[seq]!, items[seq - 1]!];
  return items;
}

export function repeated(seq: number) {
  return [...chain.items.slice(0, seq), ...chain.items.slice(seq - 1)];
}

/** Rewritten from entry 6 on; entry 5 has no seal, so the checkpoint over the first four is the last that holds. */
export function laterItems() {
  return rewritten().items;
}

export function rewritten() {
  return buildChain(LENGTH, 'run-1', (seq) =>
    bundleEntry(seq, seq === 6 ? { event: 'forged' } : {}),
  );
}

export function strangeOpening(): string {
  return `${canonicalText(commit('nobody', saltOf(99)).opening)}\n`;
}
