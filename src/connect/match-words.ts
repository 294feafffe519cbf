import type { Language, Text } from '../core/text.js';

/** Every source row has exactly one; the first rule that applies wins (contracts.md "match"). */
export const MATCH_OUTCOMES = [
  'empty',
  'duplicate-source',
  'duplicate-target',
  'exact',
  'blank',
  'case',
  'unicode',
  'alias',
  'other-domain',
  'name-only',
  'none',
] as const;
export type MatchOutcome = (typeof MATCH_OUTCOMES)[number];

export const IMPORT_OUTCOMES = [
  'import',
  'import-overwrites',
  'no-match',
  'no-data',
  'duplicate-blocked',
] as const;
export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];

const WHY: Readonly<Record<MatchOutcome, Text>> = {
  empty: {
    de: 'Die E-Mail-Adresse fehlt. Ohne Adresse gibt es keine Zuordnung.',
    en: 'The e-mail address is missing. Without an address there is no match.',
  },
  'duplicate-source': {
    de: 'Die Adresse kommt in der Quelle mehrfach vor. Sie muss eindeutig sein.',
    en: 'The address occurs more than once in the source. It must be unique.',
  },
  'duplicate-target': {
    de: 'Die Adresse kommt im Ziel mehrfach vor. Sie muss eindeutig sein.',
    en: 'The address occurs more than once in the target. It must be unique.',
  },
  exact: {
    de: 'Die Adressen sind Zeichen für Zeichen gleich.',
    en: 'The addresses are identical.',
  },
  blank: {
    de: 'Nur Leerzeichen oder unsichtbare Zeichen unterscheiden die Adressen.',
    en: 'Only blanks or invisible characters set the addresses apart.',
  },
  case: {
    de: 'Nur Groß- und Kleinschreibung unterscheidet die Adressen. Wahrscheinlich gemeint, bitte prüfen.',
    en: 'Only letter case sets the addresses apart. Probably meant, please check.',
  },
  unicode: {
    de: 'Nur die Schreibweise von Umlauten oder Sonderzeichen unterscheidet die Adressen.',
    en: 'Only the spelling of umlauts or special characters sets the addresses apart.',
  },
  alias: {
    de: 'Die Adresse ist im Ziel nur eine weitere Adresse dieses Benutzers.',
    en: 'In the target the address is only a further address of this user.',
  },
  'other-domain': {
    de: 'Der Teil vor dem @ ist gleich, die Domäne eine andere.',
    en: 'The part before the @ is equal, the domain is another one.',
  },
  'name-only': {
    de: 'Nur Vorname und Nachname sind gleich.',
    en: 'Only first name and last name are equal.',
  },
  none: {
    de: 'Im Ziel wurde kein passender Benutzer gefunden.',
    en: 'No fitting user was found in the target.',
  },
};

/** Short words for what came of an address, or becomes of it at the import. */
export const OUTCOME_WORDS: Readonly<Record<MatchOutcome | ImportOutcome, Text>> = {
  empty: { de: 'ohne Adresse', en: 'without an address' },
  'duplicate-source': { de: 'doppelt in der Quelle', en: 'twice in the source' },
  'duplicate-target': { de: 'doppelt im Ziel', en: 'twice in the target' },
  exact: { de: 'gleich', en: 'equal' },
  blank: { de: 'nur Leerzeichen anders', en: 'only blanks differ' },
  case: { de: 'nur Groß/Klein anders', en: 'only letter case differs' },
  unicode: { de: 'nur Schreibweise anders', en: 'only spelling differs' },
  alias: { de: 'nur weitere Adresse', en: 'only a further address' },
  'other-domain': { de: 'andere Domäne', en: 'another domain' },
  'name-only': { de: 'nur der Name gleich', en: 'only the name is equal' },
  none: { de: 'niemand gefunden', en: 'nobody found' },
  import: { de: 'wird importiert', en: 'is imported' },
  'import-overwrites': { de: 'überschreibt', en: 'overwrites' },
  'no-match': { de: 'ohne Zuordnung', en: 'without a match' },
  'no-data': { de: 'ohne Daten', en: 'without data' },
  'duplicate-blocked': { de: 'gesperrt, weil doppelt', en: 'blocked as a duplicate' },
};

/** `nur Groß/Klein anders (case)`: words for people, behind them the code as `--json` has it. */
export function outcomeWords(outcome: MatchOutcome | ImportOutcome, language: Language): string {
  return `${OUTCOME_WORDS[outcome][language]} (${outcome})`;
}

export function whyOutcome(outcome: MatchOutcome, language: Language): string {
  return WHY[outcome][language];
}
