import type { Language } from '../core/text.js';

/** Picks the text of the page's language. */
export type Say = (de: string, en: string) => string;

export function sayIn(language: Language): Say {
  return (de, en) => (language === 'de' ? de : en);
}

/** Characters that Markdown would take as markup; backticks stay, vendor labels stand in them. */
export function plain(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((piece, i) => (i % 2 === 1 ? piece : piece.replace(/([\\*_<>[\]|])/g, '\\$1')))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A table; cells are Markdown already. Empty without rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}

export function list(items: readonly string[]): string[] {
  return items.length === 0 ? [] : [...items.map((item) => `- ${item}`), ''];
}
