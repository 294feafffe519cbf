import { appendLeaf, EMPTY_FRONTIER, nodeHash, rootOf, type Frontier } from './merkle.js';

/** Gives the hash of the subtree over the leaves from `start` up to, not including, `end`. */
type SubtreeHash = (start: number, end: number) => string;

/**
 * The path from a leaf to the root (RFC 9162, 2.1.3.1), from the leaf up.
 *
 * @param leaves hashes of all leaves, hex
 * @throws RangeError when there is no such leaf
 */
export function inclusionProof(leaves: readonly string[], index: number): string[] {
  if (index < 0 || index >= leaves.length) throw new RangeError(`no leaf ${index}`);
  const hash = hashesOf(leaves);
  const path: string[] = [];
  for (let start = 0, end = leaves.length; end - start > 1;) {
    const middle = start + split(end - start);
    const isLeft = index < middle;
    path.unshift(isLeft ? hash(middle, end) : hash(start, middle));
    if (isLeft) end = middle;
    else start = middle;
  }
  return path;
}

/**
 * That the first `older` leaves are still the first ones (RFC 9162, 2.1.4.1). Empty where both trees are the same.
 *
 * @throws RangeError when the older tree is empty or larger
 */
export function consistencyProof(leaves: readonly string[], older: number): string[] {
  if (older < 1 || older > leaves.length) throw new RangeError(`no tree of ${older} leaves`);
  const hash = hashesOf(leaves);
  const path: string[] = [];
  let [start, end, isWhole] = [0, leaves.length, true];
  while (older < end) {
    const middle = start + split(end - start);
    if (older <= middle) {
      path.unshift(hash(middle, end));
      end = middle;
    } else {
      path.unshift(hash(start, middle));
      start = middle;
      isWhole = false;
    }
  }
  return isWhole ? path : [hash(start, end), ...path];
}

/** Whether the leaf is number `index` of the tree with this root (RFC 9162, 2.1.3.2). */
export function provesInclusion(
  leaf: string,
  index: number,
  tree: { readonly size: number; readonly root: string },
  path: readonly string[],
): boolean {
  if (index >= tree.size) return false;
  let [at, last, hash] = [BigInt(index), BigInt(tree.size - 1), leaf];
  for (const next of path) {
    if (last === 0n) return false;
    if (at % 2n === 1n || at === last) {
      hash = nodeHash(next, hash);
      while (at % 2n === 0n && at !== 0n) [at, last] = [at / 2n, last / 2n];
    } else hash = nodeHash(hash, next);
    [at, last] = [at / 2n, last / 2n];
  }
  return last === 0n && hash === tree.root;
}

/** Whether the newer tree goes on from the older one (RFC 9162, 2.1.4.2). */
export function provesConsistency(
  older: { readonly size: number; readonly root: string },
  newer: { readonly size: number; readonly root: string },
  proof: readonly string[],
): boolean {
  if (older.size < 1 || older.size > newer.size) return false;
  if (older.size === newer.size) return proof.length === 0 && older.root === newer.root;
  const isComplete = Number.isInteger(Math.log2(older.size));
  const [first, ...rest] = isComplete ? [older.root, ...proof] : proof;
  if (first === undefined) return false;
  let [at, last] = [BigInt(older.size - 1), BigInt(newer.size - 1)];
  while (at % 2n === 1n) [at, last] = [at / 2n, last / 2n];
  let [old, young] = [first, first];
  for (const next of rest) {
    if (last === 0n) return false;
    if (at % 2n === 1n || at === last) {
      old = nodeHash(next, old);
      young = nodeHash(next, young);
      while (at % 2n === 0n && at !== 0n) [at, last] = [at / 2n, last / 2n];
    } else young = nodeHash(young, next);
    [at, last] = [at / 2n, last / 2n];
  }
  return last === 0n && old === older.root && young === newer.root;
}

/** The largest power of two smaller than n. */
function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

function hashesOf(leaves: readonly string[]): SubtreeHash {
  return (start, end) => {
    let frontier: Frontier = EMPTY_FRONTIER;
    for (let i = start; i < end; i += 1) frontier = appendLeaf(frontier, leaves[i] ?? '');
    return rootOf(frontier);
  };
}
