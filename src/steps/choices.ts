import { choice as choiceOf, choices as choicesOf } from '../core/fields.js';
import type { Text } from '../core/text.js';

/**
 * What people read and may type for an answer that is stored as one stable value. A value without words here does not
 * compile as an option of a form.
 */
const WORDS = {
  // yes, no and unknown
  yes: ['ja', 'yes'],
  no: ['nein', 'no'],
  none: ['keine', 'none'],
  unknown: ['weiß nicht', 'do not know'],
  other: ['etwas anderes', 'other'],
  ok: ['in Ordnung', 'ok'],
  error: ['mit Fehler beendet', 'ended with an error'],
  errors: ['mit Fehlern', 'with errors'],
  // servers and products
  'uc-v4': ['XPhone UC V4', 'XPhone UC V4'],
  'uc-other': ['XPhone UC anderer Version', 'another version of XPhone UC'],
  'corporate-v3': ['XPhone Corporate V3', 'XPhone Corporate V3'],
  physical: ['eigene Hardware', 'physical'],
  virtual: ['virtuelle Maschine', 'virtual machine'],
  unveraendert: ['unverändert', 'unchanged'],
  veraendert: ['verändert', 'changed'],
  fest: ['fest', 'static'],
  dynamisch: ['dynamisch', 'dynamic'],
  keine: ['keine', 'none'],
  moeglich: ['möglich', 'possible'],
  // licenses
  started: ['begonnen', 'started'],
  completed: ['abgeschlossen', 'completed'],
  'keinen-mac-tausch-und-keinen-lizenztausch': [
    'keinen MAC-Tausch und keinen Lizenztausch',
    'no MAC exchange and no license exchange',
  ],
  'einen-tausch': ['einen Tausch', 'an exchange'],
  'kein-mac-tausch': ['keinen MAC-Tausch', 'no MAC exchange'],
  'mac-tausch': ['einen MAC-Tausch', 'a MAC exchange'],
  'kein-lizenztausch': ['keinen Lizenztausch', 'no license exchange'],
  lizenztausch: ['einen Lizenztausch', 'a license exchange'],
  'bisheriges-uc-system': ['bisheriges UC-System', 'existing UC system'],
  'anderes-system': ['anderes System', 'another system'],
  'bestehender-kunde': ['Bestehender Kunde', 'existing customer'],
  neukunde: ['Neukunde', 'new customer'],
  'alte-mac': ['alte MAC-Adresse', 'old MAC address'],
  'daten-der-neuen-hardware': ['Daten der neuen Hardware', 'data of the new hardware'],
  'mittels-mac-adresse': ['mittels MAC-Adresse', 'by MAC address'],
  anders: ['anders', 'in another way'],
  'zur-vm-des-alten-servers': ['zur VM des alten Servers', 'to the VM of the old server'],
  'zu-einem-anderen-adapter': ['zu einem anderen Adapter', 'to another adapter'],
  stimmt: ['stimmt', 'right'],
  'stimmt-nicht': ['stimmt nicht', 'wrong'],
  orange: ['orange', 'orange'],
  'nicht-orange': ['nicht orange', 'not orange'],
  'trotzdem-weiter': ['trotzdem weiter', 'go on anyway'],
  anhalten: ['anhalten', 'stop'],
  'kein-zurueck': ['kein Zurück', 'no way back'],
  'ein-zurueck': ['ein Zurück', 'a way back'],
  import: ['Lizenzpaket importieren', 'import the license package'],
  online: ['Lizenzpaket online verwalten', 'manage the license package online'],
  // export, transfer, import
  'uc-v4-export': ['Export aus XPhone UC V4', 'export from XPhone UC V4'],
  'connect-import': ['Import in XPhone Connect', 'import into XPhone Connect'],
  'service-manager': ['XPhone Server Dienst Manager', 'service manager'],
  'double-click': ['Doppelklick', 'double click'],
  export: ['aus dem Export', 'from the export'],
  'other-list': ['andere Liste', 'another list'],
  'network-share': ['Netzwerkfreigabe', 'network share'],
  'usb-drive': ['USB-Laufwerk', 'USB drive'],
  'remote-desktop': ['Remote-Desktop', 'remote desktop'],
  'other-copy': ['andere Kopie', 'another copy'],
  moved: ['verschoben', 'moved'],
  einverstanden: ['einverstanden', 'agrees'],
  abgelehnt: ['abgelehnt', 'refuses'],
  nichts: ['nichts', 'nothing'],
  unklar: ['unklar', 'unclear'],
  falsch: ['falsch', 'wrong'],
  // users, connectors, services
  ad: ['Active Directory', 'Active Directory'],
  text: ['Text-Konnektor', 'text connector'],
  manual: ['von Hand', 'by hand'],
  'windows-sid': ['Windows-SID', 'Windows SID'],
  anderer: ['anderer', 'another'],
  'von-hand': ['von Hand', 'by hand'],
  'durch-konnektor': ['durch einen Konnektor', 'by a connector'],
  'supplied-list': ['gelieferte Liste', 'supplied list'],
  'userdata-folders': ['Namen der Ordner in UserData', 'names of the folders in UserData'],
  'connector-file': ['Konnektor-Datei', 'connector file'],
  supplied: ['gelieferte Liste', 'supplied list'],
  finished: ['fehlerfrei beendet', 'finished'],
  running: ['läuft', 'running'],
  starting: ['startet', 'starting'],
  stopped: ['angehalten', 'stopped'],
  'only-on-creation': ['nur beim Neuanlegen', 'only on creation'],
  'every-run': ['bei jedem Lauf', 'at every run'],
  member: ['Mitglied der Domäne', 'member of the domain'],
  trusted: ['fremde Domäne mit Vertrauensstellung', 'foreign domain with trust'],
  'no-trust': ['fremde Domäne ohne Vertrauensstellung', 'foreign domain without trust'],
  ID: ['ID', 'ID'],
  disabled: ['abgeschaltet', 'disabled'],
  'no-line-column': ['hat keine Spalte für Leitungen', 'has no column for lines'],
  'assigns-lines': ['ordnet Leitungen zu', 'assigns lines'],
  // decisions in tables
  keep: ['behalten', 'keep'],
  overwrite: ['überschreiben', 'overwrite'],
  fix: ['berichtigen', 'fix'],
  accept: ['hinnehmen', 'accept'],
  'not-ok': ['nicht in Ordnung', 'not ok'],
  'calls-in': ['Anrufe von außen', 'incoming calls'],
  'calls-out': ['Anrufe nach außen', 'outgoing calls'],
  'auto-attendant': ['automatische Vermittlung', 'auto attendant'],
  // settings and services
  pbx: ['Telefonanlage', 'PBX'],
  fax: ['Fax', 'fax'],
  sms: ['SMS', 'SMS'],
  voicemail: ['Voicemail', 'voicemail'],
  mwi: ['MWI', 'MWI'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

type Options = readonly [keyof typeof WORDS, ...(keyof typeof WORDS)[]];

const TEXTS: Readonly<Record<string, Text>> = Object.fromEntries(
  Object.entries(WORDS).map(([value, [de, en]]) => [value, { de, en }]),
);

/** One of the given values. */
export function choice<const V extends Options>(label: Text, values: V) {
  return choiceOf(label, values, TEXTS);
}

/** Several of the given values; on the command line separated by commas. */
export function choices<const V extends Options>(label: Text, values: V) {
  return choicesOf(label, values, TEXTS);
}

/** What people read for a value. */
export function choiceText(value: keyof typeof WORDS): Text {
  const [de, en] = WORDS[value];
  return { de, en };
}

/** The same for several, with commas. */
export function choicesText(values: readonly (keyof typeof WORDS)[]): Text {
  const texts = values.map(choiceText);
  return { de: texts.map((t) => t.de).join(', '), en: texts.map((t) => t.en).join(', ') };
}
