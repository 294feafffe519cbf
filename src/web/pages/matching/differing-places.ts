import type { MatchRow, ShownPiece } from './shapes.js';

/** One place at which two addresses differ; an empty side has nothing there. */
export interface DifferingPlace {
  /** Characters of the source before it, plus one. */
  readonly at: number;
  readonly source: ShownPiece | undefined;
  readonly target: ShownPiece | undefined;
}

/** The marked pieces of both sides, in pairs: the n-th of one stands for the n-th of the other. */
export function differingPlaces({
  source,
  target,
}: NonNullable<MatchRow['explained']>): readonly DifferingPlace[] {
  const there = target.filter(({ differs }) => differs);
  const here = source.filter(({ differs }) => differs);
  const starts = startsOf(source);
  const count = Math.max(here.length, there.length);
  return Array.from({ length: count }, (_none, n) => ({
    at: starts[n] ?? startsOf(target)[n] ?? 1,
    source: here[n],
    target: there[n],
  }));
}

function startsOf(pieces: readonly ShownPiece[]): readonly number[] {
  let before = 0;
  return pieces.flatMap(({ text, differs }) => {
    const start = before + 1;
    before += Array.from(text).length;
    return differs ? [start] : [];
  });
}
