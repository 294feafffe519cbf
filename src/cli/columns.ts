import fastStringWidth from 'fast-string-width';
import { oneLine } from '../core/shown-text.js';

/** Columns a text fills on a terminal. */
export function columns(text: string): number {
  return fastStringWidth(text);
}

/** Fills up to a width; umlauts and wide characters count as what they fill. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** Cuts what does not fit and says so. */
export function fitted(whole: string, width: number): string {
  const text = oneLine(whole);
  if (columns(text) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (columns(kept + character) > width - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
