import type { Text } from '../../core/text.js';

/** The twelve ticks of the scope, in the order of the manual (lines 63–89). */
export const SCOPE_ITEMS = [
  'dialParameters',
  'pbx',
  'gateway',
  'fax',
  'faxPrinters',
  'sms',
  'voicemailGreetings',
  'autoAttendants',
  'mwi',
  'personalGreetings',
  'recordedNames',
  'dynamicLines',
] as const;
export type ScopeItem = (typeof SCOPE_ITEMS)[number];
export type ScopeTicks = Readonly<Record<ScopeItem, boolean>>;

/** The nine groups of system settings; the other three are user data (D8: these greetings are a system setting). */
export const SYSTEM_ITEMS = SCOPE_ITEMS.slice(0, 9);

/** Names as the manual prints them, with the line each one stands on. */
export const SCOPE_LABELS: Readonly<Record<ScopeItem, Text & { readonly line: number }>> = {
  dialParameters: { de: '`Wahlparameter`', en: 'Dialling parameters (`Wahlparameter`)', line: 67 },
  pbx: { de: '`PBX: Festnetz`', en: 'PBX nodes (`PBX: Festnetz`)', line: 69 },
  gateway: { de: 'UM: `Gateway`', en: 'UM: `Gateway`', line: 73 },
  fax: {
    de: 'Fax: `Allgemeine Einstellungen`',
    en: 'Fax: general settings (`Allgemeine Einstellungen`)',
    line: 75,
  },
  faxPrinters: { de: 'Fax: `Drucker`', en: 'Fax: printers (`Drucker`)', line: 75 },
  sms: {
    de: '`SMS: Allgemeine Einstellungen`',
    en: 'Text message settings (`SMS: Allgemeine Einstellungen`)',
    line: 77,
  },
  voicemailGreetings: {
    de: '`Voicemail: Ansagen` (des Systems)',
    en: 'Greetings of the system (`Voicemail: Ansagen`)',
    line: 79,
  },
  autoAttendants: {
    de: '`Auto Attendants: Zeittabelle, Filter`',
    en: 'Time table and filter (`Auto Attendants: Zeittabelle, Filter`)',
    line: 81,
  },
  mwi: { de: '`MWI`', en: '`MWI`', line: 83 },
  personalGreetings: {
    de: 'Persönliche Ansagen der Benutzer',
    en: 'Personal greetings of the users',
    line: 87,
  },
  recordedNames: {
    de: 'Von Benutzern aufgezeichnete Namen',
    en: 'Names recorded by the users',
    line: 87,
  },
  dynamicLines: {
    de: 'Dynamische Leitungen (als CSV-Dateien)',
    en: 'Dynamic lines (as CSV files)',
    line: 89,
  },
};

/** What moves, what stays behind by choice, and what the manual does not name at all (D11). */
export interface ScopeList {
  readonly moves: readonly Text[];
  readonly unused: readonly Text[];
  readonly notNamed: readonly Text[];
}

const NOT_NAMED: readonly Text[] = [
  { de: 'Gespeicherte Voicemail-Nachrichten', en: 'Stored voicemail messages' },
  { de: 'Gespeicherte Faxe und SMS', en: 'Stored faxes and text messages' },
  { de: 'Anruf-Journale', en: 'Call journals' },
  { de: 'PINs und Kennwörter', en: 'PINs and passwords' },
  {
    de: 'Persönliche Kontakte und Client-Einstellungen',
    en: 'Personal contacts and client settings',
  },
  { de: 'Teams und Berechtigungen', en: 'Teams and permissions' },
  {
    de: 'Anbindungen an Verzeichnisse und Anwendungen',
    en: 'Connections to directories and applications',
  },
];

const LINES_BY_HAND: Text = {
  de: 'Dynamische Leitungen (von Hand, es entstehen keine CSV-Dateien)',
  en: 'Dynamic lines (by hand, no CSV files are written)',
};

/**
 * The list a customer acknowledges in R-107, from the ticks of R-106 and manual lines 59–91. What the manual does not
 * name is neither promised nor denied; whoever shows the list says so.
 * @param noLineFiles the Migration Manager is too old for the three CSV files
 */
export function scopeList(ticks: ScopeTicks, noLineFiles = false): ScopeList {
  const label = (item: ScopeItem): Text => {
    const { de, en } = SCOPE_LABELS[item];
    return item === 'dynamicLines' && noLineFiles ? LINES_BY_HAND : { de, en };
  };
  return {
    moves: SCOPE_ITEMS.filter((item) => ticks[item]).map(label),
    unused: SCOPE_ITEMS.filter((item) => !ticks[item]).map(label),
    notNamed: NOT_NAMED,
  };
}
