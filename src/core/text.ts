export const LANGUAGES = ['de', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One sentence in both languages. German is written first, English is complete. */
export interface Text {
  readonly de: string;
  readonly en: string;
}

export function say(text: Text, language: Language): string {
  return text[language];
}
