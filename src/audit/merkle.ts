import { createHash } from 'node:crypto';

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

/**
 * The Merkle tree of RFC 9162 (2.1) folded to what the next leaf and the root need: the roots of its complete subtrees,
 * largest first. As many hashes as `size` has one-bits; JSON, so it can be stored with the head of the chain.
 */
export interface Frontier {
  /** Number of leaves. */
  readonly size: number;
  /** 64 hex characters each. */
  readonly hashes: readonly string[];
}

export const EMPTY_FRONTIER: Frontier = { size: 0, hashes: [] };

/** Hash of a leaf, SHA-256(0x00 bytes), hex. It is also the hash of an audit entry. */
export function leafHash(bytes: Uint8Array): string {
  return createHash('sha256').update(LEAF).update(bytes).digest('hex');
}

/** One more leaf, O(log n). */
export function appendLeaf(frontier: Frontier, leaf: string): Frontier {
  const hashes = [...frontier.hashes];
  let hash = leaf;
  for (let rest = frontier.size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    hash = nodeHash(hashes.pop() ?? '', hash);
  }
  return { size: frontier.size + 1, hashes: [...hashes, hash] };
}

/** Root of the tree, hex; of no leaves SHA-256 of nothing, as RFC 9162 says. */
export function rootOf(frontier: Frontier): string {
  const last = frontier.hashes.at(-1);
  if (last === undefined) return createHash('sha256').digest('hex');
  return frontier.hashes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

/** How many complete subtrees a tree of this size has. */
export function subtreeCount(size: number): number {
  let count = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}

/** Hash of a node, SHA-256(0x01 left right), hex. */
export function nodeHash(left: string, right: string): string {
  return createHash('sha256')
    .update(NODE)
    .update(Buffer.from(left, 'hex'))
    .update(Buffer.from(right, 'hex'))
    .digest('hex');
}
