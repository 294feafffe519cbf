import { differences, type Piece } from './difference.js';

/** Part of a value beside another one; what cannot be told apart by looking is spelled out. */
export interface ShownPiece {
  readonly text: string;
  readonly differs: boolean;
  /** Code points of a part that differs, `U+00A0 U+0061`. */
  readonly codes?: string;
}

/** Two values with the characters in which they differ, each with its number in Unicode. */
export function explained(
  a: string,
  b: string,
): { readonly source: readonly ShownPiece[]; readonly target: readonly ShownPiece[] } {
  const [source, target] = differences(a, b);
  return { source: source.map(shown), target: target.map(shown) };
}

function shown([text, differs]: Piece): ShownPiece {
  return { text, differs, ...(differs ? { codes: Array.from(text, codeOf).join(' ') } : {}) };
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
