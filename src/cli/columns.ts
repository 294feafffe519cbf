import fastStringWidth from 'fast-string-width';
import { oneLine } from '../core/shown-text.js';

/** As people see them: a letter with its accents is one. */
const CHARACTERS = new Intl.Segmenter();

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
  let [kept, filled] = ['', 0];
  for (const { segment } of CHARACTERS.segment(text)) {
    filled += columns(segment);
    if (filled > width - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
