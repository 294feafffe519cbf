import { f2 } from '../../connect/fold.js';
import { macsIn } from '../../connect/mac.js';
import type { Place } from '../../core/outcome.js';
import type { Document } from './read-evidence.js';

/** A value as it stands in the evidence, and where. */
export interface Found<T = string> {
  readonly value: T;
  readonly place: Place;
}

/** Where a text stands; case, kinds of blanks and invisible characters do not count. */
export function findText(documents: readonly Document[], text: string): Place | undefined {
  const wanted = plain(text);
  if (wanted === '') return undefined;
  return first(documents, (line) => plain(line).includes(wanted))?.place;
}

/** Where exactly these characters stand as a word of their own: no letter or digit before or behind. */
export function findWord(documents: readonly Document[], word: string): Place | undefined {
  return first(documents, (line) => hasWord(line, word))?.place;
}

/** What stands behind a label such as `Hardware-ID:`, up to the first blank. */
export function findLabeled(documents: readonly Document[], label: RegExp): Found[] {
  return every(documents, (line) => {
    const at = label.exec(line);
    const value = at
      ? /^\s*[:=]\s*(\S+)/.exec(line.slice(at.index + at[0].length))?.[1]
      : undefined;
    return value === undefined ? [] : [value];
  });
}

/** What stands behind a label in the same line, up to its end. */
export function findRest(documents: readonly Document[], label: RegExp): Found[] {
  return every(documents, (line) => {
    const at = label.exec(line);
    const value = at ? /^\s*[:=]\s*(.*)$/.exec(line.slice(at.index + at[0].length))?.[1] : '';
    return value === undefined || value.trim() === '' ? [] : [value.trim()];
  });
}

/** Every MAC address in form `AA-BB-CC-DD-EE-FF`. */
export function findMacs(documents: readonly Document[]): Found[] {
  return every(documents, macsIn);
}

/** Numbers in lines that name this text, without the digits of the text itself. */
export function findCounts(documents: readonly Document[], text: string): Found<number>[] {
  const wanted = plain(text);
  return every(documents, (line) => {
    const folded = plain(line);
    if (!folded.includes(wanted)) return [];
    const rest = folded.replaceAll(wanted, ' ');
    return [...rest.matchAll(/(?<![\w.,-])\d{1,6}(?![\w.,-]*\d)/g)].map(([n]) => Number(n));
  });
}

function plain(text: string): string {
  return f2(text).replace(/\s+/gu, ' ');
}

function hasWord(line: string, word: string): boolean {
  for (let at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + 1)) {
    const around = line.charAt(at - 1) + line.charAt(at + word.length);
    if (!/[\p{L}\p{N}]/u.test(around)) return true;
  }
  return false;
}

function first(documents: readonly Document[], is: (line: string) => boolean) {
  return walk(documents, (line) => (is(line) ? [true] : [])).next().value as
    Found<boolean> | undefined;
}

function every<T>(documents: readonly Document[], look: (line: string) => readonly T[]) {
  return [...walk(documents, look)];
}

function* walk<T>(
  documents: readonly Document[],
  look: (line: string) => readonly T[],
): Generator<Found<T>> {
  for (const { name, pages } of documents) {
    for (const [p, lines] of pages.entries()) {
      for (const [l, line] of lines.entries()) {
        const file = pages.length > 1 ? `${name} (${p + 1})` : name;
        for (const value of look(line)) yield { value, place: { file, row: l + 1 } };
      }
    }
  }
}
