import { createHash } from 'node:crypto';
import {
  appendLeaf,
  EMPTY_FRONTIER,
  leafHash,
  rootOf,
  subtreeCount,
} from '../../src/audit/merkle.js';

/** Leaves and roots of the Certificate Transparency reference implementation (RFC 6962). */
const LEAVES = [
  ...['', '00', '10', '2021', '3031', '40414243', '5051525354555657'],
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** The definition of RFC 9162, 2.1.1, written down once more and slowly. */
function naiveRoot(leaves: readonly string[]): string {
  if (leaves.length === 0) return createHash('sha256').digest('hex');
  if (leaves.length === 1) return leaves[0]!;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  const parts = [naiveRoot(leaves.slice(0, split)), naiveRoot(leaves.slice(split))];
  return createHash('sha256')
    .update(`\u0001`)
    .update(Buffer.from(parts.join(''), 'hex'))
    .digest('hex');
}

describe('the Merkle frontier', () => {
  it('gives the published roots for 0 to 8 leaves', () => {
    let frontier = EMPTY_FRONTIER;
    expect(rootOf(frontier)).toBe(ROOTS[0]);
    LEAVES.forEach((leaf, i) => {
      frontier = appendLeaf(frontier, leafHash(Buffer.from(leaf, 'hex')));
      expect({ size: frontier.size, root: rootOf(frontier) }).toEqual({
        size: i + 1,
        root: ROOTS[i + 1],
      });
    });
  });

  it('agrees with the recursive definition for every size up to 130 and survives storing', () => {
    let frontier = EMPTY_FRONTIER;
    const leaves: string[] = [];
    for (let i = 0; i < 130; i += 1) {
      const leaf = leafHash(Buffer.from(`leaf ${i}`));
      leaves.push(leaf);
      frontier = JSON.parse(JSON.stringify(appendLeaf(frontier, leaf))) as typeof frontier;
      expect(rootOf(frontier)).toBe(naiveRoot(leaves));
      expect(frontier.hashes).toHaveLength(subtreeCount(leaves.length));
    }
  });

  it('stays as small as the logarithm of the chain', () => {
    let frontier = EMPTY_FRONTIER;
    for (let i = 0; i < 1023; i += 1) frontier = appendLeaf(frontier, leafHash(Buffer.from([i])));
    expect(frontier.hashes).toHaveLength(10);
  });

  it('cannot confuse a leaf with a node', () => {
    const [a, b] = [leafHash(Buffer.from('a')), leafHash(Buffer.from('b'))];
    const two = appendLeaf(appendLeaf(EMPTY_FRONTIER, a), b);
    const posing = leafHash(Buffer.from(a + b, 'hex'));
    expect(rootOf(appendLeaf(EMPTY_FRONTIER, posing))).not.toBe(rootOf(two));
  });
});
