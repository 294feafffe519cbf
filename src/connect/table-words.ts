import type { Text } from '../core/text.js';
import type { TableKind } from './line-files.js';

/** What people read for a kind of table; the code is what `csv check --as` takes. */
export const TABLE_WORDS: Readonly<Record<TableKind | 'connect-users', Text>> = {
  'user-lines': { de: 'feste Leitungen der Benutzer', en: 'static lines of the users' },
  'user-lines-dynamic': {
    de: 'dynamische Leitungen der Benutzer',
    en: 'dynamic lines of the users',
  },
  'dynamic-lines': { de: 'dynamische Leitungen', en: 'dynamic lines' },
  users: { de: 'Benutzer aus XPhone UC', en: 'users of XPhone UC' },
  'connect-users': { de: 'Benutzer aus XPhone Connect', en: 'users of XPhone Connect' },
  unknown: { de: 'nicht erkannt', en: 'not recognized' },
};

/** Words for the character between two fields, by the names the JSON document uses. */
export const SEPARATOR_WORDS: Readonly<Record<string, Text>> = {
  tab: { de: 'Tabulator', en: 'tab' },
  comma: { de: 'Komma', en: 'comma' },
  semicolon: { de: 'Semikolon', en: 'semicolon' },
  space: { de: 'Leerzeichen', en: 'space' },
};
