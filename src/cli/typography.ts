import { wrapAnsi } from 'fast-wrap-ansi';
import { oneLine } from '../core/shown-text.js';
import { columns } from './columns.js';
import type { Screen } from './screen.js';

/**
 * Lines that fit a width; words stay whole where they can. Every line is set in, the first one maybe differently.
 * @param text without colors
 */
export function wrapped(text: string, width: number, first = '', indent = first): string[] {
  const whole = oneLine(text).normalize(); // as the wrapping gives it back
  const [start = ''] = cut(whole, width - columns(first));
  const at = whole.indexOf(start);
  const room = width - columns(indent);
  if (at < 0) return cut(whole, room).map((line) => indent + line);
  const rest = whole.slice(at + start.length).trimStart();
  return [first + start, ...(rest === '' ? [] : cut(rest, room)).map((line) => indent + line)];
}

function cut(text: string, room: number): string[] {
  return wrapAnsi(text, Math.max(10, room), { hard: true, trim: true }).split('\n');
}

/**
 * A sentence with vendor labels in backticks, fitted to the screen. A label stands letter for letter and looks like a
 * key: reversed where the terminal has colors, in brackets where it has not.
 */
export function flowing(
  text: string,
  screen: Screen,
  first = '',
  indent = first,
  width = screen.width,
): string[] {
  const lines = wrapped(text, width, first, indent);
  let inside = false;
  return lines.map((line) => {
    const pieces = line.split('`');
    return pieces
      .map((piece, i) => {
        if (i > 0) inside = !inside;
        const edges = { before: inside && i > 0, after: inside && i < pieces.length - 1 };
        return inside ? key(piece, edges, screen) : piece;
      })
      .join('');
  });
}

/**
 * What stands before a value or a status; a question keeps its mark and needs no colon.
 * @param dash after a question, where what follows is no answer to it
 */
export function leading(label: string, dash = ''): string {
  return label.endsWith('?') ? `${label}${dash}` : `${label}:`;
}

/** Vendor labels in quotation marks, for a line whose other text may hold backticks of its own or is in one color. */
export function quoted(text: string, screen: Screen): string {
  return text.replaceAll(/`([^`]*)`/g, screen.pick('„$1“', '“$1”'));
}

function key(label: string, edges: { before: boolean; after: boolean }, screen: Screen): string {
  const [open, close] = screen.colour ? [' ', ' '] : ['[', ']'];
  const text = `${edges.before ? open : ''}${label}${edges.after ? close : ''}`;
  return screen.paint('key', text);
}

/** Pieces beside one another, as many as fit a line; a piece is broken only where it is wider than a line. */
export function packed(pieces: readonly string[], between: string, width: number): string[] {
  const lines: string[] = [];
  for (const piece of pieces) {
    const longer = `${lines.at(-1) ?? ''}${between}${piece}`;
    if (lines.length > 0 && columns(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(...wrapped(piece, width));
  }
  return lines;
}
