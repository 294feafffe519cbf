import { oneLine } from '../core/shown-text.js';
import type { Language, Text } from '../core/text.js';

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

/** One of our sentences: escaped, with `vendor labels` in their own face. */
export function sentence(text: Text, language: Language): Markup {
  return new Markup(escape(text[language]).replace(/`([^`]+)`/g, '<kbd>$1</kbd>'));
}

/** `02.03.2026` or `2026-03-02`. */
export function day(iso: string, language: Language): string {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso);
  return found && language === 'de' ? `${found[3]}.${found[2]}.${found[1]}` : iso;
}

/** `02.03.2026, 09:30 UTC` or `2026-03-02 09:30 UTC`. */
export function moment(iso: string | null, language: Language): string {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(iso ?? '');
  if (!found) return iso ?? '–';
  const [, year, month, day, time] = found;
  return language === 'de'
    ? `${day}.${month}.${year}, ${time} UTC`
    : `${year}-${month}-${day} ${time} UTC`;
}
