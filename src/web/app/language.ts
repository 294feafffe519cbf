import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Language } from '../../core/text.js';
import type { Text } from '../api/shapes.js';

const PLACE = 'umstieg.language';
const TEXTS = {
  de: async () => (await import('../texts/de.js')).de,
  en: async () => (await import('../texts/en.js')).en,
};

/** The language chosen before, else German. */
export async function beginLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  });
  await changeLanguage(localStorage.getItem(PLACE) === 'en' ? 'en' : 'de');
}

export async function changeLanguage(language: Language): Promise<void> {
  const known = i18next.hasResourceBundle(language, 'translation');
  if (!known) i18next.addResourceBundle(language, 'translation', await TEXTS[language]());
  localStorage.setItem(PLACE, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return i18n.language === 'en' ? 'en' : 'de';
}

/** Sentences of the server come in both languages; this picks the one that is read. */
export function useSay(): (text: Text) => string {
  const language = useLanguage();
  return (text) => text[language];
}

export const LANGUAGES: readonly Language[] = ['de', 'en'];
/** Each language under its own name. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  de: 'Deutsch',
  en: 'English',
};
