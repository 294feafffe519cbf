import type { Text } from './text.js';

/** An answer to choose: stored is the value, people read and may type its words of either language. */
export interface Option {
  readonly value: string;
  readonly text: Text;
}

export type Values = readonly [string, ...string[]];
export type Words = Readonly<Record<string, Text>>;

export function optionsOf(values: Values, words: Words): Option[] {
  return values.map((value) => ({ value, text: words[value] ?? { de: value, en: value } }));
}

/** The stored value of what a person typed; anything else stays as it is and is refused by the form. */
export function stable(typed: unknown, options: readonly Option[]): unknown {
  if (typeof typed !== 'string') return typed;
  const same = folded(typed);
  const meant =
    options.find(({ value }) => value === typed) ??
    options.find(({ value, text: t }) => [value, t.de, t.en].some((w) => folded(w) === same));
  return meant?.value ?? typed;
}

function folded(word: string): string {
  return word.trim().replace(/\s+/g, ' ').toLowerCase();
}
