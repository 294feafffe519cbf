import fc from 'fast-check';
import { appendLeaf, EMPTY_FRONTIER, leafHash, rootOf } from '../../src/audit/merkle.js';
import {
  consistencyRanges,
  inclusionRanges,
  provesConsistency,
  provesInclusion,
  RangeHashes,
  type Range,
} from '../../src/audit/merkle-proof.js';

/** Leaves of the Certificate Transparency reference implementation (RFC 6962). */
const CT = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657'].concat(
  '606162636465666768696a6b6c6d6e6f',
);
const CT_LEAVES = CT.map((leaf) => leafHash(Buffer.from(leaf, 'hex')));
const [A, B, C, D, E, F, G] = [
  '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
  '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
  '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
];

const LEAVES = Array.from({ length: 70 }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)));
const ROOTS = rootsOf(LEAVES);

function hashesOver(leaves: readonly string[], ranges: readonly Range[]): string[] {
  const hashes = new RangeHashes(ranges);
  for (const leaf of leaves) hashes.accept(leaf);
  return hashes.hashes;
}

const inclusionProof = (leaves: readonly string[], index: number) =>
  hashesOver(leaves, inclusionRanges(leaves.length, index));
const consistencyProof = (leaves: readonly string[], older: number) =>
  hashesOver(leaves, consistencyRanges(leaves.length, older));

function rootsOf(leaves: readonly string[]): string[] {
  let frontier = EMPTY_FRONTIER;
  return leaves.map((leaf) => {
    frontier = appendLeaf(frontier, leaf);
    return rootOf(frontier);
  });
}

function treeOf(size: number) {
  return { size, root: ROOTS[size - 1] ?? '' };
}

/** The same hash with its last character changed. */
function flipped(hash: string): string {
  return hash.slice(0, -1) + (hash.endsWith('0') ? '1' : '0');
}

describe('proofs in the tree', () => {
  it.each([
    { index: 0, size: 8, path: [A, B, C] },
    { index: 5, size: 8, path: [D, E, F] },
    {
      index: 2,
      size: 3,
      path: ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
    },
    {
      ...{ index: 1, size: 5 },
      path: ['6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d', B, D],
    },
  ])('of leaf $index in $size are the published ones', ({ index, size, path }) => {
    expect(inclusionProof(CT_LEAVES.slice(0, size), index)).toEqual(path);
  });

  it.each([
    { from: 1, to: 8, path: [A, B, C] },
    { from: 6, to: 8, path: [G, E, F] },
    { from: 2, to: 5, path: [B, D] },
    { from: 8, to: 8, path: [] },
  ])('from $from to $to leaves are the published ones', ({ from, to, path }) => {
    expect(consistencyProof(CT_LEAVES.slice(0, to), from)).toEqual(path);
  });

  it('hold for every leaf and every older tree of every size up to 70', () => {
    for (let size = 1; size <= LEAVES.length; size += 1) {
      const leaves = LEAVES.slice(0, size);
      for (let at = 1; at <= size; at += 1) {
        const path = inclusionProof(leaves, at - 1);
        expect(provesInclusion(LEAVES[at - 1] ?? '', at - 1, treeOf(size), path)).toBe(true);
        const proof = consistencyProof(leaves, at);
        expect(provesConsistency(treeOf(at), treeOf(size), proof)).toBe(true);
      }
    }
  });
});

describe('forged proofs', () => {
  it('prove nothing else: another leaf, place, size, root, hash, or one hash more or less', () => {
    const size = fc.integer({ min: 2, max: 70 });
    const turn = fc.tuple(size, fc.nat(), fc.nat(), fc.nat(5));
    fc.assert(
      fc.property(turn, ([size, atRaw, hashRaw, kind]) => {
        const index = atRaw % size;
        const leaf = LEAVES[index] ?? '';
        const path = inclusionProof(LEAVES.slice(0, size), index);
        const broken = path.map((hash, i) => (i === hashRaw % path.length ? flipped(hash) : hash));
        const tree = treeOf(size);
        const other = (index + 1 + (hashRaw % (size - 1))) % size;
        const said = [
          () => provesInclusion(flipped(leaf), index, tree, path),
          () => provesInclusion(leaf, other, tree, path),
          () => provesInclusion(leaf, index, { ...tree, root: flipped(tree.root) }, path),
          () => provesInclusion(leaf, index, tree, broken),
          () => provesInclusion(leaf, index, tree, [...path, leaf]),
          () => provesInclusion(leaf, index, tree, path.slice(1)),
        ][kind];
        return said?.() === false;
      }),
      { numRuns: 2_000 },
    );
  });

  it('never lead from a tree to one that lost or changed any of its leaves', () => {
    const sizes = fc.tuple(
      fc.integer({ min: 1, max: 69 }),
      fc.integer({ min: 1, max: 70 }),
      fc.nat(),
    );
    fc.assert(
      fc.property(sizes, fc.boolean(), ([a, b, at], isDeleted) => {
        const [older, newer] = [Math.min(a, b), Math.max(a, b)];
        const changed = LEAVES.map((leaf, i) => (i === at % older ? flipped(leaf) : leaf));
        const deleted = LEAVES.filter((_, i) => i !== at % older);
        const leaves = isDeleted ? [...deleted, leafHash(Buffer.from('new'))] : changed;
        const root = rootsOf(leaves)[newer - 1] ?? '';
        const proof = consistencyProof(leaves.slice(0, newer), older);
        return !provesConsistency(treeOf(older), { size: newer, root }, proof);
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuse what cannot be proven', () => {
    expect(() => inclusionProof(LEAVES, LEAVES.length)).toThrow(RangeError);
    expect(() => consistencyProof(LEAVES, 0)).toThrow(RangeError);
    expect(() => consistencyProof(LEAVES, LEAVES.length + 1)).toThrow(RangeError);
    expect(provesConsistency(treeOf(3), treeOf(2), [])).toBe(false);
    expect(provesConsistency(treeOf(3), treeOf(7), [])).toBe(false);
  });
});
