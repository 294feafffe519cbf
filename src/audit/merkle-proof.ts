import { appendLeaf, EMPTY_FRONTIER, nodeHash, rootOf, type Frontier } from './merkle.js';

/** Leaves from `start` up to, not including, `end`: a proof is the hashes of the subtrees over such ranges. */
export type Range = readonly [start: number, end: number];

/**
 * What the path from a leaf to the root covers (RFC 9162, 2.1.3.1), from the leaf up.
 *
 * @throws RangeError when there is no such leaf
 */
export function inclusionRanges(size: number, index: number): Range[] {
  if (index < 0 || index >= size) throw new RangeError(`no leaf ${index}`);
  const path: Range[] = [];
  for (let start = 0, end = size; end - start > 1;) {
    const middle = start + split(end - start);
    const isLeft = index < middle;
    path.unshift(isLeft ? [middle, end] : [start, middle]);
    if (isLeft) end = middle;
    else start = middle;
  }
  return path;
}

/**
 * What the proof covers that the first `older` leaves are still the first ones (RFC 9162, 2.1.4.1). Empty where both trees
 * are the same.
 *
 * @throws RangeError when the older tree is empty or larger
 */
export function consistencyRanges(size: number, older: number): Range[] {
  if (older < 1 || older > size) throw new RangeError(`no tree of ${older} leaves`);
  const path: Range[] = [];
  let [start, end, isWhole] = [0, size, true];
  while (older < end) {
    const middle = start + split(end - start);
    if (older <= middle) {
      path.unshift([middle, end]);
      end = middle;
    } else {
      path.unshift([start, middle]);
      start = middle;
      isWhole = false;
    }
  }
  return isWhole ? path : [[start, end], ...path];
}

/** Hashes of the subtrees over these ranges, from leaves that come one after the other. Ranges do not overlap. */
export class RangeHashes {
  private readonly inOrder: readonly { readonly range: Range; readonly at: number }[];
  private readonly trees: Frontier[];
  private next = 0;
  private leaf = 0;

  constructor(ranges: readonly Range[]) {
    this.trees = ranges.map(() => EMPTY_FRONTIER);
    const numbered = ranges.map((range, at) => ({ range, at }));
    this.inOrder = numbered.sort((a, b) => a.range[0] - b.range[0]);
  }

  accept(hash: string): void {
    if (this.leaf >= (this.inOrder[this.next]?.range[1] ?? Infinity)) this.next += 1;
    const here = this.inOrder[this.next];
    if (here && this.leaf >= here.range[0])
      this.trees[here.at] = appendLeaf(this.trees[here.at] ?? EMPTY_FRONTIER, hash);
    this.leaf += 1;
  }

  get hashes(): string[] {
    return this.trees.map(rootOf);
  }
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
