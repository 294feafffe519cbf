/** A text cut where it differs from another: `[text, differs]`. */
export type Piece = readonly [text: string, differs: boolean];

/**
 * Marks the characters in which two values differ. Values of equal length are compared place by place, others between
 * what they share at the start and at the end.
 */
export function differences(a: string, b: string): readonly [readonly Piece[], readonly Piece[]] {
  const [left, right] = [Array.from(a), Array.from(b)];
  if (left.length === right.length) {
    const differs = left.map((character, i) => character !== right[i]);
    return [joined(left, differs), joined(right, differs)];
  }
  const shortest = Math.min(left.length, right.length);
  let start = 0;
  while (start < shortest && left[start] === right[start]) start++;
  let end = 0;
  while (end < shortest - start && left.at(-1 - end) === right.at(-1 - end)) end++;
  const middle = (text: readonly string[]) =>
    text.map((_character, i) => i >= start && i < text.length - end);
  return [joined(left, middle(left)), joined(right, middle(right))];
}

function joined(characters: readonly string[], differs: readonly boolean[]): Piece[] {
  const pieces: [string, boolean][] = [];
  characters.forEach((character, i) => {
    const last = pieces.at(-1);
    const marked = differs[i] ?? false;
    if (last?.[1] === marked) last[0] += character;
    else pieces.push([character, marked]);
  });
  return pieces;
}
