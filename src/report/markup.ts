import { oneLine } from '../core/shown-text.js';
import type { Language, Text } from '../core/text.js';
import { momentText, timeText } from '../core/time-text.js';

/** Text that is HTML already. Everything else is escaped on its way in. */
export class Markup {
  constructor(readonly html: string) {}
}

type Piece = Markup | string | number | null | undefined | readonly Piece[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escape(text: string): string {
  return oneLine(text).replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
}

/** Tagged template: what is put in is escaped, unless it is {@link Markup}. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  const text = strings.reduce((all, part, i) => all + show(pieces[i - 1]) + part);
  return new Markup(text);
}

function show(piece: Piece): string {
  if (piece === null || piece === undefined) return '';
  if (piece instanceof Markup) return piece.html;
  if (typeof piece === 'object') return piece.map(show).join('');
  return escape(String(piece));
}

/** Who reads: their language, and the IANA zone of all times. */
export interface Reader {
  readonly language: Language;
  readonly zone: string;
  readonly pick: (de: string, en: string) => string;
}

export function readerOf(language: Language, zone: string): Reader {
  return { language, zone, pick: (de, en) => (language === 'de' ? de : en) };
}

/** One of our sentences: escaped, times as people write them, with `vendor labels` in their own face. */
export function sentence(text: Text, { language, zone }: Reader): Markup {
  const said = escape(timeText(text[language], language, zone));
  return new Markup(said.replace(/`([^`]+)`/g, '<kbd>$1</kbd>'));
}

/** `02.03.2026` or `2 Mar 2026`. */
export function day(iso: string, { language }: Reader): string {
  return timeText(iso, language);
}

/** `02.03.2026, 09:30` or `2 Mar 2026, 09:30`, in the zone of the reader, which the report names once for all. */
export function moment(iso: string | null, { language, zone }: Reader): string {
  return iso === null ? '–' : momentText(iso, language, zone);
}

/** The day of a moment in the zone of the reader. */
export function dayOf(iso: string | null, reader: Reader): string {
  return moment(iso, reader).replace(/, \d\d:\d\d$/, '');
}
